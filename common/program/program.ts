// What a job asks for, as numbers: everything that decides which round comes next and nothing else. Made once from the job and the
// data manifest; the same on every worker.
import type { Schedule } from "./schedule.ts";

export interface TrainingProgram {
  readonly seed: number;
  /** Samples in one step, when a phase begins. */
  readonly batchSize: number;
  /** Fixed pieces a step is cut into; divides every batch size. */
  readonly microBatches: number;
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
  readonly phases: readonly Phase[];
  readonly validation: { readonly every: "epoch" } | { readonly every: "steps"; readonly steps: number };
  /** Training ends at this step at the latest. */
  readonly maxSteps: number | undefined;
  readonly earlyStopping: Patience | undefined;
  readonly onPlateau: PlateauPolicy | undefined;
}

export interface Phase {
  readonly name: string;
  readonly epochs: number;
  /** Rate of the weights that no pattern names; the bound of `onPlateau` is on this one. */
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Whether the frozen trunk's outputs are computed once per sample, before the phase trains. */
  readonly features: boolean;
}

export interface Patience {
  /** Name of a validation metric. */
  readonly metric: string;
  /** Validations without an improvement before it acts. */
  readonly patience: number;
}

export interface PlateauPolicy extends Patience {
  /** The rate is multiplied by `times`, down to `min`. */
  readonly learningRate: { readonly times: number; readonly min: number } | undefined;
  /** The batch is multiplied by `times`, up to `max`. */
  readonly batchSize: { readonly times: number; readonly max: number } | undefined;
}

/** Samples in a block of features: the unit that is computed and stored, the same for every job. */
export const FEATURE_BLOCK = 32;

/** Samples of all splits, which are all of the data set. */
export function allSamples({ samples }: Pick<TrainingProgram, "samples">): number {
  return samples.train + samples.validation + samples.test;
}

export type Split = "validation" | "test";

/** An evaluation is cut into rounds of at most this many times `microBatches`, so that a joiner never waits long for an edge. */
const EVALUATION_PIECES = 16;

/** Samples in one evaluation round, at most. */
export function evaluationRoundSamples(batchSize: number): number {
  return EVALUATION_PIECES * batchSize;
}

export function stepsPerEpoch(program: TrainingProgram): number {
  return Math.ceil(program.samples.train / program.batchSize);
}

/** Steps of the whole job when nothing stops it early and the batch does not grow. */
export function totalSteps(program: TrainingProgram): number {
  const epochs = program.phases.reduce((sum, phase) => sum + phase.epochs, 0);
  return Math.min(epochs * stepsPerEpoch(program), program.maxSteps ?? Infinity);
}

/** The largest batch that `onPlateau` may grow to: a multiple of the micro-batches. */
export function largestBatch(program: Pick<TrainingProgram, "batchSize" | "microBatches" | "onPlateau">): number {
  const max = program.onPlateau?.batchSize?.max ?? program.batchSize;
  return Math.max(program.batchSize, max - (max % program.microBatches));
}
