// BatchNormalization with the batch's own statistics, and its gradient.
import { must } from "../../../../common/errors.ts";
import { sizeOf } from "../../../model/network.ts";
import type { Attribute, Attributes, Graph, Node, Shape, Tensor } from "../ir.ts";
import { constant, lastOf, rowsOf, typeOf } from "./basic.ts";
import { reshape } from "./shape.ts";

export interface Normalized {
  /** (x - mean) / sqrt(biased variance + epsilon) * gamma + beta */
  readonly y: Tensor;
  /** One for each channel. */
  readonly mean: Tensor;
  /** Unbiased, as the op has it. */
  readonly variance: Tensor;
  /** What `variance` is multiplied by to be the biased one. */
  readonly bias: number;
}

/**
 * Rows beyond which oneDNN is not left to add up a channel: on one thread it does so in one chain of float32, TensorFlow's own kernel
 * in pieces. MobileNetV2's losses of 16 pictures of 96 x 96 are then 4 times nearer to Keras's, for 5 % more processor time.
 */
const LONG = 2 ** 14;

/** Over all axes but the last. */
export function fusedBatchNorm(
  g: Graph,
  x: Tensor,
  { gamma, beta, epsilon }: { readonly gamma: Tensor; readonly beta: Tensor; readonly epsilon: number },
): Normalized {
  const view = reshape(g, x, asPictures(x.shape));
  const attributes: Attributes = {
    T: typeOf(x.dtype),
    U: typeOf("float32"),
    epsilon: { kind: "float", value: epsilon },
    is_training: { kind: "bool", value: true },
    data_format: format(view.shape),
  };
  // Where inference mode takes its moving statistics from.
  const none = constant(g, new Float32Array(0), [0]);
  const perChannel = { dtype: "float32", shape: [lastOf(x.shape)] } as const;
  const reserved = { dtype: "float32", shape: [] } as const;
  const { outputs } = g.add({
    op: "FusedBatchNormV3",
    inputs: [view, gamma, beta, none, none],
    attributes,
    outputs: [{ dtype: x.dtype, shape: view.shape }, perChannel, perChannel, perChannel, perChannel, reserved],
  });
  const [y, mean, variance] = outputs;
  const rows = rowsOf(x.shape);
  return {
    y: reshape(g, must(y, "y"), x.shape),
    mean: must(mean, "mean"),
    variance: must(variance, "variance"),
    bias: rows > 1 ? (rows - 1) / rows : 1,
  };
}

/** Gradients of a FusedBatchNormV3 with respect to x, gamma and beta, given that of its y. */
export function fusedBatchNormGradient(g: Graph, forward: Node, dy: Tensor): readonly Tensor[] {
  const [x, gamma] = [must(forward.inputs[0], "x"), must(forward.inputs[1], "gamma")];
  const pictures = fourDimensions(x.shape);
  const perChannel = { dtype: gamma.dtype, shape: gamma.shape };
  const none = { dtype: gamma.dtype, shape: [0] };
  const [dx, ...others] = g.add({
    op: "FusedBatchNormGradV3",
    inputs: [reshape(g, dy, pictures), reshape(g, x, pictures), gamma, ...forward.outputs.slice(3)],
    attributes: { ...forward.attributes, data_format: format(pictures) },
    outputs: [{ dtype: x.dtype, shape: pictures }, perChannel, perChannel, none, none],
  }).outputs;
  return [reshape(g, must(dx, "dx"), x.shape), ...others.slice(0, 2)];
}

/** Four dimensions, narrow ones for vectors and sequences; five for many rows, which oneDNN leaves alone. */
function asPictures(shape: Shape): Shape {
  const [batch, ...rest] = shape.slice(0, -1);
  const pictures = [must(batch, "batch"), rest[0] ?? 1, sizeOf(rest.slice(1)), lastOf(shape)];
  return rowsOf(shape) > LONG ? pictures.toSpliced(1, 0, 1) : pictures;
}

/** As TensorFlow's kernels see five. oneDNN's gradient does well with many rows, and is three times as fast. */
function fourDimensions(shape: Shape): Shape {
  const [batch, planes, ...rest] = shape;
  if (batch === undefined || planes === undefined || shape.length === 4) return shape;
  return [batch, planes, sizeOf(rest.slice(0, -1)), lastOf(shape)];
}

function format({ length }: Shape): Attribute {
  return { kind: "string", value: length === 5 ? "NDHWC" : "NHWC" };
}
