// Small whole-model Keras 2 `.h5` files: one with a convolutional trunk, as MobileNet's, and a dense one that takes vectors. Small
// enough for runs of a second.
import h5wasm, { type File, type Group } from "h5wasm/node";

interface KerasLayer {
  readonly name: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

interface KerasNetwork {
  /** First to last; the last is the old classifier. */
  readonly layers: readonly KerasLayer[];
  /** By layer: names and shapes in Keras's order. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

const PICTURE_LAYERS = [
  { name: "picture", class_name: "InputLayer", config: { batch_input_shape: [null, 16, 16, 3] } },
  {
    name: "conv",
    class_name: "Conv2D",
    config: { filters: 8, kernel_size: [3, 3], strides: [2, 2], padding: "same", use_bias: false },
  },
  { name: "conv_bn", class_name: "BatchNormalization", config: { axis: [3], epsilon: 0.001 } },
  { name: "conv_relu", class_name: "ReLU", config: { max_value: 6 } },
  {
    name: "depthwise",
    class_name: "DepthwiseConv2D",
    config: { kernel_size: [3, 3], padding: "same", use_bias: false },
  },
  { name: "depthwise_bn", class_name: "BatchNormalization", config: { axis: [3], epsilon: 0.001 } },
  { name: "depthwise_relu", class_name: "ReLU", config: { max_value: 6 } },
  {
    name: "project",
    class_name: "Conv2D",
    config: { filters: 12, kernel_size: [1, 1], padding: "valid", activation: "relu" },
  },
  { name: "pool", class_name: "GlobalAveragePooling2D", config: {} },
  { name: "classes", class_name: "Dense", config: { units: 4, activation: "softmax" } },
] satisfies readonly KerasLayer[];

const BATCH_NORMALIZATION = { gamma: [8], beta: [8], moving_mean: [8], moving_variance: [8] };

const PICTURE_WEIGHTS = {
  conv: { kernel: [3, 3, 3, 8] },
  conv_bn: BATCH_NORMALIZATION,
  depthwise: { depthwise_kernel: [3, 3, 8, 1] },
  depthwise_bn: BATCH_NORMALIZATION,
  project: { kernel: [1, 1, 8, 12], bias: [12] },
  classes: { kernel: [12, 4], bias: [4] },
};

/** Takes vectors of so many numbers. */
function vectorNetwork(size: number): KerasNetwork {
  return {
    layers: [
      { name: "numbers", class_name: "InputLayer", config: { batch_input_shape: [null, size] } },
      { name: "wide", class_name: "Dense", config: { units: 8, activation: "relu" } },
      { name: "wide_bn", class_name: "BatchNormalization", config: { axis: [1], epsilon: 0.001 } },
      { name: "wide_dropout", class_name: "Dropout", config: { rate: 0.1 } },
      { name: "narrow", class_name: "Dense", config: { units: 6, activation: "linear" } },
      { name: "narrow_tanh", class_name: "Activation", config: { activation: "tanh" } },
      { name: "classes", class_name: "Dense", config: { units: 4, activation: "softmax" } },
    ],
    weights: {
      wide: { kernel: [size, 8], bias: [8] },
      wide_bn: BATCH_NORMALIZATION,
      narrow: { kernel: [8, 6], bias: [6] },
      classes: { kernel: [6, 4], bias: [4] },
    },
  };
}

/** Takes pictures of 16 x 16. @param seed of the weights. */
export function writeKerasModel(file: string, seed = 11): Promise<void> {
  return writeNetwork(file, { layers: PICTURE_LAYERS, weights: PICTURE_WEIGHTS }, seed);
}

/** Takes vectors of `size` numbers. */
export function writeVectorModel(file: string, size = 5, seed = 11): Promise<void> {
  return writeNetwork(file, vectorNetwork(size), seed);
}

async function writeNetwork(file: string, network: KerasNetwork, seed: number): Promise<void> {
  await h5wasm.ready;
  const hdf5 = new h5wasm.File(file, "w");
  hdf5.create_attribute("keras_version", "2.15.0");
  hdf5.create_attribute("backend", "tensorflow");
  hdf5.create_attribute("model_config", JSON.stringify(modelConfig(network)));
  writeWeights(hdf5, network, randomValues(seed));
  hdf5.close();
}

function modelConfig({ layers: all }: KerasNetwork): object {
  const layers = all.map(({ name, class_name, config }, i) => ({
    name,
    class_name,
    config: { name, trainable: true, dtype: "float32", ...config },
    inbound_nodes: i === 0 ? [] : [[[all[i - 1]?.name, 0, 0, {}]]],
  }));
  return {
    class_name: "Functional",
    config: {
      name: "small",
      layers,
      input_layers: [[all[0]?.name, 0, 0]],
      output_layers: [[all.at(-1)?.name, 0, 0]],
    },
  };
}

function writeWeights(hdf5: File, { layers, weights }: KerasNetwork, next: () => number): void {
  const root = hdf5.create_group("model_weights");
  root.create_attribute(
    "layer_names",
    layers.map(({ name }) => name),
  );
  for (const { name } of layers) writeLayer(root.create_group(name), name, Object.entries(weights[name] ?? {}), next);
}

function writeLayer(
  group: Group,
  layer: string,
  weights: readonly (readonly [string, readonly number[]])[],
  next: () => number,
): void {
  if (weights.length === 0) return;
  group.create_attribute(
    "weight_names",
    weights.map(([weight]) => `${layer}/${weight}:0`),
  );
  const inner = group.create_group(layer);
  for (const [weight, shape] of weights) {
    const size = shape.reduce((product, side) => product * side, 1);
    // Vectors hold variances and scales too, which are positive.
    const data = Float32Array.from({ length: size }, () => (shape.length === 1 ? 0.5 + next() : next() - 0.5));
    inner.create_dataset({ name: `${weight}:0`, data, shape: [...shape] });
  }
}

/** The same numbers each time, from 0 to 1. */
function randomValues(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
