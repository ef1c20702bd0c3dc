// Messages between the agent thread and the compute thread. Requests are answered in order; the bulk (pixels, gradients, weights)
// never travels in them: it lies in the shared arena.
import type { CompiledGraph } from "../../common/events.ts";
import { ConfigError, CorruptDataError, JobFailedError, messageOf, type Problem } from "../../common/errors.ts";
import type { ExportFormat } from "../model/export-formats.ts";
import type { HeadLayer } from "../model/head.ts";
import type { BatchNormalizationMode } from "../model/patterns.ts";
import type { PluginRef } from "../plugins/load.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { Arena, InputShape } from "./arena.ts";
import type { LossOptions } from "./loss.ts";
import type { OptimizerSpec } from "./optimizer.ts";
import type { Evaluation, MicroBatchSums, TrainableWeight } from "./phase.ts";
import type { Block } from "./round-sums.ts";

/** Everything the compute thread needs to get ready; plain data. */
export interface LoadRequest {
  readonly modelFile: string;
  readonly cutAt: string | undefined;
  /** `random`: the same network with initial values everywhere. */
  readonly weights: "pretrained" | "random";
  readonly head: readonly HeadLayer[];
  readonly classes: readonly string[];
  readonly seed: number;
  /** Names of a sample's numbers, where samples are vectors; undefined for pictures, which the next two are about. */
  readonly columns?: readonly string[] | undefined;
  /** Pictures are height x width x 3. */
  readonly resize: readonly [number, number];
  readonly scale: readonly [number, number];
  readonly phases: readonly PhaseRequest[];
  readonly optimizer: OptimizerSpec;
  readonly clipNorm: number | undefined;
  readonly loss: LossOptions;
  /** The plugin whose loss takes the place of cross-entropy. */
  readonly lossPlugin?: PluginRef | undefined;
  /** Samples of the largest micro-batch that any phase may grow to. */
  readonly largestMicroBatch: number;
  readonly microBatches: number;
  /** World size at most. */
  readonly ranks: number;
  /** Whether a copy of a phase's best weights is kept. */
  readonly keepBest: boolean;
  /** Micro-batches run at once. */
  readonly towers: number;
  readonly compute: "graph" | "eager";
  readonly device: "auto" | "cpu" | "gpu";
  /** The exported model is a tfjs layers-model, which `predict` and `evaluate` use; these lie in folders of their names in it. */
  readonly formats: readonly ExportFormat[];
  /** Folder for compiled graphs. */
  readonly cacheDir: string;
}

export interface PhaseRequest {
  readonly name: string;
  readonly unfreeze: readonly string[];
  readonly learningRate: LearningRate;
  readonly batchNormalization: BatchNormalizationMode;
}

/** One rate, or a default and one for each pattern of layer names ("head" is the new layers). */
export type LearningRate = number | (Readonly<Record<string, number>> & { readonly default: number });

/** What came of loading. */
export interface Loaded {
  readonly arena: Arena;
  /** Every weight that any phase trains, moving statistics that move included: the weights of State, with places in its flat vector. */
  readonly stateWeights: readonly TrainableWeight[];
  readonly totalParameters: number;
  readonly tensorflow: string;
  readonly device: string;
  readonly compute: "graph" | "eager";
  /** Which phases can train on the features of a frozen trunk. */
  readonly features: readonly boolean[];
}

/** A trunk that is ready to compute features. */
export interface StartedTrunk {
  /** sha256 of its layers and its weights as they are now. */
  readonly sha256: string;
  /** Of one sample. */
  readonly floats: number;
  readonly towers: number;
  readonly input: InputShape;
}

/** A phase that is ready to compute. */
export interface StartedPhase {
  readonly trainableParameters: number;
  /** Length of a gradient: trainable weights, then moving statistics. */
  readonly gradientFloats: number;
  readonly towers: number;
  readonly input: InputShape;
  readonly graph: CompiledGraph | undefined;
}

/** A micro-batch that is ready in an input buffer; `input` is undefined when it has no sample that counts. */
export interface PreparedMicroBatch {
  readonly input: number | undefined;
  readonly seed: readonly [number, number];
  /** What it comes to will be asked for. */
  readonly isAudited?: boolean;
}

export interface StepResult {
  readonly sums: MicroBatchSums;
  /** Global norm of the mean gradient before clipping; not finite when the update was refused. */
  readonly gradientNorm: number;
  readonly applied: boolean;
  /** 64-bit hash of weights, slots and best weights after the step, in hex: two runs agree as long as theirs do. */
  readonly stateHash: string;
}

/** A round's gradient and sums, reduced over all workers. */
export interface Reduced {
  /** Byte offset of the gradient in the arena's memory; undefined when no sample counted. */
  readonly at: number | undefined;
  readonly sums: MicroBatchSums;
}

