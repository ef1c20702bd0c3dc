// Reverse mode over the graph: emits the gradients of a few tensors (the trainable weights) and nothing that they don't need.
import { InvariantError, must } from "../../../../common/errors.ts";
import type { Graph, Node, Tensor } from "../ir.ts";
import { binary } from "../ops/basic.ts";
import { gradientRules } from "./rules.ts";

/** A gradient would have to pass through ops that have no rule. Nothing has been trained yet when this is thrown. */
export class NoGradientError extends Error {
  override readonly name = "NoGradientError";
  readonly missing: readonly { readonly op: string; readonly layer: string; readonly recorded: boolean }[];
  constructor(missing: NoGradientError["missing"]) {
    const list = missing.map(({ op, layer }) => `${op} in layer "${layer}"`);
    super(`no gradient rule for ${[...new Set(list)].join(", ")}`);
    this.missing = missing;
  }
}

export interface GradientRequest {
  /** Where the backward pass begins: tensors and their gradients. */
  readonly seeds: ReadonlyMap<Tensor, Tensor>;
  /** What to differentiate with respect to. */
  readonly targets: readonly Tensor[];
  /**
   * Sums of three or more wait for this. Without it TensorFlow makes a chain of AddV2 into one AddN, which adds in whatever order
   * its inputs arrive: other bits from run to run.
   */
  readonly control: Tensor;
}

/**
 * One gradient for each target, in order.
 * @throws NoGradientError naming every op and layer without a rule.
 */
export function gradientsOf(g: Graph, request: GradientRequest): Tensor[] {
  const { seeds, targets } = request;
  const path = nodesBetween(g.nodes, targets, seeds);
  refuseMissingRules(path.nodes);
  const contributions = new Map<Tensor, Tensor[]>([...seeds].map(([tensor, gradient]) => [tensor, [gradient]]));
  const total = (tensor: Tensor): Tensor | undefined => summed(g, contributions, tensor, request.control);
  for (const node of path.nodes.toReversed()) {
    g.within(node.layer, () => {
      propagate(g, node, path.dependent, contributions, total);
    });
  }
  return targets.map((target) => {
    const gradient = total(target);
    if (gradient === undefined) throw new InvariantError(`the loss does not depend on ${target.node.name}`);
    return gradient;
  });
}

function propagate(
  g: Graph,
  node: Node,
  dependent: ReadonlySet<Tensor>,
  contributions: Map<Tensor, Tensor[]>,
  total: (tensor: Tensor) => Tensor | undefined,
): void {
  const gradients = node.outputs.map(total);
  if (gradients.every((gradient) => gradient === undefined)) return;
  const thunks = must(gradientRules[node.op], `rule of ${node.op}`)(g, node, gradients);
  node.inputs.forEach((input, i) => {
    const thunk = thunks[i];
    if (thunk === undefined || !dependent.has(input)) return;
    contributions.set(input, [...(contributions.get(input) ?? []), thunk()]);
  });
}

/** Nodes that depend on a target and that a seed depends on, in order. */
function nodesBetween(
  nodes: readonly Node[],
  targets: readonly Tensor[],
  seeds: ReadonlyMap<Tensor, Tensor>,
): { readonly nodes: readonly Node[]; readonly dependent: ReadonlySet<Tensor> } {
  const dependent = new Set(targets);
  const isTarget = new Set(targets.map((target) => target.node));
  const forward = nodes.filter((node) => {
    if (isTarget.has(node) || !node.inputs.some((input) => dependent.has(input))) return false;
    for (const output of node.outputs) dependent.add(output);
    return true;
  });
  const wanted = new Set<Node>([...seeds.keys()].map((tensor) => tensor.node));
  const backward = forward.toReversed().filter((node) => {
    if (!wanted.has(node)) return false;
    for (const input of node.inputs) wanted.add(input.node);
    return true;
  });
  return { nodes: backward.reverse(), dependent };
}

function refuseMissingRules(nodes: readonly Node[]): void {
  const missing = nodes.filter((node) => node.recorded || gradientRules[node.op] === undefined);
  if (missing.length > 0) {
    throw new NoGradientError(missing.map(({ op, layer, recorded }) => ({ op, layer, recorded })));
  }
}

/** Adds up what has flowed back into `tensor`, in the order in which it came. */
function summed(g: Graph, contributions: Map<Tensor, Tensor[]>, tensor: Tensor, control: Tensor): Tensor | undefined {
  const parts = contributions.get(tensor);
  if (parts === undefined || parts.length <= 1) return parts?.[0];
  const sum = parts.reduce((a, b) => binary(g, "AddV2", a, b, parts.length > 2 ? control : undefined));
  contributions.set(tensor, [sum]);
  return sum;
}
