// A forward graph that was lowered for a fixed number of pictures, for any number of them. That number is in few places: the
// placeholders' shapes, and some arguments of some ops, which give way here. What else depends on it is not found here: who writes
// such a graph tries it out (model/export-saved-model.ts).
import { must } from "../../../../common/errors.ts";
import { Graph, type Node, type Tensor } from "../ir.ts";
import { constantData, integers } from "../ops/basic.ts";

/** Any size, in a placeholder's shape; "what is left" in the target of a Reshape and the size of a Slice. */
const ANY = -1;

/** The same nodes in a graph of their own, batch free. `tensorOf` gives what stands for a tensor of the old graph. */
export function withAnyBatch(nodes: readonly Node[]): {
  readonly nodes: readonly Node[];
  readonly tensorOf: (tensor: Tensor) => Tensor;
} {
  const graph = new Graph();
  const made = new Map<Node, Node>();
  const nodeOf = (node: Node): Node => must(made.get(node), `${node.name} before those that need it`);
  const tensorOf = ({ node, index }: Tensor): Tensor =>
    must(nodeOf(node).outputs[index], `output ${index} of ${node.name}`);
  for (const node of nodes) {
    const inputs = node.inputs.map(tensorOf);
    const controls = node.controls.map(nodeOf);
    made.set(
      node,
      graph.within(node.layer, () => rebuilt(graph, node, inputs, controls)),
    );
  }
  return { nodes: graph.nodes, tensorOf };
}

function rebuilt(graph: Graph, node: Node, inputs: readonly Tensor[], controls: readonly Node[]): Node {
  const { op, attributes, recorded } = node;
  const outputs = node.outputs.map(({ dtype, shape }) => ({ dtype, shape }));
  if (op !== "Placeholder") {
    const free = arguments_[op]?.(graph, inputs) ?? inputs;
    return graph.add({ op, attributes, recorded, inputs: free, controls, outputs });
  }
  const [output] = outputs;
  const shape = [ANY, ...must(output, "placeholder").shape.slice(1)];
  const free = { ...attributes, shape: { kind: "shape", value: shape } as const };
  return graph.add({ op, inputs, outputs, attributes: free, name: node.name });
}

/** Inputs of an op in which the number of pictures gives way; undefined where it does not occur. */
type Arguments = (graph: Graph, inputs: readonly Tensor[]) => readonly Tensor[] | undefined;

const arguments_: Readonly<Record<string, Arguments | undefined>> = {
  /**
   * Rows come first, but for ones before them (tfjs makes one matrix of many, [1, rows, columns]). One that leaves a size open
   * already is for any batch as it is.
   */
  Reshape: (graph, [x, target]) => {
    const sizes = numbersOf(target);
    if (x === undefined || sizes.length === 0 || sizes.includes(ANY)) return undefined;
    const rows = Math.max(
      0,
      sizes.findIndex((size) => size !== 1),
    );
    return [x, integers(graph, sizes.with(rows, ANY))];
  },
  /** Only where all rows are taken: then "all" is the same, whatever their number. */
  Slice: (graph, [x, begin, size]) => {
    const sizes = numbersOf(size);
    if (x === undefined || begin === undefined || sizes.length === 0 || sizes[0] !== x.shape[0]) return undefined;
    return [x, begin, integers(graph, [ANY, ...sizes.slice(1)])];
  },
  /** One row for all pictures (tfjs's LayerNormalization tiles its gamma so): the ops that use it broadcast it by themselves. */
  Tile: (graph, [x, multiples]) => {
    const times = numbersOf(multiples);
    if (x === undefined || times.length < 2 || x.shape[0] !== 1) return undefined;
    return [x, integers(graph, [1, ...times.slice(1)])];
  },
  /** Height and width will do: TensorFlow takes the rest from the other inputs. */
  Conv2DBackpropInput: (graph, [sizes, ...rest]) => {
    const [, height, width] = numbersOf(sizes);
    return height === undefined || width === undefined ? undefined : [integers(graph, [height, width]), ...rest];
  },
};

function numbersOf(tensor: Tensor | undefined): number[] {
  return tensor === undefined ? [] : Array.from(constantData(tensor) ?? []);
}
