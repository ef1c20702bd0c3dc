// One layer's configuration, from Keras 2 or 3, into the form that tfjs reads: the keys that count, with their defaults; what tfjs
// would quietly compute differently is refused. Initializers, regularizers and constraints are left out: weights come from the
// file, and decay is the optimizer's. Pure.
import type { Json, JsonObject } from "./network.ts";
import { isArray, isObject, stringAt } from "./keras-json.ts";
import { layerClass, unsupportedClass } from "./layer-classes.ts";

export interface KerasLayer {
  readonly className: string;
  readonly config: JsonObject;
  /** Called with training=False, as in `base(x, training=False)`: its dropout never acts. */
  readonly inferenceOnly: boolean;
  /** Of the Keras that wrote the file, such as "3.11.3"; "" if it is not known. */
  readonly kerasVersion: string;
}

/** A layer of a network but for its inputs, or why it can't be one. */
export type LayerReading =
  | { readonly kind: "layer"; readonly config: JsonObject; readonly keepsDimensions: boolean }
  | { readonly kind: "unsupported"; readonly message: string; readonly hint: string };

const RESAVE = "cut the model before it with spec.model.cutAt, or save the model in another way";

/** Reads one layer; `name` is the one it has in the network. */
export function readLayer(layer: KerasLayer, name: string): LayerReading {
  const known = layerClass(layer.className);
  if (known === undefined) return { kind: "unsupported", ...unsupportedClass(layer.className) };
  const raw = repaired(layer);
  const message = refusal(layer, raw) ?? missingKey(raw, known.required);
  if (message !== undefined) return { kind: "unsupported", message, hint: RESAVE };
  const keys = [...known.required, ...Object.keys(known.defaults)];
  const config = Object.fromEntries(keys.map((key) => [key, raw[key] ?? known.defaults[key] ?? null]));
  return { kind: "layer", config: { name, dtype: "float32", ...config }, keepsDimensions: raw["keepdims"] === true };
}

function missingKey(config: JsonObject, required: readonly string[]): string | undefined {
  const missing = required.find((key) => config[key] === undefined || config[key] === null);
  return missing === undefined ? undefined : `its configuration has no ${missing}`;
}

/** Keras 3's spellings into Keras 2's. */
function repaired({ className, config, inferenceOnly }: KerasLayer): JsonObject {
  switch (className) {
    case "InputLayer":
      return { ...config, batch_input_shape: config["batch_input_shape"] ?? config["batch_shape"] ?? null };
    case "BatchNormalization":
    case "LayerNormalization":
      return { ...config, axis: singleAxis(config["axis"]) };
    case "LeakyReLU":
      return { ...config, alpha: config["alpha"] ?? config["negative_slope"] ?? null };
    case "Dropout":
      return inferenceOnly ? { ...config, rate: 0 } : config;
    default:
      return "activation" in config ? { ...config, activation: activationOf(config["activation"]) } : config;
  }
}

/** Keras 2 writes the axis of a normalization as a list of one. */
function singleAxis(axis: Json | undefined): Json {
  return isArray(axis) && axis.length === 1 ? (axis[0] ?? -1) : (axis ?? -1);
}

/** A name, or an object that wraps one; anything else stays and is refused. */
function activationOf(activation: Json | undefined): Json {
  if (activation === undefined || activation === null) return "linear";
  const name = isObject(activation) ? (activation["config"] ?? null) : activation;
  if (name === "silu") return "swish";
  return typeof name === "string" ? name : activation;
}

const ACTIVATIONS = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "selu",
  "sigmoid",
  "hard_sigmoid",
  "softmax",
  "softplus",
  "softsign",
];
const MORE_ACTIVATIONS = ["tanh", "log_softmax", "swish", "gelu", "mish"];

/** Activations that tfjs computes as Keras does. */
export function isActivation(name: string): boolean {
  return ACTIVATIONS.includes(name) || MORE_ACTIVATIONS.includes(name);
}

/** What tfjs has no way to compute, or computes differently. */
function refusal(layer: KerasLayer, config: JsonObject): string | undefined {
  if (config["data_format"] === "channels_first")
    return "data_format channels_first is not supported, expected channels_last";
  if (isNot(config["groups"], 1))
    return `grouped convolution is not supported, found groups ${shown(config["groups"])}`;
  const activation = "activation" in config ? activationRefusal(config["activation"], layer.kerasVersion) : undefined;
  return activation ?? classRefusal(layer.className, config);
}

function activationRefusal(activation: Json | undefined, kerasVersion: string): string | undefined {
  if (typeof activation !== "string" || !isActivation(activation))
    return `activation ${shown(activation)} is not supported`;
  // Keras 3 moved the corners of hard_sigmoid from +-2.5 to +-3; tfjs has Keras 2's.
  const moved = activation === "hard_sigmoid" && !kerasVersion.startsWith("2");
  return moved ? "activation hard_sigmoid of Keras 3 is not supported" : undefined;
}

function classRefusal(className: string, config: JsonObject): string | undefined {
  switch (className) {
    case "ReLU":
      if (isNot(config["negative_slope"], 0)) return "a ReLU with negative_slope is not supported, use LeakyReLU";
      return isNot(config["threshold"], 0) ? "a ReLU with a threshold is not supported" : undefined;
    case "ELU":
      return isNot(config["alpha"], 1) ? "an ELU with alpha other than 1 is not supported" : undefined;
    case "Dropout":
      return dropoutRefusal(config);
    case "Conv2DTranspose":
      return isNot(config["output_padding"], null) ? "output_padding is not supported" : undefined;
    case "UpSampling2D":
      return isNot(config["interpolation"], "nearest")
        ? `interpolation ${shown(config["interpolation"])} is not supported`
        : undefined;
    case "Rescaling":
      return typeof config["scale"] === "number" && typeof (config["offset"] ?? 0) === "number"
        ? undefined
        : "a scale or offset of its own for each channel is not supported";
    case "BatchNormalization":
    case "LayerNormalization":
      if (config["rms_scaling"] === true) return "rms_scaling is not supported";
      return typeof config["axis"] === "number"
        ? undefined
        : `axis ${shown(config["axis"])} is not supported, expected one number`;
    default:
      return undefined;
  }
}

function dropoutRefusal(config: JsonObject): string | undefined {
  if (isNot(config["noise_shape"], null)) return "a dropout with noise_shape is not supported";
  const rate = config["rate"];
  return typeof rate === "number" && rate >= 0 && rate < 1
    ? undefined
    : `expected a rate from 0 to below 1, found ${shown(rate)}`;
}

function isNot(value: Json | undefined, expected: Json): boolean {
  return value !== undefined && value !== null && value !== expected;
}

function shown(value: Json | undefined): string {
  if (isObject(value)) return stringAt(value, "class_name") ?? "an object";
  return JSON.stringify(value ?? null).slice(0, 80);
}
