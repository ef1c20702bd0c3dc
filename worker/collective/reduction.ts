// The sum of gradients over a round's micro-batches, as it is asked for.
import type { TreeRange } from "../../common/tree.ts";

export interface ReduceCall {
  readonly round: number;
  /** Length of the vector. */
  readonly floats: number;
  readonly leaves: number;
  /** Which ranges of micro-batches each rank computes, by rank: each is summed on its own. */
  readonly shares: readonly (readonly TreeRange[])[];
  /** Of the own State: 16 hex digits. */
  readonly stateHash: string;
}

/** A sum under way. */
export interface Reduction {
  /**
   * A maximal tree block of the own share is final; `at` is the byte offset of its gradient in the shared memory, undefined when no
   * micro-batch in it had samples. The memory must not change until `done`.
   */
  add(block: TreeRange & { readonly at: number | undefined }): void;
  /**
   * Byte offset of the sum: contiguous floats at a multiple of 64; undefined when every block was empty. It stays until the reduce
   * after the next begins, in a later generation too. For a member that is alone it is the offset of its one block.
   */
  readonly done: Promise<number | undefined>;
}
