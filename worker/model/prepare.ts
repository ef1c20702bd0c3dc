// From the model file to what each phase trains: read, cut, resize, put the new head on, build, pick the trainable weights.
import { ConfigError, must, type Problem } from "../../common/errors.ts";
import type { TrainableWeight } from "../compute/phase.ts";
import type { LearningRate, LoadRequest, PhaseRequest } from "../compute/protocol.ts";
import { type BuiltModel, buildTfModel } from "./build.ts";
import { cutModel, pictureSize, refuseOtherVectors, resizeInput } from "./cut.ts";
import { featureCut } from "./feature-cut.ts";
import { attachHead } from "./head.ts";
import { readModel } from "./import.ts";
import { nearNames } from "./near-names.ts";
import { type Model, type Network, sizeOf, type Weight, weightPath } from "./network.ts";
import { endOf, layerRates, unfreeze, withPlaces } from "./patterns.ts";
import type { TensorFlow } from "./tensorflow.ts";
import { coverWholeMaps } from "./whole-map.ts";

/** What is needed of the request. */
export type PrepareRequest = Pick<
  LoadRequest,
  "modelFile" | "cutAt" | "weights" | "head" | "classes" | "seed" | "columns" | "resize" | "phases"
>;

/** What one phase trains; places are in the phase's own flat vector: trainable weights first, then moving statistics. */
export interface PreparedPhase {
  readonly name: string;
  readonly batchNormalization: PhaseRequest["batchNormalization"];
  readonly trainable: readonly TrainableWeight[];
  readonly statistics: readonly TrainableWeight[];
  /** Rate of each trainable weight. */
  readonly learningRates: readonly number[];
  /** Where a frozen trunk ends; undefined when there is none. */
  readonly cut: FeatureCut | undefined;
}

export interface FeatureCut {
  readonly layer: string;
  /** Of its output, without the batch. */
  readonly shape: readonly number[];
  /** Of one sample's output. */
  readonly floats: number;
}

export interface PreparedModel {
  readonly built: BuiltModel;
  readonly phases: readonly PreparedPhase[];
  /** Every weight that any phase changes, in network order; places are in the state's flat vector. */
  readonly stateWeights: readonly TrainableWeight[];
  /** Values of the state's weights when training begins. */
  readonly initialState: Float32Array;
  readonly totalParameters: number;
}

/** @throws ConfigError naming the model file or the job's key, for whatever does not fit. */
export async function prepareModel(tf: TensorFlow, request: PrepareRequest): Promise<PreparedModel> {
  const { modelFile, classes, seed } = request;
  const model = cutModel(await readModel(modelFile, request.cutAt), request.cutAt, modelFile, nearNames);
  const trunk = forSamples(model.network, request);
  const { network, headLayerNames } = attachHead(trunk, request.head, classes.length, "the job");
  const savedSize = pictureSize(model.network);
  const initialise = new Set(request.weights === "random" ? network.layers.map(({ name }) => name) : headLayerNames);
  const built = buildTfModel(
    tf,
    { network, weights: model.weights },
    { file: modelFile, seed, initialise, ...(savedSize === undefined ? {} : { savedSize }) },
  );
  try {
    refuseVanishedMaps(built, request);
    refuseWrongOutput(built, classes.length);
    const phases = preparePhases(built, headLayerNames, request.phases);
    const stateWeights = stateWeightsOf(built, phases);
    const initialState = valuesOf(built.model, stateWeights);
    return { built, phases, stateWeights, initialState, totalParameters: countParameters(built) };
  } catch (error) {
    built.close();
    throw error;
  }
}

/** The network as it takes the job's samples. @throws ConfigError when it takes others. */
function forSamples(network: Network, { columns, resize, modelFile }: PrepareRequest): Network {
  if (columns === undefined) return coverWholeMaps(network, resizeInput(network, resize, modelFile));
  refuseOtherVectors(network, columns.length, modelFile);
  return network;
}

/** The network's weights with those of the state's flat vector in place. */
export function withStateValues({ built, stateWeights }: PreparedModel, values: Float32Array): Model {
  const places = new Map(stateWeights.map((weight) => [weightPath(weight.layer, weight.name), weight]));
  const current = (layer: string, weight: Weight): Weight => {
    const place = places.get(weightPath(layer, weight.name));
    return place === undefined ? weight : { ...weight, data: values.slice(place.offset, place.offset + place.size) };
  };
  const { network, weights } = built.model;
  return {
    network,
    weights: new Map([...weights].map(([layer, list]) => [layer, list.map((weight) => current(layer, weight))])),
  };
}

