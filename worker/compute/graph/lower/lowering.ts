// What a lowering is, and how it reads a layer's Keras config.
import { must } from "../../../../common/errors.ts";
import type { Json } from "../../../model/network.ts";
import type { Graph, Tensor } from "../ir.ts";
import type { Padding, Pair, Window } from "../ops/convolution.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../shaped-layer.ts";

export interface LayerContext {
  readonly g: Graph;
  readonly layer: ShapedLayer;
  readonly inputs: readonly Tensor[];
  /** Trainable weights are slices of what is fed, frozen ones constants. Undefined if the layer has none of this name. */
  readonly weight: (name: string) => Tensor | undefined;
  /** int32[2] of this layer and micro-batch; undefined in inference mode, and then dropout does nothing. */
  readonly seed: Tensor | undefined;
  /** Takes the statistics of a BatchNormalization that normalizes with the batch's own; undefined: with the moving ones. */
  readonly batchStatistics: ((found: BatchStatistics) => void) | undefined;
}

/** Of one layer over a micro-batch, one number per channel. */
export interface BatchStatistics {
  readonly mean: Tensor;
  /** Times `bias` it is the biased one, which Keras's moving averages are made of. */
  readonly variance: Tensor;
  readonly bias: number;
}

/** Emits a layer's forward pass and returns its output. */
export type Lowering = (context: LayerContext) => Tensor;

/** The input of a layer that has one. */
export function inputOf({ inputs, layer }: LayerContext): Tensor {
  return must(inputs[0], `input of ${layer.name}`);
}

/** A weight that every layer of its kind has. */
export function weightOf(context: LayerContext, name: string): Tensor {
  return must(context.weight(name), `weight ${name} of ${context.layer.name}`);
}

export function numberIn(layer: ShapedLayer, key: string, fallback: number): number {
  const value = layer.config[key];
  return typeof value === "number" ? value : fallback;
}

function textIn(layer: ShapedLayer, key: string, fallback: string): string {
  const value = layer.config[key];
  return typeof value === "string" ? value : fallback;
}

/** Two numbers, or one that stands for both; `fallback` if there is nothing. */
export function pairIn(layer: ShapedLayer, key: string, fallback: Pair): Pair {
  const value = layer.config[key];
  if (typeof value === "number") return [value, value];
  if (!isArray(value)) return fallback;
  const [height, width] = value;
  if (typeof height === "number" && typeof width === "number") return [height, width];
  throw new UnsupportedLayerError(layer, `${key} ${JSON.stringify(value)} is not two numbers`);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** "relu", whether it is written as a name or as {class_name}; "linear" if there is none. */
export function activationIn(layer: ShapedLayer): string {
  const value = layer.config["activation"];
  const isObject = typeof value === "object" && value !== null && !isArray(value);
  const name = isObject ? value["class_name"] : value;
  return typeof name === "string" ? name : "linear";
}

/** Strides, padding and dilation of a convolution or pooling layer. */
export function windowIn(layer: ShapedLayer, defaultStrides: Pair): Window {
  refuseChannelsFirst(layer);
  return {
    strides: pairIn(layer, "strides", defaultStrides),
    padding: paddingIn(layer),
    dilations: pairIn(layer, "dilation_rate", [1, 1]),
  };
}

export function refuseChannelsFirst(layer: ShapedLayer): void {
  if (layer.config["data_format"] === "channels_first") {
    throw new UnsupportedLayerError(layer, "data_format channels_first is not supported, channels_last is");
  }
}

function paddingIn(layer: ShapedLayer): Padding {
  const padding = textIn(layer, "padding", "valid");
  if (padding === "same") return "SAME";
  if (padding === "valid") return "VALID";
  throw new UnsupportedLayerError(layer, `padding ${padding} is neither same nor valid`);
}
