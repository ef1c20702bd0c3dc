// The latest updates of a store, for its watches: a watch is a place in this history, so it needs no queue of its own, however slow
// its reader is. No I/O, no clock.
import { InvariantError, must } from "../../common/errors.ts";
import { type Change, CompactedError, type Update } from "./store.ts";

/** Where a watch goes on, with the update to deliver if there is one by now. */
export interface WatchStep {
  readonly update?: Update;
  readonly next: number;
}

export class History {
  readonly #limit: number;
  /** Of consecutive revisions, from compacted + 1 on. */
  #updates: Update[] = [];
  #compacted: number;

  /** @param compacted the revision that the history begins after; @param limit updates that it keeps for slow watches, at least. */
  constructor(compacted: number, limit: number) {
    this.#compacted = compacted;
    this.#limit = limit;
  }

  get revision(): number {
    return this.#compacted + this.#updates.length;
  }

  add(update: Update): void {
    if (update.revision !== this.revision + 1)
      throw new InvariantError(`an update of revision ${update.revision} after ${this.revision}`);
    this.#updates.push(update);
    // Half is dropped at once, so that an update costs O(1) on average.
    if (this.#updates.length >= 2 * this.#limit) this.compact(this.revision - this.#limit);
  }

  /** Forgets the updates up to a revision. */
  compact(revision: number): void {
    if (revision > this.revision)
      throw new InvariantError(`compaction at revision ${revision}, but the newest is ${this.revision}`);
    if (revision <= this.#compacted) return;
    this.#updates = this.#updates.slice(revision - this.#compacted);
    this.#compacted = revision;
  }

  /** The first update at or after `from` that changes a key under the prefix. Throws CompactedError when part of what was asked is gone. */
  step(prefix: string, from: number): WatchStep {
    if (from <= this.#compacted) throw new CompactedError(this.#compacted, from);
    for (let revision = from; revision <= this.revision; revision++) {
      const { changes } = must(this.#updates[revision - this.#compacted - 1], "an update of the history");
      const under = changes.filter((change) => keyOf(change).startsWith(prefix));
      if (under.length > 0) return { update: { revision, changes: under }, next: revision + 1 };
    }
    return { next: Math.max(from, this.revision + 1) };
  }
}

function keyOf(change: Change): string {
  return change.kind === "put" ? change.entry.key : change.key;
}
