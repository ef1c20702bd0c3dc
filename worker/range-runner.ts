// Has the compute thread run ranges of micro-batches, while their samples come in. Stops between two runs when the generation is over.
import { StaleGenerationError } from "../common/errors.ts";
import type { TreeRange } from "../common/tree.ts";
import { FedSamples } from "./fed-samples.ts";
import type { FedMicroBatch, PreparedRound } from "./feed.ts";
import type { Members } from "./members.ts";
import type { RoundWork } from "./round-work.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** A range of micro-batches whose samples are being prepared. */
export interface PreparedRange {
  readonly range: TreeRange;
  readonly prepared: PreparedRound;
}

export interface RangeRun<Piece> {
  readonly members: Pick<Members, "generation" | "interrupted" | "running">;
  /** Rounds that are complete. */
  readonly round: number;
  readonly work: RoundWork<Piece>;
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
  readonly close: () => Promise<readonly Piece[]>;
}

/** Resolves when all runs have begun. @throws StaleGenerationError with what was begun kept in `work` */
export async function runRanges<Piece>(ranges: readonly PreparedRange[], options: RangeRun<Piece>): Promise<void> {
  for (const { range, prepared } of ranges) {
    if (!options.members.interrupted) await runRange(range, prepared, options);
    if (!options.members.interrupted) continue;
    for (const one of ranges) one.prepared.discard();
    throw new StaleGenerationError(options.members.generation, "the generation ended within a round");
  }
}

async function runRange<Piece>(range: TreeRange, prepared: PreparedRound, options: RangeRun<Piece>): Promise<void> {
  const { members, work, watch, towers, begin, close } = options;
  const fed = new FedSamples();
  const runs: Promise<readonly Piece[]>[] = [];
  begin(range);
  work.begin(range);
  for (;;) {
    const taken = await watch.waiting(prepared.take(towers), Promise.all(runs));
    if (taken.length === 0) break;
    if (members.interrupted) {
      prepared.release(taken);
      runs.push(handled(close()));
      break;
    }
    runs.push(handled(announced(prepared, fed.add(taken), options)));
  }
  work.end(fed, handled(Promise.all(runs).then((pieces) => pieces.flat())));
}

/** Others know what is in hand. */
async function announced<Piece>(
  prepared: PreparedRound,
  taken: FedMicroBatch[],
  { members, round, work, run, ran }: RangeRun<Piece>,
): Promise<readonly Piece[]> {
  const at = work.advance(taken.length);
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
