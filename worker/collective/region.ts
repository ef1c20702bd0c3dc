// Where the collective's buffers lie in the shared memory: two results, slots for what peers send, copies of what is sent whole, and
// the pieces of a sum. Offsets only; untouched pages cost no memory.
import { MOST_RANGES } from "../../common/first-shares.ts";
import { FRAME_LIMITS } from "../links/link.ts";
import { maxBlocksOf } from "./block-bound.ts";
import { chunksOf, largestWhole, longestChunk, ownedBy, padded } from "./chunks.ts";
import { scratchBytes } from "./sum.ts";

const PAGE_BYTES = 65_536;

/** The most that will ever be asked of a collective. */
export interface CollectivePlan {
  /** Floats of the longest vector. */
  readonly floats: number;
  /** World size at most. */
  readonly ranks: number;
  /** Micro-batches of a train round. */
  readonly leaves: number;
}

export interface Region {
  /** Byte offsets of the two result buffers, by parity (S7). */
  readonly results: readonly [number, number];
  /** By parity: where own blocks that are sent whole are copied to, one after the other. */
  readonly outboxes: readonly [number, number];
  readonly outboxBytes: number;
  readonly scratch: number;
  /** Byte offsets of the slots and bytes of each. */
  readonly slots: readonly number[];
  readonly slotBytes: number;
  readonly end: number;
}

/** Bytes of shared memory that a collective needs, whatever its links: a multiple of 64 KiB, 0 for a single rank. */
export function collectiveBytes(plan: CollectivePlan): number {
  let most = 0;
  for (let ranks = 2; ranks <= plan.ranks; ranks++) {
    for (const frameBytes of Object.values(FRAME_LIMITS))
      most = Math.max(most, regionOf(plan, ranks, frameBytes, 0).end);
  }
  return Math.ceil(most / PAGE_BYTES) * PAGE_BYTES;
}

/** The region's layout for a generation of `ranks` members (two or more). */
export function regionOf(plan: CollectivePlan, ranks: number, frameBytes: number, at: number): Region {
  let end = padded(at);
  const take = (bytes: number): number => {
    const start = end;
    end += padded(bytes);
    return start;
  };
  const vectorBytes = plan.floats * 4;
  const whole = padded(largestWhole(vectorBytes, ranks));
  const results: [number, number] = [take(vectorBytes), take(vectorBytes)];
  const outboxBytes = whole * maxBlocksOf(plan.leaves, MOST_RANGES);
  const outboxes: [number, number] = [take(outboxBytes), take(outboxBytes)];
  const scratch = take(scratchBytes(plan.leaves));
  const { slotBytes, count } = slotsOf(plan, ranks, frameBytes);
  const slots = Array.from({ length: count }, () => take(slotBytes));
  return { results, outboxes, outboxBytes, scratch, slots, slotBytes, end };
}

/**
 * For each block of a peer: one slot for every own chunk of the longest vector, and one more, because peers may be a round ahead. They
 * are ahead only when they have our results, so our own chunks are summed and their slots free; a vector that is sent whole has no such
 * results, and its blocks may wait beside the next round's.
 */
function slotsOf(plan: CollectivePlan, ranks: number, frameBytes: number): { slotBytes: number; count: number } {
  const longest = chunksOf(plan.floats, ranks, frameBytes);
  const vectorBytes = plan.floats * 4;
  // A shorter vector may have longer chunks, in fewer parts.
  const slotBytes = padded(Math.max(longestChunk(vectorBytes, ranks, frameBytes), largestWhole(vectorBytes, ranks)));
  const blocks = maxBlocksOf(plan.leaves, MOST_RANGES * (ranks - 1));
  return { slotBytes, count: blocks * (ownedBy(longest, 0).length + 1) };
}
