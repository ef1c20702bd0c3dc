// Sums micro-batch gradients in the fixed tree order while they arrive in ascending order, holding about log2(M) blocks only.
// A micro-batch without samples is empty: it takes its place in the tree and adds nothing (tree(x, empty) = x).
import { InvariantError, must } from "../../common/errors.ts";
import { isTreeNode, type TreeRange } from "../../common/tree.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { MicroBatchSums } from "./phase.ts";

interface Block extends TreeRange {
  /** Byte offset of its gradient; undefined for an empty block. */
  readonly at: number | undefined;
  readonly sums: MicroBatchSums;
}

export const NO_SUMS: MicroBatchSums = { loss: 0, weight: 0, samples: 0, correct: 0 };

export class BlockStack {
  readonly #kernels: Kernels;
  readonly #leaves: number;
  readonly #floats: number;
  readonly #free: number[];
  readonly #stack: Block[] = [];

  /** @param blocks byte offsets of buffers for one gradient each; @param floats length of a gradient. */
  constructor(kernels: Kernels, leaves: number, blocks: readonly number[], floats: number) {
    this.#kernels = kernels;
    this.#leaves = leaves;
    this.#floats = floats;
    this.#free = [...blocks].reverse();
  }

  /** A buffer for the next micro-batch's gradient; hand it back with `push`. */
  take(): number {
    return must(this.#free.pop(), "a free gradient block");
  }

  /** The next micro-batch's sums; `at` is undefined when it had no samples. */
  push(at: number | undefined, sums: MicroBatchSums): void {
    const leaf = this.#stack.at(-1)?.hi ?? 0;
    if (leaf >= this.#leaves) throw new InvariantError(`micro-batch ${leaf} of ${this.#leaves}`);
    this.#stack.push({ lo: leaf, hi: leaf + 1, at, sums });
    for (let pair = this.#siblings(); pair !== undefined; pair = this.#siblings()) this.#merge(pair[0], pair[1]);
  }

  /** The root, once every micro-batch was pushed; the stack is then empty and its buffer is the caller's until `giveBack`. */
  finish(): { readonly at: number | undefined; readonly sums: MicroBatchSums } {
    const root = this.#stack.pop();
    if (root?.lo !== 0 || root.hi !== this.#leaves) throw new InvariantError("the reduction is not complete");
    return root;
  }

  giveBack(at: number): void {
    this.#free.push(at);
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
    this.giveBack(right);
    return left;
  }
}

function addSums(a: MicroBatchSums, b: MicroBatchSums): MicroBatchSums {
  return {
    loss: a.loss + b.loss,
    weight: a.weight + b.weight,
    samples: a.samples + b.samples,
    correct: a.correct + b.correct,
  };
}
