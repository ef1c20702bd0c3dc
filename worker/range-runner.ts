// Has the compute thread run a range of micro-batches, while their samples come in.
import type { TreeRange } from "../common/tree.ts";
import type { FedSamples } from "./fed-samples.ts";
import type { FedMicroBatch, PreparedRound } from "./feed.ts";
import type { Members } from "./members.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** A range of micro-batches whose samples are being prepared. */
export interface PreparedRange {
  readonly range: TreeRange;
  readonly prepared: PreparedRound;
}

export interface RangeRun<Piece> {
  readonly members: Pick<Members, "interrupted" | "running">;
  /** Rounds that are complete. */
  readonly round: number;
  readonly watch: Stopwatch;
  /** Micro-batches that are run at once. */
  readonly towers: number;
  /** A range begins on the compute thread. */
  readonly begin: (range: TreeRange) => void;
  /** The next micro-batches of it; frees their buffers. */
  readonly run: (prepared: PreparedRound, taken: FedMicroBatch[], at: TreeRange) => Promise<readonly Piece[]>;
  /** A run has ended. */
  readonly ran: () => void;
  /** It ends before its end. */
  readonly close: () => Promise<unknown>;
}

/** Resolves when all runs have ended. @throws the signal's reason once no more are to begin */
export async function runRange<Piece>(
  { range, prepared }: PreparedRange,
  fed: FedSamples,
  stop: AbortSignal,
  options: RangeRun<Piece>,
): Promise<readonly Piece[]> {
  const runs: Promise<readonly Piece[]>[] = [];
  options.begin(range);
  try {
    for (let { lo } = range; lo < range.hi; ) {
      const taken = await takenOf(prepared, runs, stop, options);
      const at = { lo, hi: lo + taken.length };
      runs.push(handled(announced(prepared, fed.add(taken), at, options)));
      lo = at.hi;
    }
    return (await Promise.all(runs)).flat();
  } catch (error) {
    prepared.discard();
    await Promise.allSettled([...runs, options.close()]);
    throw error;
  }
}

/** What is run next, as soon as its samples are there. */
async function takenOf(
  prepared: PreparedRound,
  runs: readonly Promise<unknown>[],
  stop: AbortSignal,
  { members, watch, towers }: Pick<RangeRun<unknown>, "members" | "watch" | "towers">,
): Promise<FedMicroBatch[]> {
  stop.throwIfAborted();
  const computed = Promise.all(runs);
  // While a generation forms the compute thread may be asked for the State: it must not wait for more than one run.
  if (members.interrupted) await computed;
  const taken = await watch.waiting(prepared.take(towers), computed);
  if (stop.aborted) prepared.release(taken);
  stop.throwIfAborted();
  return taken;
}

/** Others know what is in hand. */
async function announced<Piece>(
  prepared: PreparedRound,
  taken: FedMicroBatch[],
  at: TreeRange,
  { members, round, run, ran }: RangeRun<Piece>,
): Promise<readonly Piece[]> {
  members.running({ round, ...at, done: false });
  const pieces = await run(prepared, taken, at);
  ran();
  members.running({ round, ...at, done: true });
  return pieces;
}

/** One that fails while the next one's inputs are awaited must not end the process: the round reports it when it comes to it. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
