// How many tree blocks the shares of a round can have. Pure.

/**
 * Most blocks of `shares` contiguous ranges that do not overlap, in a round of at most `leaves` micro-batches: a range has at most two
 * blocks on each level of the tree below its root, and there is no block without a leaf.
 */
export function maxBlocksOf(leaves: number, shares: number): number {
  const levels = Math.ceil(Math.log2(Math.max(leaves, 2)));
  return Math.min(Math.max(leaves, 1), shares * Math.max(2 * (levels - 1), 1));
}
