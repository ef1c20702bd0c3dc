// The store of a job with one coordinator: a file in the run folder, written by one process at a time (the run folder's lock sees to
// that). Its token needs no election: see leadAlone in guarded.ts.
import { openLogFile } from "./log-file.ts";
import { LocalStore, type LocalStoreOptions } from "./local-store.ts";
import type { Store } from "./store.ts";

/**
 * Opens the file, or begins it. A record that a crash cut short is dropped: nobody was told that it was done.
 * Throws CorruptDataError where the file holds something else than what was written.
 */
export async function openEmbeddedStore(file: string, options: LocalStoreOptions): Promise<Store> {
  const { journal, state } = await openLogFile(file);
  return new LocalStore(journal, state, options);
}
