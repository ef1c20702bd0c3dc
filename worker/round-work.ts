// What this worker has of the round under way: ranges of micro-batches, computed one after the other. When the generation ends within the
// round it goes on with them: what it has begun is its own in the next plan too, and only what others leave is shared out.
import { isSameRange, type TreeRange } from "../common/tree.ts";
import { FedSamples, proofOf, type SampleProof } from "./fed-samples.ts";
import { handled, type PreparedRange } from "./range-runner.ts";

/** A range and what its runs give; settled once the last of them has ended. */
export interface Kept<Piece> {
  readonly range: TreeRange;
  readonly fed: FedSamples;
  readonly pieces: Promise<readonly Piece[]>;
}

/** Computes one range; rejects when it is stopped before its end. */
export type RunRange<Piece> = (one: PreparedRange, fed: FedSamples, stop: AbortSignal) => Promise<readonly Piece[]>;

export class RoundWork<Piece> {
  /** Names the round. */
  readonly key: string;
  /** Micro-batches of the round. */
  readonly leaves: number;
  #kept: Kept<Piece>[] = [];
  readonly #complete = new Set<Kept<Piece>>();
  /** Settles when nothing is under way. */
  #last: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();

  constructor(key: string, leaves: number) {
    this.key = key;
    this.leaves = leaves;
  }

  /** Computed, under way, or to come after that. */
  get held(): readonly TreeRange[] {
    return this.#kept.map(({ range }) => range);
  }

  get kept(): readonly Kept<Piece>[] {
    return this.#kept;
  }

  /** Of all that is held. */
  async pieces(): Promise<readonly Piece[]> {
    return (await Promise.all(this.#kept.map(({ pieces }) => pieces))).flat();
  }

  /** Of all that is held; when `pieces` has resolved. */
  proof(): SampleProof {
    return proofOf(this.#kept.map(({ fed }) => fed.proof()));
  }

  /** They are computed after those that are under way. */
  begin(ranges: readonly PreparedRange[], run: RunRange<Piece>): void {
    const { signal } = this.#stop;
    for (const one of ranges) {
      const fed = new FedSamples();
      const begun = this.#last.then(
        () => run(one, fed, signal),
        (error: unknown) => {
          one.prepared.discard();
          throw error;
        },
      );
      const pieces = handled(begun);
      const kept = { range: one.range, fed, pieces };
      this.#last = handled(pieces.then(() => this.#complete.add(kept)));
      this.#kept.push(kept);
    }
  }

  /** Of what is held only these ranges are wanted. @returns those of `ranges` that are not held */
  async keep(ranges: readonly TreeRange[]): Promise<readonly TreeRange[]> {
    const isWanted = ({ range }: Kept<Piece>): boolean => ranges.some((wanted) => isSameRange(wanted, range));
    if (!this.#kept.every(isWanted)) await this.stop();
    this.#kept = this.#kept.filter(isWanted);
    return ranges.filter((wanted) => !this.#kept.some(({ range }) => isSameRange(wanted, range)));
  }

  /** No more runs begin; resolves when those under way have ended. What is not complete then is not held any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#last.catch(() => undefined); // that it was stopped
    this.#kept = this.#kept.filter((kept) => this.#complete.has(kept));
    this.#stop = new AbortController();
    this.#last = Promise.resolve();
  }
}
