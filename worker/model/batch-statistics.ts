// BatchNormalization by tfjs with the batch's own statistics or the moving ones.
import type { layers, Tensor } from "@tensorflow/tfjs-node-gpu";
import { must } from "../../common/errors.ts";
import type { TensorFlow } from "./tensorflow.ts";

/** Of one layer over a batch, one number per channel. Whoever takes them disposes of them. */
export interface FoundStatistics {
  readonly mean: Tensor;
  /** Biased, as Keras's moving averages have it. */
  readonly variance: Tensor;
}

/** Shared by the layers of a model and whoever calls it in training mode. */
export interface BatchStatistics {
  /** Names of the layers that normalize with the batch's statistics; the others use their moving ones. Set before a call. */
  of: ReadonlySet<string>;
  /** By layer, filled by a call. */
  readonly found: Map<string, FoundStatistics>;
}

export function normalizeByBatch(
  tf: TensorFlow,
  layer: layers.Layer,
  x: Tensor,
  epsilon: number,
): FoundStatistics & { readonly y: Tensor } {
  const { mean, variance } = tf.moments(x, [...x.shape.slice(0, -1).keys()]);
  const y = normalize(tf, layer, x, { mean, variance, epsilon });
  return { y, mean: tf.keep(mean), variance: tf.keep(variance) };
}

export function normalizeByMoving(tf: TensorFlow, layer: layers.Layer, x: Tensor, epsilon: number): Tensor {
  const [mean, variance] = [weightOf(layer, "moving_mean"), weightOf(layer, "moving_variance")];
  return normalize(tf, layer, x, {
    mean: must(mean, "moving_mean"),
    variance: must(variance, "moving_variance"),
    epsilon,
  });
}

/** The layer's own call leaves a missing gamma or beta out, and then tfjs has no gradient. */
function normalize(
  tf: TensorFlow,
  layer: layers.Layer,
  x: Tensor,
  { mean, variance, epsilon }: FoundStatistics & { readonly epsilon: number },
): Tensor {
  const beta = weightOf(layer, "beta") ?? tf.zeros(mean.shape);
  const gamma = weightOf(layer, "gamma") ?? tf.ones(mean.shape);
  return tf.batchNorm(x, mean.as1D(), variance.as1D(), beta.as1D(), gamma.as1D(), epsilon);
}

/** Undefined for a layer without. */
function weightOf(layer: layers.Layer, name: string): Tensor | undefined {
  return layer.weights.find(({ originalName }) => originalName.split("/").at(-1) === name)?.read();
}
