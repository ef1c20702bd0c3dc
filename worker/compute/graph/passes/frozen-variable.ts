// Takes the large constants (frozen weights, folded) out of the graph: one vector, held by one variable of the session, of which each
// constant becomes a view. TensorFlow copies constants several times while it optimizes, and once more for each set of fetches.
import { sizeOf } from "../../../model/network.ts";
import type { Attributes, Graph, Node, Tensor } from "../ir.ts";
import { constantData, integers, placeholder, scalar, typeOf } from "../ops/basic.ts";
import { slice } from "../ops/shape.ts";

/** Constants of at least this many floats go; small ones stay, where TensorFlow can fold them. */
const LARGE = 1024;
/** Floats in 64 bytes: a Slice that begins and ends there is a view, not a copy. */
const ALIGNMENT = 16;

export interface FrozenVariable {
  /** What is written: the same nodes by the same names, the large constants read from the variable. */
  readonly nodes: readonly Node[];
  /** Placeholder float32[n] of the variable's value. */
  readonly value: Tensor;
  /** Fetching this once, with `value` fed, sets the variable. */
  readonly loaded: Tensor;
  /** What belongs in `value`, in floats from its beginning. */
  readonly parts: readonly { readonly start: number; readonly data: Float32Array }[];
}

/** Undefined if there is no large constant among `nodes`. */
export function frozenVariable(g: Graph, nodes: readonly Node[]): FrozenVariable | undefined {
  let length = 0;
  const starts = new Map<Node, { readonly start: number; readonly data: Float32Array }>();
  for (const node of nodes) {
    const data = largeConstant(node);
    if (data === undefined) continue;
    starts.set(node, { start: length, data });
    length += Math.ceil(data.length / ALIGNMENT) * ALIGNMENT;
  }
  if (length === 0) return undefined;
  const { value, loaded, read, preamble } = variableOf(g, length);
  const rewritten = nodes.flatMap((node) => {
    const place = starts.get(node);
    return place === undefined ? [node] : viewNodes(g, read, node, place.start);
  });
  return { nodes: [...new Set([...preamble, ...rewritten])], value, loaded, parts: [...starts.values()] };
}

function largeConstant(node: Node): Float32Array | undefined {
  const [output] = node.outputs;
  const data = output === undefined ? undefined : constantData(output);
  return data instanceof Float32Array && data.length >= LARGE ? data : undefined;
}

function variableOf(g: Graph, length: number) {
  const before = g.nodes.length;
  const dtype = typeOf("float32");
  const shape = { kind: "shape", value: [length] } as const;
  const text = (value: string) => ({ kind: "string", value }) as const;
  const attributes: Attributes = { dtype, shape, shared_name: text("frozen"), container: text("") };
  const handle = g.tensor({ op: "VarHandleOp", inputs: [], attributes, dtype: "resource", shape: [] });
  const value = placeholder(g, "frozen", "float32", [length]);
  const assign = g.add({ op: "AssignVariableOp", inputs: [handle, value], attributes: { dtype }, outputs: [] });
  const loaded = g.tensor({
    op: "Identity",
    inputs: [scalar(g, 1)],
    controls: [assign],
    attributes: { T: dtype },
    dtype: "float32",
    shape: [],
  });
  const read = g.tensor({
    op: "ReadVariableOp",
    inputs: [handle],
    attributes: { dtype },
    dtype: "float32",
    shape: [length],
  });
  return { value, loaded, read, preamble: [scalar(g, 1).node, ...g.nodes.slice(before)] };
}

/** A Slice and a Reshape that bears the constant's name. */
function viewNodes(g: Graph, read: Tensor, { name, outputs }: Node, start: number): Node[] {
  const shape = outputs[0]?.shape ?? [];
  const part = slice(g, read, [start], [sizeOf(shape)]);
  const target = integers(g, shape);
  const attributes = { T: typeOf("float32"), Tshape: typeOf("int32") };
  const view = g.tensor({ op: "Reshape", name, inputs: [part, target], attributes, dtype: "float32", shape });
  return [...part.node.inputs.map((input) => input.node), part.node, target.node, view.node];
}
