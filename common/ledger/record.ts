// What the ledger says of one committed round: enough to tell, from the job and the data manifest alone, whether the round held the
// samples that it had to hold, and what was decided at its edge.
import type { TreeRange } from "../tree.ts";
import type { Split } from "../program/program.ts";

export interface LedgerRecord {
  /** Rounds of the run that are complete with this one: 1, 2, 3 and on without a gap. */
  readonly round: number;
  /** Membership version that the round was completed in. */
  readonly generation: number;
  readonly held: HeldSamples;
  /** Sum of the samples' weights; 0 for a features round. */
  readonly weightSum: number;
  /** Mean over the weights; NaN where there is none. */
  readonly loss: number;
  /** State after a train round, 64 bits in hex; zeros for other rounds, which change no weight. */
  readonly stateHash: string;
  /** Sum mod 2^64 of the digests of all samples that were put into buffers; 0 for a features round, which puts them into blocks. */
  readonly digest: bigint;
  readonly decided: Decided;
  /** Of a validation that is complete: the values that decisions rest on, in the order of `decisiveMetrics`; else NaN. */
  readonly metrics: readonly [number, number];
  /** Micro-batches that others had before, in order: whoever had them was lost, or had another state. */
  readonly reissued: readonly TreeRange[];
  /** Manifest ids of samples that were read but did not count. */
  readonly setAside: readonly number[];
}

/** Position in the data, as the worker that committed the round had it. */
export type HeldSamples =
  | { readonly kind: "features"; readonly phase: number; readonly offset: number; readonly samples: number }
  | {
      readonly kind: "train";
      readonly phase: number;
      readonly epoch: number;
      readonly offset: number;
      readonly samples: number;
      readonly batchSize: number;
    }
  | {
      readonly kind: "evaluate";
      readonly split: Split;
      readonly offset: number;
      readonly samples: number;
      readonly batchSize: number;
    };

/** What came of a round, beside its result. In this order each is a bit of the stored byte. */
export const DECISIONS = [
  "keep-best",
  "stop-early",
  "lower-rate",
  "grow-batch",
  "restore-best",
  /** The step limit ended training. */
  "limit",
  /** A command to stop came at this round's edge. */
  "command",
  /** The gradient was not finite: the step counts, its update was left out. */
  "not-applied",
] as const;

export type Decided = ReadonlySet<(typeof DECISIONS)[number]>;

export const NO_STATE_HASH = "0".repeat(16);
