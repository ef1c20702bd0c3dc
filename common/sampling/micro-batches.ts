// Which samples a micro-batch holds: a function of the position in the data, never of a step number or a worker.
import { must } from "../errors.ts";
import { mix2 } from "./hash.ts";
import { sampleAt, type SampleOrder } from "./order.ts";

/** Samples of one micro-batch; the graph keeps its shape, so the end of an epoch is filled with padding. */
export interface MicroBatchSamples {
  /** Indices into the split; -1 is padding. */
  readonly samples: Int32Array;
  /** 1 for a sample, 0 for padding. */
  readonly weights: Float32Array;
  /** How many are samples. With 0 the micro-batch contributes exact zeros and isn't run. */
  readonly real: number;
}

export interface TrainRound {
  readonly seed: number;
  readonly epoch: number;
  /** Of the step's first sample in the epoch. */
  readonly offset: number;
  readonly batchSize: number;
  /** Divides batchSize. */
  readonly microBatches: number;
  /** Samples in the training split. */
  readonly trainSize: number;
  /** Default: the uniform order. */
  readonly order?: SampleOrder;
}

/** Samples of micro-batch `m` of a training step. */
export function trainMicroBatch(round: TrainRound, m: number): MicroBatchSamples {
  const order = round.order ?? sampleAt;
  const size = round.batchSize / round.microBatches;
  const first = round.offset + m * size;
  return microBatch(first, size, round.trainSize, (at) => order(round.seed, round.epoch, round.trainSize, at));
}

/** A piece of a pass over a split: samples [from, to) in natural order. */
export interface EvaluationRound {
  readonly from: number;
  readonly to: number;
  readonly microBatchSize: number;
}

/** Samples of micro-batch `m` of an evaluation round. */
export function evaluationMicroBatch(round: EvaluationRound, m: number): MicroBatchSamples {
  return microBatch(round.from + m * round.microBatchSize, round.microBatchSize, round.to, (at) => at);
}

/** Dropout's seed for the micro-batch whose first sample is at `position` of the epoch. */
export function microBatchSeed(seed: number, epoch: number, position: number): readonly [number, number] {
  return mix2(seed, epoch, position);
}

/** Manifest ids of a micro-batch's samples; padding stays -1. */
export function sampleIdsOf(split: Int32Array, samples: Int32Array): Int32Array {
  return samples.map((index) => (index < 0 ? -1 : must(split[index], `sample ${index} of a split of ${split.length}`)));
}

function microBatch(first: number, size: number, end: number, sampleOf: (at: number) => number): MicroBatchSamples {
  const real = Math.max(0, Math.min(size, end - first));
  const samples = Int32Array.from({ length: size }, (_, i) => (i < real ? sampleOf(first + i) : -1));
  return { samples, weights: Float32Array.from(samples, (sample) => (sample < 0 ? 0 : 1)), real };
}
