// What one phase of training can compute, whichever way it is done. Two implementations: eager.ts (tfjs, the reference) and
// graph/ (the compiled step). Both sum over samples and divide by nothing: the step divides once, by its weight sum.

import type { CompiledGraph } from "../../common/events.ts";
import type { HostLoss } from "../plugins/loss.ts";
import type { LossOptions } from "./loss.ts";

/** Samples of one micro-batch, always `size` of them; the last ones may be padding of weight 0. */
export interface MicroBatch {
  /** Decoded pictures, size x height x width x channels, before `scale`. */
  readonly pixels: Uint8Array;
  /** Class of each sample. */
  readonly labels: Int32Array;
  /** 1 for a sample that counts, 0 for padding and set-aside samples. */
  readonly sampleWeights: Float32Array;
  /** For dropout: a function of (seed, epoch, position in the epoch), never of the worker. */
  readonly seed: readonly [number, number];
}

/** Sums over a micro-batch's samples, each times its weight. */
export interface MicroBatchSums {
  readonly loss: number;
  /** What the loss and the gradient are divided by: in training a sample counts its class's weight. */
  readonly weight: number;
  /** Samples that count. */
  readonly samples: number;
  readonly correct: number;
}

export interface Evaluation {
  /** Cross-entropy of each sample, not weighted. */
  readonly losses: Float32Array;
  /** size x classes. */
  readonly logits: Float32Array;
}

/** The frozen first part of a network: the same output for a sample every time. */
export interface TrunkCompute {
  /** How many micro-batches one `run` takes at once. */
  readonly towers: number;
  /** Floats of one sample's output. */
  readonly floats: number;
  /** Output of each micro-batch, size x floats, in inference mode. At most `towers` of them. */
  run(microBatches: readonly Pick<MicroBatch, "pixels">[]): Float32Array[];
  close(): void;
}

export interface PixelInput {
  readonly kind: "pixels";
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** What a network is fed with: pictures, or the features that its trunk made of them. */
export type PhaseInput =
  | PixelInput
  /** Shape of one sample's features; they come as float32 in the bytes of `pixels`. */
  | { readonly kind: "features"; readonly shape: readonly number[] };

/** A weight's values, as long as the weight; a view of what its owner changes later. */
export type ValuesOf = (weight: TrainableWeight) => Float32Array;

export interface PhaseCompute {
  readonly kind: "eager" | "graph";
  /** How many micro-batches one `run` takes at once; never changes a bit of any of them. */
  readonly towers: number;
  /** What was compiled; undefined for the eager step. */
  readonly graph: CompiledGraph | undefined;
  /** Copies the values of now in, of trainable weights and moving statistics. Called after each step, before the next `run`. */
  setWeights(valuesOf: ValuesOf): void;
  /**
   * Gradient of each micro-batch's weighted loss sum with respect to the trainable weights, concatenated in layout order into
   * `gradients[i]` (all of it is overwritten); behind it, in the places of the moving statistics, the batch's own mean and biased
   * variance, each times the number of samples that count. At most `towers` micro-batches.
   */
  run(microBatches: readonly MicroBatch[], gradients: readonly Float32Array[]): MicroBatchSums[];
  /** Forward pass in inference mode (no dropout, moving statistics). At most `towers` micro-batches. */
  evaluate(microBatches: readonly MicroBatch[]): Evaluation[];
  /** Frees every tensor and graph it made. */
  close(): void;
}

/** A trainable weight and its place in the flat vectors of weights, gradients and optimizer slots. */
export interface TrainableWeight {
  readonly layer: string;
  readonly name: string;
  readonly shape: readonly number[];
  /** Of its first element, in floats. */
  readonly offset: number;
  readonly size: number;
}

/** What a phase is compiled from. */
export interface PhaseSpec {
  readonly name: string;
  readonly trainable: readonly TrainableWeight[];
  /** Moving statistics that the phase moves, behind the trainable weights; empty unless BatchNormalization trains. */
  readonly statistics: readonly TrainableWeight[];
  /** Samples in a micro-batch. */
  readonly microBatchSize: number;
  readonly input: PhaseInput;
  /** Pixels 0..255 are mapped linearly to this range. */
  readonly scale: readonly [number, number];
  readonly classes: number;
  /** Micro-batches run at once (graph only). */
  readonly towers: number;
  /** Of training; evaluation is plain cross-entropy. */
  readonly loss: LossOptions;
  /** Takes the place of `loss`: this thread computes it from the logits. */
  readonly hostLoss?: HostLoss | undefined;
}
