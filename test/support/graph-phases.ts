// One network as an eager phase and as a compiled one, for tests and benchmarks that hold the two against each other.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "../../common/errors.ts";
import { createEagerPhase } from "../../worker/compute/eager.ts";
import { type CompiledPhase, compilePhase } from "../../worker/compute/graph/compiled.ts";
import type { ShapedLayer } from "../../worker/compute/graph/shaped-layer.ts";
import { type LossOptions, PLAIN_LOSS } from "../../worker/compute/loss.ts";
import type {
  Evaluation,
  MicroBatch,
  PhaseCompute,
  PhaseInput,
  PhaseSpec,
  ValuesOf,
} from "../../worker/compute/phase.ts";
import type { TensorFlow } from "../../worker/model/tensorflow.ts";
import { type BuiltModel, buildTfModel } from "../../worker/model/build.ts";
import type { Network } from "../../worker/model/network.ts";
import { type BatchNormalizationMode, endOf, withPlaces } from "../../worker/model/patterns.ts";
import { randomNumbers, weightsFor, type WeightsKind } from "./networks.ts";

/** One cache for the process, removed when it ends. */
const cacheDir = mkdtempSync(join(tmpdir(), "graph-"));
process.on("exit", () => {
  rmSync(cacheDir, { recursive: true, force: true });
});

export interface PhaseOptions {
  readonly microBatchSize: number;
  readonly towers?: number;
  readonly size: number;
  readonly channels?: number;
  /** What it is fed with; pictures of that size unless given. */
  readonly input?: PhaseInput;
  readonly classes: number;
  readonly scale?: readonly [number, number];
  readonly loss?: LossOptions;
  readonly weights?: WeightsKind;
  /** What BatchNormalization layers do; `frozen` unless given. */
  readonly batchNormalization?: BatchNormalizationMode;
  /** Which weights are trained; all but BatchNormalization's unless given. */
  readonly trains?: (layer: string, className: string, weight: string) => boolean;
}

export interface Phases {
  readonly network: Network;
  readonly built: BuiltModel;
  readonly layers: readonly ShapedLayer[];
  readonly spec: PhaseSpec;
  /** The initial values of the trainable weights and the moving statistics. */
  readonly values: Float32Array;
  readonly eager: () => PhaseCompute;
  readonly graph: (towers?: number) => CompiledPhase;
}

/** Builds the network in tfjs and says how to make a phase of it either way. */
export function phasesOf(tf: TensorFlow, network: Network, options: PhaseOptions): Phases {
  const built = builtModel(tf, network, options.weights ?? "steady");
  const layers = shapedLayers(built);
  const spec = phaseSpec(network, layers, options);
  const changed = [...spec.trainable, ...spec.statistics];
  const values = new Float32Array(endOf(changed));
  for (const { layer, name, offset } of changed) values.set(valuesOf(layers, layer, name), offset);
  return {
    network,
    built,
    layers,
    spec,
    values,
    eager: () => withWeights(createEagerPhase(tf, built, built.model, spec), values),
    graph: (towers = spec.towers) =>
      withWeights(compilePhase(tf, layers, network.output, { ...spec, towers }, { cacheDir }), values),
  };
}

function withWeights<T extends PhaseCompute>(phase: T, values: Float32Array): T {
  phase.setWeights(partsOf(values));
  return phase;
}

/** Of a phase's flat vector. */
export function partsOf(values: Float32Array): ValuesOf {
  return ({ offset, size }) => values.subarray(offset, offset + size);
}

function builtModel(tf: TensorFlow, network: Network, kind: WeightsKind): BuiltModel {
  const all = new Set(network.layers.map(({ name }) => name));
  const probe = buildTfModel(tf, { network, weights: new Map() }, { file: "test", seed: 1, initialise: all });
  const shapes = new Map(probe.layers.map(({ layer, weights }) => [layer.name, weights]));
  probe.close();
  const weights = weightsFor(shapes, kind);
  return buildTfModel(tf, { network, weights }, { file: "test", seed: 1, initialise: new Set() });
}

