// Matrix product, bias and the loss.
import { must } from "../../../../common/errors.ts";
import type { Attribute, Attributes, Graph, Tensor } from "../ir.ts";
import { integers, lastOf, scalar, typeOf } from "./basic.ts";

const NHWC: Attribute = { kind: "string", value: "NHWC" };

export interface MatMulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** Product of two matrices, each taken transposed if so asked. */
export function matMul(g: Graph, a: Tensor, b: Tensor, options: MatMulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false } = options;
  const attributes: Attributes = {
    T: typeOf(a.dtype),
    transpose_a: { kind: "bool", value: transposeA },
    transpose_b: { kind: "bool", value: transposeB },
  };
  const shape = [must(a.shape[transposeA ? 1 : 0], "rows"), must(b.shape[transposeB ? 0 : 1], "columns")];
  return g.tensor({ op: "MatMul", inputs: [a, b], attributes, dtype: a.dtype, shape });
}

/** Adds `bias` along the last axis of `x`, which has two dimensions or more. */
export function biasAdd(g: Graph, x: Tensor, bias: Tensor): Tensor {
  const attributes = { T: typeOf(x.dtype), data_format: NHWC };
  return g.tensor({ op: "BiasAdd", inputs: [x, bias], attributes, dtype: x.dtype, shape: x.shape });
}

/** Sum of `dy` over all axes but the last. */
export function biasAddGrad(g: Graph, dy: Tensor): Tensor {
  const attributes = { T: typeOf(dy.dtype), data_format: NHWC };
  return g.tensor({ op: "BiasAddGrad", inputs: [dy], attributes, dtype: dy.dtype, shape: [lastOf(dy.shape)] });
}

/** int32[n] -> float32[n, classes]: 1 at the label, else 0. */
export function oneHot(g: Graph, labels: Tensor, classes: number): Tensor {
  const attributes: Attributes = { T: typeOf("float32"), TI: typeOf("int32"), axis: { kind: "int", value: -1 } };
  const inputs = [labels, integers(g, [classes], []), scalar(g, 1), scalar(g, 0)];
  return g.tensor({ op: "OneHot", inputs, attributes, dtype: "float32", shape: [...labels.shape, classes] });
}

/** Cross-entropy of each row of `logits` [n, classes] against a distribution over the classes of the same shape: float32[n]. */
export function softmaxCrossEntropy(g: Graph, logits: Tensor, distribution: Tensor): Tensor {
  const { dtype, shape } = logits;
  const node = g.add({
    op: "SoftmaxCrossEntropyWithLogits",
    inputs: [logits, distribution],
    attributes: { T: typeOf(dtype) },
    outputs: [
      { dtype, shape: shape.slice(0, 1) },
      { dtype, shape },
    ],
  });
  return must(node.outputs[0], "losses");
}

/** Cross-entropy of each row of `logits` [n, classes] against `labels` int32[n]: float32[n]. */
export function sparseCrossEntropy(g: Graph, logits: Tensor, labels: Tensor): Tensor {
  const { dtype, shape } = logits;
  const node = g.add({
    op: "SparseSoftmaxCrossEntropyWithLogits",
    inputs: [logits, labels],
    attributes: { T: typeOf(dtype), Tlabels: typeOf("int32") },
    outputs: [
      { dtype, shape: shape.slice(0, 1) },
      { dtype, shape },
    ],
  });
  return must(node.outputs[0], "losses");
}
