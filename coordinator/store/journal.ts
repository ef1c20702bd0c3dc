// Where a local store makes its records durable.
import type { StoreRecord, StoreState } from "./state.ts";

export interface Journal {
  /**
   * Durable when it resolves: all of the records, or after a crash before that all or none. When it rejects their fate is open until
   * the next append, which then settles that they never were.
   * @param after the state with the records applied, for a journal that would rather write that
   */
  append(records: readonly StoreRecord[], after: StoreState): Promise<void>;
  close(): Promise<void>;
}

/** Of a store that need not outlive its process. */
export const noJournal: Journal = { append: () => Promise.resolve(), close: () => Promise.resolve() };
