// A store that lives as long as its process: for tests, and for whoever needs nothing to survive.
import { noJournal } from "./journal.ts";
import { LocalStore, type LocalStoreOptions } from "./local-store.ts";
import { EMPTY_STATE } from "./state.ts";
import type { Store } from "./store.ts";

export function createMemoryStore(options: LocalStoreOptions): Store {
  return new LocalStore(noJournal, EMPTY_STATE, options);
}
