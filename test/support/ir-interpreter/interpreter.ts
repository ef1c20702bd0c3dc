// A reference interpreter of the compiled step's graph: plain loops in float64, slow and simple enough to be believed. For finite
// differences and for what must hold without TensorFlow.
import { must } from "../../../common/errors.ts";
import type { Node, Tensor } from "../../../worker/compute/graph/ir.ts";
import { elementwiseKernels } from "./elementwise.ts";
import { linearKernels } from "./linear.ts";
import { normalizationKernels } from "./normalization.ts";
import { shapeKernels } from "./shape.ts";
import { constantOf, type Kernel, type Value } from "./values.ts";
import { windowKernels } from "./windows.ts";

const kernels: Readonly<Record<string, Kernel | undefined>> = {
  ...elementwiseKernels,
  ...linearKernels,
  ...normalizationKernels,
  ...shapeKernels,
  ...windowKernels,
  Const: (_, node) => constantOf(node),
};

/** Values of `fetches`, given those of the placeholders that they depend on. */
export function interpret(fetches: readonly Tensor[], feeds: ReadonlyMap<Tensor, Float64Array>): Float64Array[] {
  const known = new Map<Node, readonly Value[]>();
  for (const [tensor, data] of feeds) known.set(tensor.node, [{ shape: tensor.shape, data }]);
  const outputsOf = (node: Node): readonly Value[] => {
    const computed = known.get(node) ?? run(node, node.inputs.map(valueOf));
    known.set(node, computed);
    return computed;
  };
  const valueOf = (tensor: Tensor): Value =>
    must(outputsOf(tensor.node)[tensor.index], `output of ${tensor.node.name}`);
  return fetches.map((tensor) => valueOf(tensor).data);
}

function run(node: Node, inputs: readonly Value[]): readonly Value[] {
  const result = must(kernels[node.op], `reference kernel of ${node.op}`)(inputs, node);
  return "data" in result ? [result] : result;
}
