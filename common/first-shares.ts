// Who computes what of a round that a reconfiguration has interrupted. Pure: what somebody holds of it stays there, the rest is spread.
//   H1. The ranges cover the round exactly once.
//   H2. A held range that is kept stands alone and unchanged: a range is summed on its own, so nothing of it is computed again.
//   H3. No rank has more than `mostRanges` ranges: its memory for sums is planned for that.
//   H4. A rank without speed takes nothing new.
import { InvariantError, must } from "./errors.ts";
import { cutGaps, leastDuration, type Taker } from "./pieces.ts";
import type { TreeRange } from "./tree.ts";

/** Of a rank in one round: what it held when its generation ended, and what it then takes over. Memory for sums is planned for them. */
export const MOST_RANGES = 3;

/** What a rank brings along. */
export interface Holder {
  /** Ranges of the round that it has computed or goes on with; of two ranks that hold the same, one keeps it. */
  readonly held: readonly TreeRange[];
  /** Micro-batches per second, or any common unit; 0 for a rank that drains. */
  readonly speed: number;
  /** When it can begin with something new, in the time in which `speed` is per one. Left out: at once. */
  readonly busy?: number;
}

export interface Interrupted {
  /** Micro-batches of the round. */
  readonly leaves: number;
  /** By rank; one at least has a speed. */
  readonly holders: readonly Holder[];
  /** Micro-batches that are to stand alone. Fewer do when there are not ranges enough. */
  readonly alone: readonly number[];
  readonly mostRanges: number;
}

/** By rank: its ranges, in order. */
export type FirstShares = readonly (readonly TreeRange[])[];

interface Kept {
  readonly rank: number;
  readonly range: TreeRange;
}

interface Missing {
  readonly gaps: readonly TreeRange[];
  readonly takers: readonly (Taker & { readonly rank: number })[];
}

/** Giving up what is held must make the round so much shorter: it is work that was done. */
const WORTH = 0.9;

export function planFirstShares(round: Interrupted): FirstShares {
  if (round.holders.every(({ speed }) => speed <= 0)) throw new InvariantError("nobody can take what is missing");
  for (let { alone } = round, kept = keepable(round); ; ) {
    const missing = missingOf(round, kept, alone);
    if (durationOf(missing) < Infinity) return assigned(round, withoutBurdens(round, kept, alone), alone);
    // The smallest is last. With nothing held there is one gap, but for those who stand alone.
    if (kept.length > 0) kept = kept.slice(0, -1);
    else alone = alone.slice(0, -1);
  }
}

/** The largest first; what overlaps a larger one, or is one too many for its rank, is computed again. */
function keepable({ leaves, holders, mostRanges }: Interrupted): readonly Kept[] {
  const all = holders.flatMap(({ held }, rank) => held.map((range) => ({ rank, range })));
  all.sort((a, b) => sizeOf(b.range) - sizeOf(a.range) || a.range.lo - b.range.lo || a.rank - b.rank);
  const kept: Kept[] = [];
  for (const { rank, range } of all) {
    const { lo, hi } = range;
    const fits = lo >= 0 && lo < hi && hi <= leaves && !kept.some((one) => one.range.lo < hi && lo < one.range.hi);
    if (fits && countOf(kept, rank) < mostRanges) kept.push({ rank, range: { lo, hi } });
  }
  return kept;
}

function missingOf(round: Interrupted, kept: readonly Kept[], alone: readonly number[]): Missing {
  const takers = round.holders.map(({ speed, busy = 0 }, rank) => ({
    rank,
    speed,
    busy,
    free: round.mostRanges - countOf(kept, rank),
  }));
  return {
    gaps: gapsBetween(kept, round.leaves).flatMap((gap) => splitAt(gap, alone)),
    takers: takers.filter(({ speed, free }) => speed > 0 && free > 0),
  };
}

function gapsBetween(kept: readonly Kept[], leaves: number): readonly TreeRange[] {
  const ranges = kept.map(({ range }) => range).sort((a, b) => a.lo - b.lo);
  const starts = [0, ...ranges.map(({ hi }) => hi)];
  const ends = [...ranges.map(({ lo }) => lo), leaves];
  return starts.map((lo, i) => ({ lo, hi: must(ends[i], "an end") })).filter(({ lo, hi }) => lo < hi);
}

function splitAt({ lo, hi }: TreeRange, alone: readonly number[]): readonly TreeRange[] {
  const within = alone.filter((leaf) => lo <= leaf && leaf < hi);
  const cuts = [...new Set([lo, ...within, ...within.map((leaf) => leaf + 1), hi])].sort((a, b) => a - b);
  return cuts.slice(1).map((cut, i) => ({ lo: must(cuts[i], "a cut"), hi: cut }));
}

/** A rank that can take no more, because of small things that it holds, gives them up where all gain by it. */
function withoutBurdens(round: Interrupted, kept: readonly Kept[], alone: readonly number[]): readonly Kept[] {
  const duration = durationOf(missingOf(round, kept, alone));
  const fewer = kept.map((one) => kept.filter((other) => other !== one));
  const durations = fewer.map((some) => durationOf(missingOf(round, some, alone)));
  const shortest = Math.min(...durations, Infinity);
  if (!(shortest < duration * WORTH)) return kept;
  return withoutBurdens(round, must(fewer[durations.indexOf(shortest)], "what is kept"), alone);
}

function assigned(round: Interrupted, kept: readonly Kept[], alone: readonly number[]): FirstShares {
  const { gaps, takers } = missingOf(round, kept, alone);
  const pieces = cutGaps(round.leaves, gaps, takers);
  const taken = new Map(takers.map(({ rank }, i) => [rank, must(pieces[i], "pieces")]));
  return round.holders.map((_, rank) => {
    const held = kept.filter((one) => one.rank === rank).map(({ range }) => range);
    return [...held, ...(taken.get(rank) ?? [])].sort((a, b) => a.lo - b.lo);
  });
}

function durationOf({ gaps, takers }: Missing): number {
  return leastDuration(gaps, takers);
}

function countOf(kept: readonly Kept[], rank: number): number {
  return kept.filter((one) => one.rank === rank).length;
}

function sizeOf({ lo, hi }: TreeRange): number {
  return hi - lo;
}
