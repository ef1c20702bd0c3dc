// The reduction tree over micro-batch numbers: tree(lo, hi) = tree(lo, mid) + tree(mid, hi), mid = floor((lo + hi) / 2).
// It is fixed by the number of micro-batches alone, so its result does not know who computed what (step-protocol section 1).

/** A node of the tree: micro-batches lo (included) to hi (not included). */
export interface TreeRange {
  readonly lo: number;
  readonly hi: number;
}

export function isSameRange(a: TreeRange, b: TreeRange): boolean {
  return a.lo === b.lo && a.hi === b.hi;
}

/** A share as the ranges that it is: one, or none for an empty share. */
export function rangesIn(share: TreeRange): readonly TreeRange[] {
  return share.hi > share.lo ? [share] : [];
}

/** The node's two children, or undefined for a leaf. */
export function childrenOf(node: TreeRange): readonly [TreeRange, TreeRange] | undefined {
  if (node.hi - node.lo < 2) return undefined;
  const mid = Math.floor((node.lo + node.hi) / 2);
  return [
    { lo: node.lo, hi: mid },
    { lo: mid, hi: node.hi },
  ];
}

/** Whether [lo, hi) is a node of the tree over `leaves` micro-batches. O(log leaves). */
export function isTreeNode(leaves: number, range: TreeRange): boolean {
  let node: TreeRange = { lo: 0, hi: leaves };
  for (;;) {
    if (node.lo === range.lo && node.hi === range.hi) return true;
    const children = childrenOf(node);
    if (children === undefined) return false;
    const [left, right] = children;
    node = range.lo < right.lo ? left : right;
  }
}

/** The fewest nodes of the tree over `leaves` micro-batches that make up a range, in order; none for an empty range. */
export function blocksOf(leaves: number, range: TreeRange): readonly TreeRange[] {
  const blocks: TreeRange[] = [];
  const visit = (node: TreeRange): void => {
    if (node.hi <= range.lo || node.lo >= range.hi) return;
    if (node.lo >= range.lo && node.hi <= range.hi) blocks.push(node);
    else for (const child of childrenOf(node) ?? []) visit(child);
  };
  if (range.hi > range.lo) visit({ lo: 0, hi: leaves });
  return blocks;
}

/** Most blocks that are held at once when leaves arrive in order: one for each level, and the newcomer. */
export function maxPendingBlocks(leaves: number): number {
  return Math.ceil(Math.log2(Math.max(leaves, 1))) + 2;
}
