// The forward pass alone, in inference mode, for any number of pictures: what predicts, and what a SavedModel offers. Pure.
import { weightPath } from "../../model/network.ts";
import { constantWeights } from "./constant-weights.ts";
import { Graph, type Node, type Tensor } from "./ir.ts";
import type { Lowering } from "./lower/lowering.ts";
import { binary, cast, constant, placeholder, unary } from "./ops/basic.ts";
import { withAnyBatch } from "./passes/any-batch.ts";
import { reachable } from "./passes/prune.ts";
import { lowerNetwork } from "./passes/towers.ts";
import { scaledPixels } from "./pixels.ts";
import type { ShapedLayer } from "./shaped-layer.ts";

export type ForwardSpec =
  | {
      readonly kind: "pictures";
      readonly height: number;
      readonly width: number;
      /** Pixels 0..255 are mapped linearly to this range. */
      readonly scale: readonly [number, number];
    }
  /** Vectors of so many numbers. */
  | { readonly kind: "vectors"; readonly size: number };

/** One way in: samples of one element type, and what comes of them. */
export interface ForwardEnd {
  /** Placeholder: [any, height, width, 3] of pixels 0..255, or [any, size]. */
  readonly input: Tensor;
  /** float32[any, classes] */
  readonly logits: Tensor;
  /** float32[any, classes] */
  readonly probabilities: Tensor;
}

interface Nodes {
  /** In topological order; all that the ends need, and nothing else. */
  readonly nodes: readonly Node[];
}

export interface PictureGraph extends Nodes {
  readonly kind: "pictures";
  /** Pixels as uint8, as decoded pictures are. */
  readonly bytes: ForwardEnd;
  /** Pixels as float32, which need not be whole numbers. */
  readonly floats: ForwardEnd;
}

export interface VectorGraph extends Nodes {
  readonly kind: "vectors";
  readonly floats: ForwardEnd;
}

export type ForwardGraph = PictureGraph | VectorGraph;

/** Lowered for so many samples first; more than one, so that no op takes the batch for a dimension to leave out. */
const SAMPLES = 2;

/**
 * @param output the layer whose output is logits.
 * @throws UnsupportedLayerError
 */
export function buildForwardGraph(
  layers: readonly ShapedLayer[],
  output: string,
  spec: ForwardSpec,
  record: Lowering,
): ForwardGraph {
  const g = new Graph();
  const weights = constantWeights(g, layers);
  const weight = (layer: string, name: string): Tensor | undefined => weights.get(weightPath(layer, name));
  const end = (input: Tensor, pictures: Tensor): ForwardEnd => {
    const logits = lowerNetwork(g, layers, output, {
      pictures,
      weight,
      seed: () => undefined,
      record,
      recordsUnknownOptions: true,
    });
    return { input, logits, probabilities: unary(g, "Softmax", logits) };
  };
  if (spec.kind === "vectors") {
    const features = placeholder(g, "features", "float32", [SAMPLES, spec.size]);
    const { nodes, ends } = anyBatch(g, { floats: end(features, features) });
    return { kind: "vectors", nodes, ...ends };
  }
  const shape = [SAMPLES, spec.height, spec.width, 3];
  const bytes = placeholder(g, "bytes", "uint8", shape);
  const floats = placeholder(g, "pixels", "float32", shape);
  const { nodes, ends } = anyBatch(g, {
    bytes: end(bytes, scaledPixels(g, bytes, spec.scale)),
    floats: end(floats, scaledFloats(g, floats, spec.scale)),
  });
  return { kind: "pictures", nodes, ...ends };
}

function anyBatch<Name extends string>(
  g: Graph,
  ends: Readonly<Record<Name, ForwardEnd>>,
): Nodes & { readonly ends: Readonly<Record<Name, ForwardEnd>> } {
  const all = Object.entries<ForwardEnd>(ends);
  const wanted = all.map(([, { probabilities }]) => probabilities);
  const { nodes, tensorOf } = withAnyBatch(reachable(g.nodes, wanted));
  const free = ({ input, logits, probabilities }: ForwardEnd): ForwardEnd => ({
    input: anySize(tensorOf(input)),
    logits: anySize(tensorOf(logits)),
    probabilities: anySize(tensorOf(probabilities)),
  });
  const freed = Object.fromEntries(all.map(([name, end]) => [name, free(end)]));
  return { nodes, ends: freed as Readonly<Record<Name, ForwardEnd>> };
}

function anySize(tensor: Tensor): Tensor {
  return { ...tensor, shape: [-1, ...tensor.shape.slice(1)] };
}

/** In float64, as whole pixels are scaled: a picture gives the same numbers whichever way it comes in. */
function scaledFloats(g: Graph, pixels: Tensor, [low, high]: readonly [number, number]): Tensor {
  const double = (value: number): Tensor => constant(g, Float64Array.of(value), []);
  const scaled = binary(g, "Mul", cast(g, pixels, "float64"), double((high - low) / 255));
  return cast(g, binary(g, "AddV2", scaled, double(low)), "float32");
}
