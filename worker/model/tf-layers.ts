// tfjs layers from our configurations, with the calls of two classes replaced: a BatchNormalization that looks at the batch only if it
// is told to, a Dropout whose mask is a function of a seed.
import type { layers, Tensor } from "@tensorflow/tfjs-node-gpu";
import { InvariantError } from "../../common/errors.ts";
import { type BatchStatistics, normalizeByBatch, normalizeByMoving } from "./batch-statistics.ts";
import { layerSeed } from "./dropout-seed.ts";
import { isArray } from "./keras-json.ts";
import type { Json, JsonObject, Layer } from "./network.ts";
import type { TensorFlow } from "./tensorflow.ts";

/** What dropout layers draw their masks from; the compute thread sets it before each micro-batch. */
export interface DropoutSeeds {
  current: readonly [number, number];
}

/** What calls in training mode go by. */
export interface TrainingMode {
  readonly dropoutSeeds: DropoutSeeds;
  readonly batchStatistics: BatchStatistics;
}

/** For layers that are never called in training mode. */
export function inferenceOnly(): TrainingMode {
  return { dropoutSeeds: { current: [0, 0] }, batchStatistics: { of: new Set(), found: new Map() } };
}

/** The tfjs layer of a network's layer; its weights are made when it is applied. Throws tfjs's own errors. */
export function createTfLayer(tf: TensorFlow, layer: Layer, mode: TrainingMode): layers.Layer {
  const created = deserialized(tf, layer);
  // The values that tfjs would draw are replaced at once; zeros cost less.
  created.setFastWeightInitDuringBuild(true);
  if (layer.className === "BatchNormalization") chooseStatistics(tf, created, layer, mode.batchStatistics);
  if (layer.className === "Dropout") seedDropout(tf, created, layer, mode.dropoutSeeds);
  return created;
}

function deserialized(tf: TensorFlow, layer: Layer): layers.Layer {
  const registered = tf.serialization.SerializationMap.getMap().classNameMap[layer.className];
  if (registered === undefined) throw new Error(`tfjs has no class ${layer.className}`);
  const [constructor, fromConfig] = registered;
  const created = fromConfig(constructor, tfConfig(layer.config));
  if (created instanceof tf.layers.Layer) return created;
  throw new InvariantError(`${layer.className} is no layer class`);
}

type TfValue = null | boolean | number | string | TfValue[] | TfConfig;
interface TfConfig {
  [key: string]: TfValue;
}

/** tfjs's spelling: camel case for keys and values, but for names. */
function tfConfig(config: JsonObject): TfConfig {
  const entries = Object.entries(config).map(([key, value]): [string, TfValue] => [camelCase(key), tfValue(value)]);
  return { ...Object.fromEntries(entries), ...(typeof config["name"] === "string" ? { name: config["name"] } : {}) };
}

function tfValue(value: Json): TfValue {
  if (typeof value === "string") return camelCase(value);
  if (typeof value !== "object" || value === null) return value;
  return isArray(value) ? value.map(tfValue) : tfConfig(value);
}

function camelCase(text: string): string {
  return text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Only the call's flag counts in tfjs, `trainable` does not: a model called in training mode would move the averages. They are ours
 * to move.
 */
function chooseStatistics(tf: TensorFlow, layer: layers.Layer, { name, config }: Layer, mode: BatchStatistics): void {
  const epsilon = typeof config["epsilon"] === "number" ? config["epsilon"] : KERAS_EPSILON;
  layer.call = (inputs, kwargs) => {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    if (input === undefined) throw new InvariantError(`${name} is called without input`);
    if (kwargs["training"] !== true || !mode.of.has(name)) return normalizeByMoving(tf, layer, input, epsilon);
    const { y, mean, variance } = normalizeByBatch(tf, layer, input, epsilon);
    mode.found.set(name, { mean, variance });
    return y;
  };
}

const KERAS_EPSILON = 1e-3;

function seedDropout(tf: TensorFlow, layer: layers.Layer, { name, config }: Layer, seeds: DropoutSeeds): void {
  const rate = Number(config["rate"]);
  layer.call = (inputs, kwargs) => {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    if (input === undefined) throw new InvariantError(`dropout ${name} is called without input`);
    if (kwargs["training"] !== true || rate === 0) return input;
    return tf.tidy(() => {
      const kept = tf.cast(
        tf.greaterEqual(statelessUniform(tf, input.shape, layerSeed(seeds.current, name)), rate),
        "float32",
      );
      // In this order: the compiled step multiplies so too, and the bits agree.
      return tf.mul(tf.mul(input, kept), 1 / (1 - rate));
    });
  };
}

interface RawOps {
  readonly binding: { readonly TF_ATTR_TYPE: number; readonly TF_FLOAT: number; readonly TF_INT32: number };
  executeMultipleOutputs(
    name: string,
    attributes: readonly object[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

/** tfjs's own random numbers are drawn in JavaScript from a hidden state; TensorFlow's stateless ones from the seed alone. */
function statelessUniform(tf: TensorFlow, shape: readonly number[], seed: readonly [number, number]): Tensor {
  const backend = rawOps(tf.backend());
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = backend.binding;
  const attributes = [
    { name: "dtype", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "T", type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: "Tseed", type: TF_ATTR_TYPE, value: TF_INT32 },
  ];
  const inputs = [tf.tensor1d([...shape], "int32"), tf.tensor1d([...seed], "int32")];
  const [uniform] = backend.executeMultipleOutputs("StatelessRandomUniform", attributes, inputs, 1);
  if (uniform === undefined) throw new InvariantError("StatelessRandomUniform gave nothing");
  return uniform;
}

function rawOps(backend: object): RawOps {
  if (isRawOps(backend)) return backend;
  throw new InvariantError("the TensorFlow backend is not active");
}

function isRawOps(backend: object): backend is RawOps {
  return "executeMultipleOutputs" in backend && "binding" in backend;
}
