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

export interface ForwardSpec {
  readonly height: number;
  readonly width: number;
  /** Pixels 0..255 are mapped linearly to this range. */
  readonly scale: readonly [number, number];
}

/** One way in: pictures of one element type, and what comes of them. */
export interface ForwardEnd {
  /** Placeholder [any, height, width, 3] of pixels 0..255. */
  readonly pixels: Tensor;
  /** float32[any, classes] */
  readonly logits: Tensor;
  /** float32[any, classes] */
  readonly probabilities: Tensor;
}

export interface ForwardGraph {
  /** In topological order; all that the ends need, and nothing else. */
  readonly nodes: readonly Node[];
  /** Pixels as uint8, as decoded pictures are. */
  readonly bytes: ForwardEnd;
  /** Pixels as float32, which need not be whole numbers. */
  readonly floats: ForwardEnd;
}

/** Lowered for so many pictures first; more than one, so that no op takes the batch for a dimension to leave out. */
const PICTURES = 2;

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
  const shape = [PICTURES, spec.height, spec.width, 3];
  const bytes = placeholder(g, "bytes", "uint8", shape);
  const floats = placeholder(g, "pixels", "float32", shape);
  const weights = constantWeights(g, layers);
  const weight = (layer: string, name: string): Tensor | undefined => weights.get(weightPath(layer, name));
  const end = (pixels: Tensor, pictures: Tensor): ForwardEnd => {
    const logits = lowerNetwork(g, layers, output, {
      pictures,
      weight,
      seed: () => undefined,
      record,
      recordsUnknownOptions: true,
    });
    return { pixels, logits, probabilities: unary(g, "Softmax", logits) };
  };
  return anyBatch(g, end(bytes, scaledPixels(g, bytes, spec.scale)), end(floats, scaledFloats(g, floats, spec.scale)));
}

function anyBatch(g: Graph, bytes: ForwardEnd, floats: ForwardEnd): ForwardGraph {
  const { nodes, tensorOf } = withAnyBatch(reachable(g.nodes, [bytes.probabilities, floats.probabilities]));
  const free = ({ pixels, logits, probabilities }: ForwardEnd): ForwardEnd => ({
    pixels: anySize(tensorOf(pixels)),
    logits: anySize(tensorOf(logits)),
    probabilities: anySize(tensorOf(probabilities)),
  });
  return { nodes, bytes: free(bytes), floats: free(floats) };
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
