// Sums the gradients of a worker's part of a round in the fixed tree order while they arrive in ascending order, holding about log2(M)
// blocks only. A micro-batch without samples is empty: it takes its place in the tree and adds nothing (tree(x, empty) = x).
// The part is one range of micro-batches or several, each summed on its own. A block whose sibling is not all in its range can no longer
// grow: it is final, and what a range comes to are its final blocks.
import { InvariantError, must } from "../../common/errors.ts";
import { blocksOf, isTreeNode, type TreeRange } from "../../common/tree.ts";
import type { Kernels } from "./kernels/kernels.ts";
import { addSums, type Block } from "./round-sums.ts";
import type { MicroBatchSums } from "./phase.ts";

/** The range under way. */
interface Growing {
  readonly range: TreeRange;
  readonly expected: readonly TreeRange[];
  /** How many of `expected` are final. */
  complete: number;
  /** The next micro-batch. */
  next: number;
}

export class BlockStack {
  readonly #kernels: Kernels;
  readonly #leaves: number;
  readonly #floats: number;
  readonly #free: number[];
  #growing: Growing | undefined;
  #stack: Block[] = [];
  #final: Block[] = [];

  /** @param blocks byte offsets of buffers for one gradient each; @param floats length of a gradient */
  constructor(kernels: Kernels, leaves: number, blocks: readonly number[], floats: number) {
    this.#kernels = kernels;
    this.#leaves = leaves;
    this.#floats = floats;
    this.#free = [...blocks].reverse();
  }

  /** The micro-batches that will be pushed next. */
  begin(range: TreeRange): void {
    if (this.#growing !== undefined) throw new InvariantError(`range ${range.lo}-${range.hi} begins within another`);
    this.#growing = { range, expected: blocksOf(this.#leaves, range), complete: 0, next: range.lo };
  }

  /** A buffer for the next micro-batch's gradient, to be handed back with `push`; for anything else, with `giveBack`. */
  take(): number {
    return must(this.#free.pop(), "a free gradient block");
  }

  /** The next micro-batch's sums; `at` is undefined when it had no samples. @returns the block that is final by it, if one is */
  push(at: number | undefined, sums: MicroBatchSums): Block | undefined {
    const growing = must(this.#growing, "a range that was begun");
    const leaf = growing.next++;
    this.#grow({ lo: leaf, hi: leaf + 1, at, sums });
    const block = this.#takeFinal(growing);
    if (growing.next === growing.range.hi) this.#growing = undefined;
    return block;
  }

  /** Ends the range with what was pushed of it. @returns the blocks that are final by that, in order; none of a range that was complete */
  close(): readonly Block[] {
    const blocks = this.#stack;
    this.#stack = [];
    this.#growing = undefined;
    this.#final.push(...blocks);
    return blocks;
  }

  /** Gives up what is final but for the blocks within these ranges. */
  keep(ranges: readonly TreeRange[]): void {
    const isKept = (block: TreeRange): boolean => ranges.some(({ lo, hi }) => lo <= block.lo && block.hi <= hi);
    this.giveBack(this.#final.filter((block) => !isKept(block)));
    this.#final = this.#final.filter(isKept);
  }

  /** The final blocks of all ranges; their buffers are the caller's until `giveBack`. The next round may begin. */
  finish(): readonly Block[] {
    if (this.#growing !== undefined) throw new InvariantError("a range is not complete");
    const final = this.#final;
    this.#final = [];
    return final;
  }

  /** As `finish`, for a round that was computed here as a whole: the sum of all. */
  finishAlone(): Block {
    for (const block of [...this.finish()].sort((a, b) => a.lo - b.lo)) this.#grow(block);
    const [root, ...others] = this.close();
    if (root?.lo !== 0 || root.hi !== this.#leaves || others.length > 0)
      throw new InvariantError("the reduction is not complete");
    this.#final = [];
    return root;
  }

  giveBack(blocks: readonly Pick<Block, "at">[]): void {
    for (const { at } of blocks) if (at !== undefined) this.#free.push(at);
  }

  #takeFinal(growing: Growing): Block | undefined {
    const top = must(this.#stack.at(-1), "a block");
    const next = growing.expected[growing.complete];
    if (next?.lo !== top.lo || next.hi !== top.hi) return undefined;
    growing.complete++;
    this.#stack.pop();
    this.#final.push(top);
    return top;
  }

  #grow(block: Block): void {
    this.#stack.push(block);
    for (let pair = this.#siblings(); pair !== undefined; pair = this.#siblings()) this.#merge(pair[0], pair[1]);
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
