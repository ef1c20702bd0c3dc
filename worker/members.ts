// The workers that train a job together, as one of them sees the others. All of them go through the same rounds in the same order, so
// that what is said in a round needs no name but its number.
import type { TreeRange } from "../common/tree.ts";
import type { Block } from "./compute/round-sums.ts";
import { PublishedNews } from "./published-news.ts";

/** What a user or a limit asks of training. It takes effect with the round in which the first worker says it, on all alike. */
export type Command = "none" | "stop" | "halt";

export interface ReduceCall {
  /** Length of a gradient. */
  readonly floats: number;
  /** Micro-batches of the round. */
  readonly leaves: number;
  /** Of the state that the gradients were computed with, in hex: workers whose states differ must not go on together. */
  readonly stateHash: string;
}

export interface Reduction {
  /** A block of our share is final; its memory must not change until `done`. */
  add(block: Pick<Block, "lo" | "hi" | "at">): void;
  /** Byte offset of the sum over all micro-batches in the arena's memory; undefined when no sample counted. */
  readonly done: Promise<number | undefined>;
}

export interface Members {
  /** Version of the membership. */
  readonly generation: number;
  readonly rank: number;
  readonly worldSize: number;
  /** What this worker has been asked, to be said in the next round. */
  readonly wanted: Command;
  /** What has been said of published checkpoints. */
  readonly news: PublishedNews;
  /** Resolves when training may go on to the next round: at once unless it is paused. */
  mayGoOn(): Promise<void>;
  /** Our part of a round of `count` micro-batches. */
  shareOf(count: number): TreeRange;
  /** Begins the next round. */
  beginRound(): void;
  /** Once in a round at most: sums gradients over all. Undefined for a worker that is alone: its own blocks are the sum. */
  reduce(call: ReduceCall): Reduction | undefined;
  /** Once in a round: everyone's bytes, by rank. No worker gets them before all have entered the round (S3). */
  gather(payload: Uint8Array): Promise<readonly Uint8Array[]>;
}

/** One worker that does all of it. @param wanted what it is asked at the moment */
export function alone(wanted: () => Command): Members {
  return {
    generation: 1,
    rank: 0,
    worldSize: 1,
    news: new PublishedNews(),
    get wanted() {
      return wanted();
    },
    mayGoOn: () => Promise.resolve(),
    shareOf: (count) => ({ lo: 0, hi: count }),
    beginRound: () => undefined,
    reduce: () => undefined,
    gather: (payload) => Promise.resolve([payload]),
  };
}
