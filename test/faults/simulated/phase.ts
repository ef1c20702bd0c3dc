// Computing that only takes its time. Gradient and losses are functions of the weights and the samples, so that a worker which computes
// with other weights, or other samples, is found out as a real one would be.
import { must } from "../../../common/errors.ts";
import type {
  Evaluation,
  MicroBatch,
  MicroBatchSums,
  PhaseCompute,
  TrainableWeight,
  ValuesOf,
} from "../../../worker/compute/phase.ts";
import { endOf } from "../../../worker/model/patterns.ts";
import { hashOf, noise } from "./noise.ts";

/** Weights that are looked at, evenly spread: all of them would take longer than what is simulated. */
const LOOKED_AT = 64;

export interface SimulatedPhaseOptions {
  /** What the phase changes: trainable weights, then moving statistics. */
  readonly changed: readonly TrainableWeight[];
  readonly classes: number;
  readonly towers: number;
  /** Of one micro-batch. */
  readonly milliseconds: number;
  /** Told of the micro-batches of a step that are begun. */
  readonly count: (microBatches: number) => void;
}

export function simulatedPhase(options: SimulatedPhaseOptions): PhaseCompute {
  const { changed, classes, towers, milliseconds, count } = options;
  const floats = endOf(changed);
  const pattern = noise(2 * floats, 1);
  let weightsHash = 0;
  const run = (microBatch: MicroBatch, gradient: Float32Array): MicroBatchSums => {
    const seed = hashOfSamples(microBatch, weightsHash);
    gradient.set(pattern.subarray(seed % floats, (seed % floats) + floats));
    return sumsOf(microBatch, seed);
  };
  return {
    kind: "graph",
    towers,
    graph: undefined,
    setWeights: (valuesOf) => {
      weightsHash = hashOfWeights(changed, valuesOf);
    },
    run: (microBatches, gradients) => {
      count(microBatches.length);
      return taking(microBatches.length * milliseconds, () =>
        microBatches.map((microBatch, i) => run(microBatch, must(gradients[i], "a gradient"))),
      );
    },
    evaluate: (microBatches) =>
      taking(microBatches.length * milliseconds, () =>
        microBatches.map((microBatch) => evaluation(microBatch, classes, weightsHash)),
      ),
    close: () => undefined,
  };
}

/** Holds the thread as computing would, to the end of the time. */
function taking<T>(milliseconds: number, work: () => T): T {
  const until = performance.now() + milliseconds;
  const done = work();
  const left = until - performance.now();
  if (left > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left);
  return done;
}

function hashOfWeights(changed: readonly TrainableWeight[], valuesOf: ValuesOf): number {
  const count = Math.ceil(LOOKED_AT / changed.length);
  const seen = Float32Array.from(changed.flatMap((weight) => evenlySpread(valuesOf(weight), count)));
  return hashOf(new Uint8Array(seen.buffer));
}

function evenlySpread(values: Float32Array, count: number): number[] {
  const distance = Math.max(1, Math.floor(values.length / count));
  return Array.from({ length: count }, (_, i) => values[i * distance] ?? 0);
}

function hashOfSamples({ pixels, labels, sampleWeights, seed }: MicroBatch, from: number): number {
  const numbers = Float64Array.from([...labels, ...sampleWeights, ...seed]);
  return hashOf(new Uint8Array(numbers.buffer), hashOf(pixels, from));
}

function sumsOf({ sampleWeights }: MicroBatch, seed: number): MicroBatchSums {
  const samples = sampleWeights.filter((weight) => weight > 0).length;
  return { loss: (samples * (seed % 1000)) / 1000, weight: samples, samples, correct: seed % (samples + 1) };
}

function evaluation({ pixels, labels }: MicroBatch, classes: number, weightsHash: number): Evaluation {
  const size = pixels.length / labels.length;
  const seeds = [...labels].map((_, i) => hashOf(pixels.subarray(i * size, (i + 1) * size), weightsHash));
  return {
    losses: Float32Array.from(seeds, (seed) => (seed % 1000) / 1000),
    logits: Float32Array.from(seeds.flatMap((seed) => [...noise(classes, seed)])),
  };
}