export interface UpdateCall {
  /** Updates that each phase has applied, this one counted in: AdamW corrects each weight by its own count. */
  readonly updates: readonly number[];
  /** Share of the phase's learning rates. */
  readonly rateFactor: number;
  /** Left out by a worker that computes all of the round itself. */
  readonly reduced?: Reduced;
}

/** Requests by name: what goes in and what comes back. */
export interface Calls {
  load: { in: LoadRequest; out: Loaded };
  /** Gets a phase ready for micro-batches of a size; again with another size when the batch grows. */
  startPhase: {
    in: { readonly phase: number; readonly microBatchSize: number; readonly onFeatures: boolean };
    out: StartedPhase;
  };
  /** Runs the phase through once, for training and for evaluation, and forgets what it comes to. Overwrites input buffers. */
  rehearse: { in: undefined; out: undefined };
  /** Gets a phase's frozen trunk ready for blocks of FEATURE_BLOCK samples. */
  startTrunk: { in: { readonly phase: number }; out: StartedTrunk };
  /** Features of each micro-batch that has samples, in order. */
  features: { in: readonly PreparedMicroBatch[]; out: readonly Float32Array[] };
  /** A range of a train round's micro-batches, which the next runs are of. */
  beginRange: { in: TreeRange; out: undefined };
  /** The range's next micro-batches, in ascending order; the blocks that are final by them, whose memory stays until `apply`. */
  run: { in: readonly PreparedMicroBatch[]; out: readonly Block[] };
  /** What the micro-batch of the round came to that was marked as audited: a hash of its gradient, and its sums. */
  audited: { in: undefined; out: string };
  /** The same for one that is computed beside the round, between two ranges. */
  recompute: { in: PreparedMicroBatch; out: string };
  /** Ends the range under way where it is; the blocks that are final by that. */
  closeRange: { in: undefined; out: readonly Block[] };
  /** Of the blocks of a round that has not ended, only those within these ranges are still wanted. */
  keepBlocks: { in: readonly TreeRange[]; out: undefined };
  /** Ends a train round: reduces, applies. */
  apply: { in: UpdateCall; out: StepResult };
  /** Of each micro-batch that has samples, in order. */
  evaluate: { in: readonly PreparedMicroBatch[]; out: readonly Evaluation[] };
  /** The weights as they are now are the phase's best. */
  keepBest: { in: undefined; out: undefined };
  /** The phase's best weights take the place of the last ones. */
  restoreBest: { in: undefined; out: undefined };
  /** Copies weights and slots to the snapshot; their 64-bit hash in hex. */
  snapshot: { in: undefined; out: string };
  /** Takes weights and slots from the snapshot; their 64-bit hash in hex. */
  restore: { in: undefined; out: string };
  /** Weights as they were before any training, no slots. */
  startOver: { in: undefined; out: undefined };
  /** Writes the fine-tuned model as a tfjs layers-model. */
  export: { in: { readonly directory: string }; out: undefined };
  /** sha256 of every weight that is not trained, moving statistics included. */
  frozenDigest: { in: undefined; out: string };
  /** Live tensors, exactly; a number that must not grow. */
  tensors: { in: undefined; out: number };
  close: { in: undefined; out: undefined };
}

export type CallName = keyof Calls;
/** What is told brings no answer of its own: what fails at it fails the request that it comes with. */
export type ToldName = "beginRange" | "keepBlocks";

export interface Told {
  readonly name: ToldName;
  readonly payload: unknown;
}

export interface Request {
  readonly id: number;
  readonly name: CallName;
  readonly payload: unknown;
  /** Comes first. */
  readonly told: readonly Told[];
}
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError };

/** An error as plain data; the classes that a receiver acts on survive the crossing. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly problems: readonly Problem[] | undefined;
  readonly code: string | undefined;
  readonly hint: string | undefined;
}

export function toWire(thrown: unknown): WireError {
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  const base = { message: messageOf(thrown), stack, problems: undefined, code: undefined, hint: undefined };
  if (thrown instanceof ConfigError) return { ...base, name: "ConfigError", problems: thrown.problems };
  if (thrown instanceof CorruptDataError) return { ...base, name: "CorruptDataError" };
  if (thrown instanceof JobFailedError)
    return { ...base, name: "JobFailedError", code: thrown.code, hint: thrown.hint };
  return { ...base, name: thrown instanceof Error ? thrown.name : "Error" };
}

export function fromWire(wire: WireError): Error {
  switch (wire.name) {
    case "ConfigError": {
      const source = wire.message.split("\n", 1)[0] ?? "";
      return new ConfigError(source, wire.problems ?? []);
    }
    case "CorruptDataError":
      return new CorruptDataError(wire.message);
    case "JobFailedError":
      return new JobFailedError(
        wire.code ?? "compute-failed",
        wire.message,
        wire.hint === undefined ? {} : { hint: wire.hint },
      );
    default: {
      const error = new Error(wire.message);
      error.name = wire.name;
      if (wire.stack !== undefined) error.stack = wire.stack;
      return error;
    }
  }
}
