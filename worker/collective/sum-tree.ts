// Which additions make the sum of a round out of its blocks: the fixed tree of common/tree.ts, cut off at the blocks. Pure.
import { InvariantError } from "../../common/errors.ts";
import { childrenOf, type TreeRange } from "../../common/tree.ts";

/** A place in memory, or the sum of two trees. */
export type SumTree = number | readonly [SumTree, SumTree];

/**
 * The sum over `leaves` micro-batches; undefined when no block holds samples: `tree(x, empty) = x` without an addition.
 * @param placeOf where a block lies: "none" when it is no block of this round, undefined when it is empty.
 */
export function sumTreeOf(
  leaves: number,
  placeOf: (node: TreeRange) => number | "none" | undefined,
): SumTree | undefined {
  const visit = (node: TreeRange): SumTree | undefined => {
    const place = placeOf(node);
    if (place !== "none") return place;
    const children = childrenOf(node);
    if (children === undefined) throw new InvariantError(`micro-batch ${node.lo} is in no block`);
    const [left, right] = [visit(children[0]), visit(children[1])];
    if (left === undefined) return right;
    return right === undefined ? left : [left, right];
  };
  return leaves === 0 ? undefined : visit({ lo: 0, hi: leaves });
}

/** The places of a tree whose leaves are all on one level, in order; undefined for any other shape. */
export function placesOfEvenTree(tree: SumTree): readonly number[] | undefined {
  if (typeof tree === "number") return [tree];
  const [left, right] = [placesOfEvenTree(tree[0]), placesOfEvenTree(tree[1])];
  if (left === undefined || right?.length !== left.length) return undefined;
  return [...left, ...right];
}
