// Lowers a tower so that its early layers, where activations are largest, run on a piece of the micro-batch at a time: what one layer
// writes is then still in the cache when the next reads it. Only for layers that are not trained and treat each sample on its own,
// whose numbers are the same in any company.
import { must } from "../../../../common/errors.ts";
import { sizeOf } from "../../../model/network.ts";
import type { Graph, Tensor } from "../ir.ts";
import { lowerings } from "../lower/table.ts";
import { constantData } from "../ops/basic.ts";
import { concat, slice } from "../ops/shape.ts";
import type { ShapedLayer } from "../shaped-layer.ts";
import { lowerNetwork, type TowerInput } from "./towers.ts";

/** Activations of more floats than this (2 MiB) are worth it: they leave a core's own cache. */
const LARGE = 2 ** 19;
/** So are only those that are not much smaller than the largest. */
const LARGE_PART = 1 / 8;
/** A layer with more weights than this (256 KiB) is no early one: they are read, and brought into oneDNN's order, for each piece. */
const MOST_WEIGHTS = 2 ** 16;
/** What a piece's largest activation should have at most, in floats. */
const PIECE = 2 ** 20;
/** More pieces mean more ops, each of which has a price of its own. */
const MOST_PIECES = 8;
/** A cut in front of anything else could part a convolution from what is folded into it. */
const BEGINS_ANEW = new Set(["Conv2D", "DepthwiseConv2D"]);

/** As lowerNetwork; for a micro-batch of a fixed size. */
export function lowerInPieces(g: Graph, layers: readonly ShapedLayer[], output: string, tower: TowerInput): Tensor {
  const [size, ...sample] = tower.pictures.shape;
  const samples = must(size, "size of the micro-batch");
  const plan = planPieces(layers, output, samples, (layer) => isIndependent(layer, tower));
  if (plan === undefined) return lowerNetwork(g, layers, output, tower);
  const cut = must(layers[plan.early - 1], "last early layer");
  const each = samples / plan.pieces;
  const parts = Array.from({ length: plan.pieces }, (_, i) => {
    const pictures = slice(g, tower.pictures, [i * each, ...sample.map(() => 0)], [each, ...sample]);
    return lowerNetwork(g, layers.slice(0, plan.early), cut.name, { ...tower, pictures });
  });
  const late = [{ ...cut, inputs: [] }, ...layers.slice(plan.early)];
  return lowerNetwork(g, late, output, { ...tower, pictures: concat(g, parts, 0) });
}

export interface Pieces {
  /** So many layers from the first on run in pieces. */
  readonly early: number;
  /** Divides the number of samples. */
  readonly pieces: number;
}

/** Undefined where no activation is large, or there is no place to cut behind the large ones. */
export function planPieces(
  layers: readonly ShapedLayer[],
  output: string,
  samples: number,
  isIndependent: (layer: ShapedLayer) => boolean,
): Pieces | undefined {
  const end = layers.findIndex((layer) => layer.name === output || !isIndependent(layer));
  const floats = layers.slice(0, Math.max(end, 0)).map(({ outputShape }) => samples * sizeOf(outputShape));
  const largest = Math.max(0, ...floats);
  const lastLarge = floats.findLastIndex((count) => count > Math.max(LARGE, largest * LARGE_PART));
  const early = floats.findIndex((_, last) => last > lastLarge && isCut(layers, last + 1)) + 1;
  const divisors = Array.from({ length: MOST_PIECES }, (_, i) => i + 1).filter((n) => samples % n === 0);
  const pieces = divisors.find((n) => n >= largest / PIECE) ?? must(divisors.at(-1), "a divisor");
  return lastLarge < 0 || early === 0 || pieces === 1 ? undefined : { early, pieces };
}

/** Nothing of the first layers but the last one's output is used behind them. */
function isCut(layers: readonly ShapedLayer[], early: number): boolean {
  const next = layers[early];
  if (next === undefined || !BEGINS_ANEW.has(next.className)) return false;
  const inner = new Set(layers.slice(0, early - 1).map(({ name }) => name));
  return layers.slice(early).every(({ inputs }) => !inputs.some((name) => inner.has(name)));
}

/** Its numbers for a sample depend on this sample and few constants only. */
function isIndependent({ name, className, weights }: ShapedLayer, tower: TowerInput): boolean {
  if (lowerings[className] === undefined && className !== "InputLayer") return false;
  if (tower.seed(name) !== undefined || tower.batchStatistics?.(name) !== undefined) return false;
  return weights.every((weight) => {
    if (weight.data.length > MOST_WEIGHTS) return false;
    const tensor = tower.weight(name, weight.name);
    return tensor === undefined || constantData(tensor) !== undefined;
  });
}
