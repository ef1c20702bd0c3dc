// The layer classes a network may consist of: which keys of their configuration count, with Keras's defaults, and which weights
// they own. A class is here when tfjs computes it as Keras does, in training too, from nothing but its inputs and weights. Pure.
import type { JsonObject } from "./network.ts";

export interface LayerClass {
  /** Keys that must be there. */
  readonly required: readonly string[];
  /** Other keys that count, with Keras's defaults. */
  readonly defaults: JsonObject;
  /** Short names of its weights, in Keras's order. */
  readonly weights: (config: JsonObject) => readonly string[];
}

const NONE: readonly string[] = [];

function plain(defaults: JsonObject = {}, required = NONE): LayerClass {
  return { required, defaults, weights: () => NONE };
}

function kernels(names: readonly string[], defaults: JsonObject, required: readonly string[]): LayerClass {
  return {
    required,
    defaults: { ...defaults, use_bias: true, activation: "linear" },
    weights: (config) => (config["use_bias"] === false ? names : [...names, "bias"]),
  };
}

/** Weights that a layer with `scale: false` or `center: false` goes without. */
function affine(config: JsonObject): readonly string[] {
  return [...(config["scale"] === false ? NONE : ["gamma"]), ...(config["center"] === false ? NONE : ["beta"])];
}

const WINDOW_1D: JsonObject = { strides: 1, padding: "valid", dilation_rate: 1 };
const WINDOW_2D: JsonObject = { strides: [1, 1], padding: "valid", dilation_rate: [1, 1] };
const POOL_1D: JsonObject = { pool_size: 2, strides: null, padding: "valid" };
const POOL_2D: JsonObject = { pool_size: [2, 2], strides: null, padding: "valid" };
const DEPTHWISE: JsonObject = { ...WINDOW_2D, depth_multiplier: 1 };

const CLASSES: Readonly<Record<string, LayerClass>> = {
  InputLayer: plain({}, ["batch_input_shape"]),
  Conv1D: kernels(["kernel"], WINDOW_1D, ["filters", "kernel_size"]),
  Conv2D: kernels(["kernel"], WINDOW_2D, ["filters", "kernel_size"]),
  Conv2DTranspose: kernels(["kernel"], WINDOW_2D, ["filters", "kernel_size"]),
  DepthwiseConv2D: kernels(["depthwise_kernel"], DEPTHWISE, ["kernel_size"]),
  SeparableConv2D: kernels(["depthwise_kernel", "pointwise_kernel"], DEPTHWISE, ["filters", "kernel_size"]),
  Dense: kernels(["kernel"], {}, ["units"]),
  BatchNormalization: {
    required: NONE,
    defaults: { axis: -1, momentum: 0.99, epsilon: 1e-3, center: true, scale: true },
    weights: (config) => [...affine(config), "moving_mean", "moving_variance"],
  },
  LayerNormalization: {
    required: NONE,
    defaults: { axis: -1, epsilon: 1e-3, center: true, scale: true },
    weights: affine,
  },
  Activation: plain({}, ["activation"]),
  ReLU: plain({ max_value: null }),
  LeakyReLU: plain({ alpha: 0.3 }),
  PReLU: { required: NONE, defaults: { shared_axes: null }, weights: () => ["alpha"] },
  ELU: plain({ alpha: 1 }),
  Softmax: plain({ axis: -1 }),
  Dropout: plain({}, ["rate"]),
  Flatten: plain(),
  Reshape: plain({}, ["target_shape"]),
  Permute: plain({}, ["dims"]),
  RepeatVector: plain({}, ["n"]),
  GlobalAveragePooling1D: plain(),
  GlobalAveragePooling2D: plain(),
  GlobalMaxPooling1D: plain(),
  GlobalMaxPooling2D: plain(),
  AveragePooling1D: plain(POOL_1D),
  AveragePooling2D: plain(POOL_2D),
  MaxPooling1D: plain(POOL_1D),
  MaxPooling2D: plain(POOL_2D),
  ZeroPadding2D: plain({ padding: [1, 1] }),
  Cropping2D: plain({}, ["cropping"]),
  UpSampling2D: plain({ size: [2, 2], interpolation: "nearest" }),
  Add: plain(),
  Multiply: plain(),
  Average: plain(),
  Maximum: plain(),
  Minimum: plain(),
  Concatenate: plain({ axis: -1 }),
  Rescaling: plain({ offset: 0 }, ["scale"]),
};

/** Undefined for a class that can't be imported. */
export function layerClass(className: string): LayerClass | undefined {
  return Object.hasOwn(CLASSES, className) ? CLASSES[className] : undefined;
}

/** Short names of a layer's weights in Keras's order; empty for an unknown class. */
export function weightNames(className: string, config: JsonObject): readonly string[] {
  return layerClass(className)?.weights(config) ?? NONE;
}

/** Layers that change pictures while training and do nothing else; the job's own `augment` takes their place. */
const AUGMENTATION = [
  "RandomFlip",
  "RandomRotation",
  "RandomZoom",
  "RandomTranslation",
  "RandomContrast",
  "RandomBrightness",
];

export function isAugmentation(className: string): boolean {
  return AUGMENTATION.includes(className);
}

/** Why a class is not among them and what to do, in as much detail as there is. */
export function unsupportedClass(className: string): { readonly message: string; readonly hint: string } {
  const hint = "cut the model before it with spec.model.cutAt, or save the model without it";
  if (className === "Lambda" || className.endsWith("OpLambda")) {
    return { message: "its Python code is not in the file, so it can't be imported", hint };
  }
  if (/Dropout|Noise/.test(className)) {
    return {
      message: "it draws random numbers that can't be repeated from the job's seed",
      hint: "use Dropout, or save the model without it",
    };
  }
  return { message: `layer class ${className} is not supported`, hint };
}
