// Which checkpoint is the newest, for a run with a coordinator: in the store, by compare-and-set, and after that in `latest.json` beside the
// checkpoints. One process does both, one after the other, so that the file never falls back behind a newer one.
import type { LatestRegister } from "../../coordinator/server/coordinator.ts";
import type { Leadership } from "../../coordinator/store/guarded.ts";
import { latestCheckpoint, moveLatest } from "../../coordinator/store/latest.ts";
import type { Store } from "../../coordinator/store/store.ts";
import { readLatest, writeLatest } from "../../worker/checkpoint/register.ts";
import { roundOf } from "../../worker/checkpoint/restore.ts";

export interface LatestOptions {
  readonly store: Store;
  readonly leadership: Leadership;
  /** Of the checkpoints. */
  readonly folder: string;
  /** The store has it, the file could not be written. */
  readonly onFileFailed: (error: unknown) => Promise<void>;
}

/** Brings store and file together: one of them may have been left behind by a crash, or by a run without a coordinator. */
export async function openLatest(options: LatestOptions): Promise<LatestRegister> {
  const { store, leadership, folder } = options;
  const [stored, written] = [await latestCheckpoint(store), (await readLatest(folder)) ?? null];
  if (roundOf(stored ?? "") > roundOf(written ?? "")) await writeLatest(folder, stored);
  else await moveLatest(store, leadership, { expected: stored, name: written });
  return new Latest(options);
}

class Latest implements LatestRegister {
  readonly #options: LatestOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LatestOptions) {
    this.#options = options;
  }

  move(change: Parameters<LatestRegister["move"]>[0]): Promise<string | null> {
    const moved = this.#last.then(() => this.#move(change));
    this.#last = moved.catch(() => undefined); // whoever asked is told
    return moved;
  }

  async #move(change: Parameters<LatestRegister["move"]>[0]): Promise<string | null> {
    const { store, leadership, folder, onFileFailed } = this.#options;
    const latest = await moveLatest(store, leadership, change);
    if (latest === change.name) await writeLatest(folder, latest).catch(onFileFailed);
    return latest;
  }
}
