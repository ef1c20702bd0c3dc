// What a gradient rule is.
import { must } from "../../../../common/errors.ts";
import type { Graph, Node, Tensor } from "../ir.ts";

/** Emits one gradient. Called only if somebody needs it, so that nothing is computed for frozen weights. */
export type Thunk = () => Tensor;

/**
 * Gradients of one node with respect to each of its inputs, given those of its outputs (undefined: nothing flows back through that
 * output). Undefined for an input that has none, such as a shape.
 */
export type Rule = (g: Graph, node: Node, dy: readonly (Tensor | undefined)[]) => readonly (Thunk | undefined)[];

/** Rule of an op with one differentiable output, its first. */
export function rule(
  gradients: (
    g: Graph,
    operands: { readonly x: (i: number) => Tensor; readonly y: Tensor; readonly dy: Tensor; readonly node: Node },
  ) => readonly (Thunk | undefined)[],
): Rule {
  return (g, node, dys) => {
    const x = (i: number): Tensor => must(node.inputs[i], `input ${i} of ${node.op}`);
    return gradients(g, { x, y: must(node.outputs[0], "output"), dy: must(dys[0], `gradient of ${node.name}`), node });
  };
}
