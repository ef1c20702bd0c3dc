// Sums the gradients of a worker's share of a round in the fixed tree order while they arrive in ascending order, holding about log2(M)
// blocks only. A micro-batch without samples is empty: it takes its place in the tree and adds nothing (tree(x, empty) = x).
// A block whose sibling is not all in the share can no longer grow: it is final, and what the share comes to are its final blocks.
import { InvariantError, must } from "../../common/errors.ts";
import { blocksOf, isTreeNode, type TreeRange } from "../../common/tree.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { addSums, type Block } from "./round-sums.ts";
import type { MicroBatchSums } from "./phase.ts";

export class BlockStack {
  readonly #kernels: Kernels;
  readonly #leaves: number;
  readonly #floats: number;
  readonly #free: number[];
  readonly #share: TreeRange;
  readonly #expected: readonly TreeRange[];
  readonly #stack: Block[] = [];
  #final: Block[] = [];

  /**
   * @param blocks byte offsets of buffers for one gradient each; @param floats length of a gradient
   * @param share the micro-batches that will be pushed: by default all of the round's
   */
  constructor(
    kernels: Kernels,
    leaves: number,
    blocks: readonly number[],
    floats: number,
    share: TreeRange = { lo: 0, hi: leaves },
  ) {
    this.#kernels = kernels;
    this.#leaves = leaves;
    this.#floats = floats;
    this.#free = [...blocks].reverse();
    this.#share = share;
    this.#expected = blocksOf(leaves, share);
  }

  /** A buffer for the next micro-batch's gradient, to be handed back with `push`; for anything else, with `giveBack`. */
  take(): number {
    return must(this.#free.pop(), "a free gradient block");
  }

  /** The next micro-batch's sums; `at` is undefined when it had no samples. @returns the block that is final by it, if one is */
  push(at: number | undefined, sums: MicroBatchSums): Block | undefined {
    const leaf = this.#stack.at(-1)?.hi ?? this.#final.at(-1)?.hi ?? this.#share.lo;
    if (leaf >= this.#share.hi) throw new InvariantError(`micro-batch ${leaf} of ${this.#leaves}`);
    this.#stack.push({ lo: leaf, hi: leaf + 1, at, sums });
    for (let pair = this.#siblings(); pair !== undefined; pair = this.#siblings()) this.#merge(pair[0], pair[1]);
    return this.#takeFinal();
  }

  /** The final blocks, once every micro-batch was pushed; their buffers are the caller's until `giveBack`. The next round may begin. */
  finish(): readonly Block[] {
    const final = this.#final;
    if (final.length !== this.#expected.length) throw new InvariantError("the reduction is not complete");
    this.#final = [];
    return final;
  }

  giveBack(blocks: readonly Pick<Block, "at">[]): void {
    for (const { at } of blocks) if (at !== undefined) this.#free.push(at);
  }

  #takeFinal(): Block | undefined {
    const top = must(this.#stack.at(-1), "a block");
    const next = this.#expected[this.#final.length];
    if (next?.lo !== top.lo || next.hi !== top.hi) return undefined;
    this.#stack.pop();
    this.#final.push(top);
    return top;
  }

  #siblings(): readonly [Block, Block] | undefined {
    const right = this.#stack.at(-1);
    const left = this.#stack.at(-2);
    if (left === undefined || right === undefined) return undefined;
    return isTreeNode(this.#leaves, { lo: left.lo, hi: right.hi }) ? [left, right] : undefined;
  }

  #merge(left: Block, right: Block): void {
    this.#stack.splice(-2, 2, {
      lo: left.lo,
      hi: right.hi,
      at: this.#add(left.at, right.at),
      sums: addSums(left.sums, right.sums),
    });
  }

  #add(left: number | undefined, right: number | undefined): number | undefined {
    if (left === undefined || right === undefined) return left ?? right;
    this.#kernels.add(left, left, right, this.#floats);
    this.#free.push(right);
    return left;
  }
}