/** Lists the problems of all phases at once. */
function preparePhases(
  built: BuiltModel,
  headNames: readonly string[],
  phases: readonly PhaseRequest[],
): PreparedPhase[] {
  const problems: Problem[] = [];
  const prepared = phases.map((phase, index) =>
    preparePhase(built, headNames, phase, `spec.training.phases[${index}]`, problems),
  );
  if (problems.length > 0) throw new ConfigError("the job does not fit its model", problems);
  return prepared;
}

function preparePhase(
  built: BuiltModel,
  headNames: readonly string[],
  phase: PhaseRequest,
  path: string,
  problems: Problem[],
): PreparedPhase {
  const layerNames = built.layers.map(({ layer }) => layer.name);
  const { name, batchNormalization } = phase;
  const unfrozen = unfreeze(built.layers, {
    patterns: phase.unfreeze,
    headNames,
    batchNormalization,
    path: `${path}.unfreeze`,
  });
  const rates = layerRates(byPattern(phase.learningRate), layerNames, headNames, `${path}.learningRate`);
  problems.push(...unfrozen.problems, ...rates.problems);
  const { trainable, statistics } = unfrozen;
  const learningRates = trainable.map(({ layer }) => must(rates.ofLayer.get(layer), `a rate of ${layer}`));
  const cut = cutOf(built, new Set([...trainable, ...statistics].map(({ layer }) => layer)));
  return { name, batchNormalization, trainable, statistics, learningRates, cut };
}

function cutOf(built: BuiltModel, changed: ReadonlySet<string>): FeatureCut | undefined {
  const layer = featureCut(built.model.network, (name) => changed.has(name));
  const shape = built.layers
    .find((candidate) => candidate.layer.name === layer)
    ?.outputShape.map((size) => must(size, "a fixed size"));
  return layer === undefined || shape === undefined ? undefined : { layer, shape, floats: sizeOf(shape) };
}

function byPattern(learningRate: LearningRate): Exclude<LearningRate, number> {
  return typeof learningRate === "number" ? { default: learningRate } : learningRate;
}

function stateWeightsOf(built: BuiltModel, phases: readonly PreparedPhase[]): readonly TrainableWeight[] {
  const changed = new Set(
    phases
      .flatMap(({ trainable, statistics }) => [...trainable, ...statistics])
      .map(({ layer, name }) => weightPath(layer, name)),
  );
  const weights = built.layers.flatMap(({ layer, weights }) =>
    weights.map(({ name, shape }) => ({ layer: layer.name, name, shape })),
  );
  return withPlaces(weights.filter(({ layer, name }) => changed.has(weightPath(layer, name))));
}

function valuesOf(model: Model, weights: readonly TrainableWeight[]): Float32Array {
  const values = new Float32Array(endOf(weights));
  for (const { layer, name, offset } of weights) {
    const weight = model.weights.get(layer)?.find((candidate) => candidate.name === name);
    values.set(must(weight, `values of ${weightPath(layer, name)}`).data, offset);
  }
  return values;
}

/** Convolutions and pooling without padding take rows and columns away until none is left. */
function refuseVanishedMaps(built: BuiltModel, { modelFile, resize }: PrepareRequest): void {
  const vanished = built.layers.find(({ outputShape }) => outputShape.some((size) => size !== null && size <= 0));
  if (vanished === undefined) return;
  const { name, className } = vanished.layer;
  const message = `pictures of ${resize.join(" x ")} are too small: nothing is left of them, shape [${vanished.outputShape.join(", ")}]`;
  throw new ConfigError(modelFile, [
    { path: `layer "${name}" (${className})`, message, hint: "raise spec.dataset.preprocess.resize" },
  ]);
}

function refuseWrongOutput(built: BuiltModel, classes: number): void {
  const shape = built.layers.at(-1)?.outputShape ?? [];
  if (shape.length === 1 && shape[0] === classes) return;
  const message = `expected its output to be one number for each of the ${classes} classes, found shape [${shape.join(", ")}]`;
  const hint = "begin the head with { globalAveragePooling: {} } or { flatten: {} }";
  throw new ConfigError("the job does not fit its model", [{ path: "spec.model.head", message, hint }]);
}

function countParameters(built: BuiltModel): number {
  return built.layers.flatMap(({ weights }) => weights).reduce((total, { shape }) => total + sizeOf(shape), 0);
}
