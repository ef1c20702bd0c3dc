// Sums over the samples of tree blocks, put together in the order of the tree: in float64, so the order shows in the last bit. Pure.
import { InvariantError, must } from "../../common/errors.ts";
import { childrenOf, type TreeRange } from "../../common/tree.ts";
import type { MicroBatchSums } from "./phase.ts";

export const NO_SUMS: MicroBatchSums = { loss: 0, weight: 0, samples: 0, correct: 0 };

export interface SummedBlock extends TreeRange {
  readonly sums: MicroBatchSums;
}

/** A block and its gradient. */
export interface Block extends SummedBlock {
  /** Byte offset of its gradient; undefined for a block without samples. */
  readonly at: number | undefined;
}

/** The sums of a whole round. @param blocks tree nodes that cover it, in ascending order, whoever computed them */
export function sumsOfRound(leaves: number, blocks: readonly SummedBlock[]): MicroBatchSums {
  let next = 0;
  const sumOf = (node: TreeRange): MicroBatchSums => {
    const block = must(blocks[next], `a block from micro-batch ${node.lo} on`);
    if (block.lo === node.lo && block.hi === node.hi) {
      next++;
      return block.sums;
    }
    const children = childrenOf(node);
    if (children === undefined) throw new InvariantError(`no block for micro-batch ${node.lo}`);
    return addSums(sumOf(children[0]), sumOf(children[1]));
  };
  const sums = sumOf({ lo: 0, hi: leaves });
  if (next !== blocks.length) throw new InvariantError(`${blocks.length - next} blocks too many`);
  return sums;
}

export function addSums(a: MicroBatchSums, b: MicroBatchSums): MicroBatchSums {
  return {
    loss: a.loss + b.loss,
    weight: a.weight + b.weight,
    samples: a.samples + b.samples,
    correct: a.correct + b.correct,
  };
}
