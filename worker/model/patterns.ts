// Which layers a phase trains: picomatch patterns on layer names, and of those layers the weights that gradients go to.
import picomatch from "picomatch";
import type { Problem } from "../../common/errors.ts";
import type { TrainableWeight } from "../compute/phase.ts";
import { nearNames } from "./near-names.ts";
import { sizeOf } from "./network.ts";

/** How a phase treats BatchNormalization layers that it unfreezes: `frozen` trains nothing of them, the others gamma and beta. */
export type BatchNormalizationMode = "frozen" | "affine" | "train";

export interface LayerMatch {
  /** Names of the matched layers. */
  readonly layers: ReadonlySet<string>;
  /** Patterns that match nothing. */
  readonly problems: readonly Problem[];
}

/** The word that stands for all layers of the head. */
const HEAD = "head";

/** Matches `patterns` (as `unfreeze` has them) against all layer names, the head's among them; `path` is where the patterns stand. */
export function matchLayers(
  patterns: readonly string[],
  layerNames: readonly string[],
  headNames: readonly string[],
  path: string,
): LayerMatch {
  const matches = patterns.map((pattern) => {
    if (pattern === HEAD) return headNames;
    const isMatch = picomatch(pattern, { dot: true });
    return layerNames.filter((name) => isMatch(name));
  });
  const problems = patterns.flatMap((pattern, index) =>
    matches[index]?.length === 0 ? [matchesNothing(pattern, layerNames, `${path}[${index}]`)] : [],
  );
  return { layers: new Set(matches.flat()), problems };
}

function matchesNothing(pattern: string, layerNames: readonly string[], path: string): Problem {
  const near = nearNames(pattern.replaceAll(/[*?[\]{}()!+@]/g, ""), [HEAD, ...layerNames]);
  const hint =
    near.length === 0
      ? `patterns are matched against layer names, such as ${layerNames.slice(-3).join(", ")}`
      : `did you mean ${near.join(" or ")}?`;
  return { path, message: `"${pattern}" matches no layer`, hint };
}

/** What is needed of a built layer; `BuiltLayer` is one. */
export interface LayerWithWeights {
  readonly layer: { readonly name: string; readonly className: string };
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

const MOVING_STATISTICS = ["moving_mean", "moving_variance"];

/** A weight and the layer it is of, before it has a place. */
export type UnplacedWeight = Pick<TrainableWeight, "layer" | "name" | "shape">;

/** Gives weights their places in a flat vector: in order, without gaps, in floats, from `offset` on. */
export function withPlaces(weights: readonly UnplacedWeight[], offset = 0): readonly TrainableWeight[] {
  let end = offset;
  return weights.map(({ layer, name, shape }) => {
    const size = sizeOf(shape);
    end += size;
    return { layer, name, shape, offset: end - size, size };
  });
}

/** The weights to train, in network order, from the start of the phase's flat vector on. */
export function trainableWeights(
  layers: readonly LayerWithWeights[],
  unfrozen: ReadonlySet<string>,
  batchNormalization: BatchNormalizationMode,
): readonly TrainableWeight[] {
  const isFrozen = ({ layer }: LayerWithWeights): boolean =>
    layer.className === "BatchNormalization" && batchNormalization === "frozen";
  const candidates = weightsOf(
    layers.filter((candidate) => unfrozen.has(candidate.layer.name) && !isFrozen(candidate)),
  );
  return withPlaces(candidates.filter(({ name }) => !MOVING_STATISTICS.includes(name)));
}

/** The moving statistics that a phase moves: of unfrozen BatchNormalization layers under `train`, else none. */
function movingStatistics(
  layers: readonly LayerWithWeights[],
  unfrozen: ReadonlySet<string>,
  batchNormalization: BatchNormalizationMode,
): readonly UnplacedWeight[] {
  if (batchNormalization !== "train") return [];
  const moving = layers.filter(({ layer }) => layer.className === "BatchNormalization" && unfrozen.has(layer.name));
  return weightsOf(moving).filter(({ name }) => MOVING_STATISTICS.includes(name));
}

function weightsOf(layers: readonly LayerWithWeights[]): UnplacedWeight[] {
  return layers.flatMap(({ layer, weights }) => weights.map(({ name, shape }) => ({ layer: layer.name, name, shape })));
}

export interface Unfreezing {
  readonly patterns: readonly string[];
  readonly headNames: readonly string[];
  readonly batchNormalization: BatchNormalizationMode;
  /** Where the patterns stand in the job: "spec.training.phases[0].unfreeze". */
  readonly path: string;
}

export interface Unfrozen {
  readonly trainable: readonly TrainableWeight[];
  /** Moving statistics that move, behind the trainable weights in the phase's flat vector. */
  readonly statistics: readonly TrainableWeight[];
  readonly problems: readonly Problem[];
}

/** What a phase trains. A pattern that matches nothing and a phase that trains nothing are problems. */
export function unfreeze(
  layers: readonly LayerWithWeights[],
  { patterns, headNames, batchNormalization, path }: Unfreezing,
): Unfrozen {
  const names = layers.map(({ layer }) => layer.name);
  const match = matchLayers(patterns, names, headNames, path);
  const trainable = trainableWeights(layers, match.layers, batchNormalization);
  const statistics = movingStatistics(layers, match.layers, batchNormalization);
  if (trainable.length > 0 || match.problems.length > 0)
    return { trainable, statistics: withPlaces(statistics, endOf(trainable)), problems: match.problems };
  const message = "none of the layers it names has a weight that is trained; BatchNormalization layers stay frozen";
  return { trainable, statistics: [], problems: [{ path, message, hint: "name layers with kernels, or head" }] };
}

/** Floats in a flat vector that ends with these weights. */
export function endOf(weights: readonly TrainableWeight[]): number {
  const last = weights.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

/** The learning rate of each layer: of the longest pattern that matches it, else the default. A pattern that matches nothing is a problem. */
export function layerRates(
  rates: Readonly<Record<string, number>> & { readonly default: number },
  layerNames: readonly string[],
  headNames: readonly string[],
  path: string,
): { readonly ofLayer: ReadonlyMap<string, number>; readonly problems: readonly Problem[] } {
  const ofLayer = new Map(layerNames.map((name) => [name, rates.default]));
  const patterns = Object.keys(rates).filter((pattern) => pattern !== "default");
  const problems: Problem[] = [];
  // Shortest first, so that the longest has the last word.
  for (const pattern of patterns.sort((a, b) => a.length - b.length)) {
    const match = matchLayers([pattern], layerNames, headNames, path);
    problems.push(...match.problems.map((problem) => ({ ...problem, path: `${path}.${pattern}` })));
    for (const layer of match.layers) ofLayer.set(layer, rates[pattern] ?? rates.default);
  }
  return { ofLayer, problems };
}
