// Which samples a round's micro-batches hold: from the program's positions to ids of the data manifest.
import type { TrainingProgram } from "../common/program/program.ts";
import type { EvaluationRound, TrainRound } from "../common/program/rounds.ts";
import {
  evaluationMicroBatch,
  microBatchSeed,
  type MicroBatchSamples,
  sampleIdsOf,
  trainMicroBatch,
} from "../common/sampling/micro-batches.ts";

/** Manifest ids of each split's samples. */
export interface Splits {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

export interface PlannedMicroBatch {
  /** Manifest ids; -1 is padding. */
  readonly sampleIds: Int32Array;
  /** How many are samples; with 0 it is not run. */
  readonly real: number;
  readonly seed: readonly [number, number];
  /** Epoch whose augmentation its samples get; undefined for evaluation, which sees the pictures as they are. */
  readonly augmentEpoch: number | undefined;
}

/** Micro-batches of a round, in order: `microBatches` of a train round, as many as are needed of an evaluation round. */
export function microBatchesOf(
  program: TrainingProgram,
  splits: Splits,
  round: TrainRound | EvaluationRound,
): PlannedMicroBatch[] {
  return round.kind === "train"
    ? trainMicroBatches(program, splits.train, round)
    : evaluationMicroBatches(program, splits[round.split], round);
}

function trainMicroBatches(program: TrainingProgram, split: Int32Array, round: TrainRound): PlannedMicroBatch[] {
  const size = round.batchSize / program.microBatches;
  const { seed, microBatches } = program;
  const { epoch, offset, batchSize } = round;
  return Array.from({ length: microBatches }, (_, m) => {
    const planned = trainMicroBatch({ seed, epoch, offset, batchSize, microBatches, trainSize: split.length }, m);
    return withIds(split, planned, microBatchSeed(seed, epoch, offset + m * size), epoch);
  });
}

function evaluationMicroBatches(
  program: TrainingProgram,
  split: Int32Array,
  round: EvaluationRound,
): PlannedMicroBatch[] {
  const microBatchSize = round.batchSize / program.microBatches;
  const range = { from: round.offset, to: round.offset + round.samples, microBatchSize };
  return Array.from({ length: Math.ceil(round.samples / microBatchSize) }, (_, m) =>
    withIds(split, evaluationMicroBatch(range, m), [0, 0], undefined),
  );
}

function withIds(
  split: Int32Array,
  { samples, real }: MicroBatchSamples,
  seed: readonly [number, number],
  augmentEpoch: number | undefined,
): PlannedMicroBatch {
  return { sampleIds: sampleIdsOf(split, samples), real, seed, augmentEpoch };
}
