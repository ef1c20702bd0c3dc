// A small fine-tuned model of every common kind of layer, and what tfjs makes of pictures with it.
import { must } from "../../common/errors.ts";
import { type BuiltModel, buildTfModel } from "../../worker/model/build.ts";
import type { PictureLabels } from "../../worker/model/labels.ts";
import type { Model, Network } from "../../worker/model/network.ts";
import type { TensorFlow } from "../../worker/model/tensorflow.ts";
import { NetworkBuilder, weightsFor } from "./networks.ts";

export const LABELS: PictureLabels = {
  classes: ["amber", "blue", "crème brûlée", "d/e", 'f"g'],
  preprocess: { resize: [12, 12], scale: [-1, 1] },
};

const SIDE = 12;

/** Ends in logits, one for each of the five classes. */
function smallNetwork(): Network {
  const b = new NetworkBuilder();
  const stem = b.relu(b.norm(b.conv(b.input([12, 12, 3]), 8, 3, 2)), 6);
  const deep = b.relu(b.norm(b.depthwise(stem)), 6);
  const sum = b.add("Add", [stem, b.norm(b.conv(deep, 8, 1))]);
  const joined = b.add("Concatenate", [sum, b.add("LeakyReLU", sum, { alpha: 0.2 })], { axis: -1 });
  const pooled = b.add("MaxPooling2D", joined, { pool_size: [2, 2], strides: [2, 2], padding: "valid" });
  const averaged = b.add("AveragePooling2D", pooled, { pool_size: [3, 3], strides: [3, 3], padding: "valid" });
  const dropped = b.add("Dropout", b.add("Flatten", averaged), { rate: 0.3 });
  return b.network(b.add("Dense", dropped, { units: 5, activation: "linear", use_bias: true }, "head_dense"));
}

/** The network with weights of its own, built in tfjs: close it. */
export function builtModel(tf: TensorFlow, network: Network = smallNetwork()): BuiltModel {
  const options = { file: "test", seed: 1, initialise: new Set(network.layers.map(({ name }) => name)) };
  const blank = buildTfModel(tf, { network, weights: new Map() }, options);
  const shapes = new Map(blank.layers.map(({ layer, weights }) => [layer.name, weights]));
  blank.close();
  const weights: Model["weights"] = new Map([...weightsFor(shapes, "ordinary")].filter(([, list]) => list.length > 0));
  return buildTfModel(tf, { network, weights }, { ...options, initialise: new Set<string>() });
}

/** Different pictures, the same each time. */
export function somePictures(count: number, side = SIDE): Uint8Array {
  const length = count * side * side * 3;
  return Uint8Array.from({ length }, (_, index) => (index * index * 31 + index * 7 + (index >> 9)) % 256);
}

/** Probabilities of what a built model gives as logits: count x classes. */
export function expectedProbabilities(
  tf: TensorFlow,
  built: BuiltModel,
  pixels: Uint8Array,
  side = SIDE,
): Float32Array {
  return tf.tidy(() => {
    const pictures = tf.tensor4d(Float32Array.from(pixels, scaled), [pixels.length / (side * side * 3), side, side, 3]);
    const logits = built.tfModel.predict(pictures);
    return tf
      .softmax(must(Array.isArray(logits) ? logits[0] : logits, "logits"))
      .dataSync<"float32">()
      .slice();
  });
}

export function scaled(pixel: number): number {
  return -1 + (pixel * 2) / 255;
}

/** The largest distance of two lists of numbers of the same length; NaN where they differ in length. */
export function distance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Number.NaN;
  return Array.from(left).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))),
    0,
  );
}
