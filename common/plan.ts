// Who computes which micro-batches of a round. Pure: every worker derives every worker's share from the plan alone.
//   L1. Shares are contiguous, in the order of ranks, do not overlap and cover the round.
//   L2. No share is larger than speed demands; among such plans the one with the fewest blocks is taken, since each block is sent on its own.
import { InvariantError, must } from "./errors.ts";
import { blocksOf, type TreeRange } from "./tree.ts";

/** Micro-batches of a train round for each rank; each has at least one. */
export type Quotas = readonly number[];

/**
 * Quotas in proportion to the ranks' speeds (micro-batches per second, or any common unit). O(ranks x microBatches).
 * @param speeds positive, one for each rank; not more of them than micro-batches
 */
export function planQuotas(speeds: readonly number[], microBatches: number): Quotas {
  if (speeds.length > microBatches)
    throw new InvariantError(`${speeds.length} workers for ${microBatches} micro-batches: the others must be learners`);
  const largest = largestShares(speeds, microBatches);
  const ends = fewestBlocks(largest, microBatches);
  return ends.map((end, rank) => end - (ends[rank - 1] ?? 0));
}

/** Each rank's share of a round of `count` micro-batches: in a smaller or larger round than a step, in the same proportions. */
export function sharesOf(quotas: Quotas, count: number): readonly TreeRange[] {
  const total = quotas.reduce((sum, quota) => sum + quota, 0);
  let before = 0;
  return quotas.map((quota) => {
    const lo = Math.floor((before * count) / total);
    before += quota;
    return { lo, hi: Math.floor((before * count) / total) };
  });
}

/** For each rank, the most micro-batches that it can take without the step lasting longer than the best whole quotas make it. */
function largestShares(speeds: readonly number[], microBatches: number): number[] {
  const quotas = speeds.map(() => 1);
  for (let left = microBatches - speeds.length; left > 0; left--) {
    const next = indexOfLeast(speeds.map((speed, rank) => (must(quotas[rank], "a quota") + 1) / speed));
    quotas[next] = must(quotas[next], "a quota") + 1;
  }
  const duration = Math.max(...quotas.map((quota, rank) => quota / must(speeds[rank], "a speed")));
  return speeds.map((speed) => Math.max(1, Math.floor(duration * speed * (1 + 1e-9))));
}

/** The ends of contiguous shares, none above its bound, with the fewest tree blocks: best[rank][end], from the last rank to the first. */
function fewestBlocks(largest: readonly number[], count: number): number[] {
  const ranks = largest.length;
  const cost = Array.from({ length: ranks + 1 }, () => new Array<number>(count + 1).fill(Infinity));
  const choice = Array.from({ length: ranks }, () => new Array<number>(count + 1).fill(0));
  must(cost[ranks], "a row")[count] = 0;
  for (let rank = ranks - 1; rank >= 0; rank--) {
    // Every rank before has had one at least, and every rank after needs one.
    const last = count - (ranks - 1 - rank);
    for (let lo = rank; lo < last; lo++) {
      for (let hi = lo + 1; hi <= Math.min(last, lo + must(largest[rank], "a bound")); hi++) {
        const blocks = blocksOf(count, { lo, hi }).length + must(cost[rank + 1]?.[hi], "a cost");
        if (blocks >= must(cost[rank]?.[lo], "a cost")) continue;
        must(cost[rank], "a row")[lo] = blocks;
        must(choice[rank], "a row")[lo] = hi;
      }
    }
  }
  const ends: number[] = [];
  for (let rank = 0, lo = 0; rank < ranks; rank++) ends.push((lo = must(choice[rank]?.[lo], "an end")));
  return ends;
}

function indexOfLeast(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value < must(values[best], "a value") ? i : best), 0);
}