/** What the compiled step takes, from a built model. */
function shapedLayers(built: BuiltModel): ShapedLayer[] {
  return built.layers.map(({ layer, outputShape }) => ({
    ...layer,
    outputShape: outputShape.map((size) => must(size, `fixed size of ${layer.name}`)),
    weights: built.model.weights.get(layer.name) ?? [],
  }));
}

function phaseSpec(network: Network, layers: readonly ShapedLayer[], options: PhaseOptions): PhaseSpec {
  const mode = options.batchNormalization ?? "frozen";
  const isNorm = (className: string): boolean => className === "BatchNormalization";
  const trains =
    options.trains ?? ((_, className, weight) => !isNorm(className) || (mode !== "frozen" && !isMoving(weight)));
  const weights = layers.flatMap(({ name: layer, className, weights }) =>
    weights.map(({ name, shape }) => ({ layer, className, name, shape })),
  );
  const trainable = withPlaces(weights.filter(({ layer, className, name }) => trains(layer, className, name)));
  const unfrozen = new Set(trainable.map(({ layer }) => layer));
  const moved = weights.filter(
    ({ layer, className, name }) =>
      mode === "train" && isNorm(className) && isMoving(name) && (options.trains === undefined || unfrozen.has(layer)),
  );
  const { size, channels = 3, classes, microBatchSize, towers = 1, scale = [-1, 1], loss = PLAIN_LOSS } = options;
  return {
    name: network.name,
    trainable,
    statistics: withPlaces(moved, endOf(trainable)),
    microBatchSize,
    input: options.input ?? { kind: "pixels", height: size, width: size, channels },
    scale,
    classes,
    towers,
    loss,
  };
}

function isMoving(weight: string): boolean {
  return weight.startsWith("moving_");
}

function valuesOf(layers: readonly ShapedLayer[], layer: string, weight: string): Float32Array {
  return must(
    layers.find(({ name }) => name === layer)?.weights.find(({ name }) => name === weight),
    weight,
  ).data;
}

/** Random pictures and labels; the last sample is padding. */
export function microBatchFor(spec: PhaseSpec, seed: number): MicroBatch {
  const random = randomNumbers(seed * 7919 + 17);
  const { microBatchSize, input, classes } = spec;
  if (input.kind !== "pixels") throw new Error("pictures only");
  const pixels = new Uint8Array(microBatchSize * input.height * input.width * input.channels);
  pixels.forEach((_, i) => {
    pixels[i] = Math.floor((random() + 0.5) * 256);
  });
  return {
    pixels,
    labels: Int32Array.from({ length: microBatchSize }, () => Math.floor((random() + 0.5) * classes)),
    sampleWeights: Float32Array.from({ length: microBatchSize }, (_, i) => (i === microBatchSize - 1 ? 0 : 1)),
    seed: [seed, 42],
  };
}

export interface Difference {
  readonly path: string;
  /** Largest difference over the largest value of the reference. */
  readonly relative: number;
}

/** How far each trainable weight's gradient and each moving statistic is from the reference, worst first. */
export function differences(spec: PhaseSpec, reference: Float32Array, other: Float32Array): Difference[] {
  const each = [...spec.trainable, ...spec.statistics].map(({ layer, name, offset, size }) => {
    let largest = 0;
    let difference = 0;
    for (let i = offset; i < offset + size; i += 1) {
      largest = Math.max(largest, Math.abs(must(reference[i], "gradient")));
      difference = Math.max(difference, Math.abs(must(reference[i], "gradient") - must(other[i], "gradient")));
    }
    return { path: `${layer}/${name}`, relative: difference / Math.max(largest, 1e-30) };
  });
  return each.sort((a, b) => b.relative - a.relative);
}

/** What a phase makes of one micro-batch. */
export function evaluateOne(phase: PhaseCompute, microBatch: MicroBatch): Evaluation {
  return must(phase.evaluate([microBatch])[0], "an evaluation");
}
