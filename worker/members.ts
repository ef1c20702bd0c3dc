// The workers that train a job together, as one of them sees the others. All of them go through the same rounds in the same order, so
// that what is said in a round needs no name but its number. Their number changes from generation to generation: what waits for the others
// then fails, the worker enters the next generation, and does the round that was not complete again, with what it holds of it.
import type { TreeRange } from "../common/tree.ts";
import type { Block } from "./compute/round-sums.ts";
import type { Standing } from "./coordination/standing.ts";
import { PublishedNews } from "./published-news.ts";
import { TakenWords } from "./taken-words.ts";

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
  /** A block of our part is final; its memory must not change until `done`. */
  add(block: Pick<Block, "lo" | "hi" | "at">): void;
  /** Byte offset of the sum over all micro-batches in the arena's memory; undefined when no sample counted. */
  readonly done: Promise<number | undefined>;
}

/** How a generation begins. */
export interface Entry {
  /** Nobody has a State that counts: each restores the newest checkpoint, or begins anew. */
  readonly restore: boolean;
  /** Ranks that must get the State from `source` first. */
  readonly behind: readonly number[];
  readonly source: number;
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
  /** What has been said of what the coordinator has taken. */
  readonly taken: TakenWords;
  /** The generation is over: no round should be begun, and what waits for the others fails. */
  readonly interrupted: boolean;
  /** This worker was to leave, and all that it had computed is committed. */
  readonly drained: boolean;
  /** @param standing where this worker stands, asked when a generation is over */
  standsAt(standing: () => Standing): void;
  /** Resolves when this worker has a part in the next generation. */
  enter(): Promise<Entry>;
  /** Whether an error says no more than that the generation is over, or that it must be: then `enter` is the way on. */
  passes(error: unknown): boolean;
  /** Resolves when training may go on to the next round: at once unless it is paused. */
  mayGoOn(): Promise<void>;
  /** As the promise. @throws StaleGenerationError at once when the generation ends before it settles */
  before<T>(promise: Promise<T>): Promise<T>;
  /** Our part of an ordinary round of `count` micro-batches. */
  shareOf(count: number): TreeRange;
  /** Our part of the round that comes next, of `count` micro-batches: ranges, each to be summed on its own. */
  rangesOf(count: number): readonly TreeRange[];
  /** Micro-batches of that round that others had before: whoever had them was lost, or had another State. */
  readonly reissued: readonly TreeRange[];
  /** The rank whose part of that round a micro-batch is. */
  ownerOf(microBatch: number, count: number): number;
  /** Begins the next exchange. */
  beginRound(): void;
  /** Once in a round at most: sums gradients over all. Undefined for a worker that is alone: its own blocks are the sum. */
  reduce(call: ReduceCall): Reduction | undefined;
  /** Once in a round: everyone's bytes, by rank. No worker gets them before all have entered the round (S3). */
  gather(payload: Uint8Array): Promise<readonly Uint8Array[]>;
  /** The same, with bytes of its own for each rank. */
  exchange(payloadFor: (rank: number) => Uint8Array): Promise<readonly Uint8Array[]>;
  /** The same, with bytes that stay as they are until a later round is completed: others may read them where they lie. */
  lend(payloadFor: (rank: number) => Uint8Array): Promise<readonly Uint8Array[]>;
  /** All of the round is here: until `completed` (or `placed`) this worker says nothing of where it stands. @throws when the generation is over */
  seal(): void;
  /** The round is part of where this worker stands. */
  completed(): void;
  /** As `completed`, for a State that was handed over between `seal` and here: no round was completed by it. */
  placed(): void;
  /** Of the round after the first `round` ones, micro-batches begin on the compute thread or have ended. */
  running(run: TreeRange & { readonly round: number; readonly done: boolean }): void;
  /** Micro-batches of a train round, and the time that they took. */
  measured(microBatches: number, ms: number): void;
}

/** One worker that does all of it. @param wanted what it is asked at the moment */
export function alone(wanted: () => Command): Members {
  const nothing = (): void => undefined;
  return {
    generation: 1,
    rank: 0,
    worldSize: 1,
    news: new PublishedNews(),
    taken: new TakenWords(),
    get wanted() {
      return wanted();
    },
    interrupted: false,
    drained: false,
    standsAt: nothing,
    enter: () => Promise.resolve({ restore: true, behind: [], source: 0 }),
    passes: () => false,
    mayGoOn: () => Promise.resolve(),
    before: (promise) => promise,
    shareOf: (count) => ({ lo: 0, hi: count }),
    rangesOf: (count) => (count === 0 ? [] : [{ lo: 0, hi: count }]),
    reissued: [],
    ownerOf: () => 0,
    beginRound: nothing,
    reduce: () => undefined,
    gather: (payload) => Promise.resolve([payload]),
    exchange: (payloadFor) => Promise.resolve([payloadFor(0)]),
    lend: (payloadFor) => Promise.resolve([payloadFor(0)]),
    seal: nothing,
    completed: nothing,
    placed: nothing,
    running: nothing,
    measured: nothing,
  };
}
