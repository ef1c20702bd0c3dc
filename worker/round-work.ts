// What this worker has of the round under way: ranges of micro-batches, each computed in order. When the generation ends within the round,
// what was computed of a range, or is in hand, is kept; the next generation's plan says what becomes of it.
import { isSameRange, type TreeRange } from "../common/tree.ts";
import type { FedSamples } from "./fed-samples.ts";

/** A range and what its runs give; settled once the last of them has ended. */
export interface Kept<Piece> {
  readonly range: TreeRange;
  readonly fed: FedSamples;
  readonly pieces: Promise<readonly Piece[]>;
}

export class RoundWork<Piece> {
  /** Names the round. */
  readonly key: string;
  /** Micro-batches of the round. */
  readonly leaves: number;
  #kept: Kept<Piece>[] = [];
  /** The range under way, as far as its runs have begun. */
  #current: TreeRange | undefined;

  constructor(key: string, leaves: number) {
    this.key = key;
    this.leaves = leaves;
  }

  /** Computed, or in hand. */
  get held(): readonly TreeRange[] {
    const current = this.#current;
    return [
      ...this.#kept.map(({ range }) => range),
      ...(current === undefined || current.hi === current.lo ? [] : [current]),
    ];
  }

  get kept(): readonly Kept<Piece>[] {
    return this.#kept;
  }

  /** A range's runs will begin now. */
  begin({ lo }: TreeRange): void {
    this.#current = { lo, hi: lo };
  }

  /** The next micro-batches are in hand. @returns which */
  advance(count: number): TreeRange {
    const { lo, hi } = this.#current ?? { lo: 0, hi: 0 };
    this.#current = { lo, hi: hi + count };
    return { lo: hi, hi: hi + count };
  }

  /** No more runs of it will begin. */
  end(fed: FedSamples, pieces: Promise<readonly Piece[]>): void {
    const range = this.#current;
    this.#current = undefined;
    if (range !== undefined && range.hi > range.lo) this.#kept.push({ range, fed, pieces });
  }

  /** Of what is held only these ranges are wanted. @returns those of `ranges` that are not held */
  keep(ranges: readonly TreeRange[]): readonly TreeRange[] {
    this.#kept = this.#kept.filter(({ range }) => ranges.some((wanted) => isSameRange(wanted, range)));
    return ranges.filter((wanted) => !this.#kept.some(({ range }) => isSameRange(wanted, range)));
  }
}
