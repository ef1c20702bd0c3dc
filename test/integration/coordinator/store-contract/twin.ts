// One of several stores that must do the same.
import type { TestContext } from "node:test";
import type { Store } from "../../../../coordinator/store/store.ts";

export interface OpenedTwin {
  /** Without any key. */
  readonly store: Store;
  /** Lets time pass, for leases. */
  readonly pass: (ms: number) => Promise<void>;
  /** Closes the store and opens what it left; left out where nothing outlives the store. */
  readonly reopen?: () => Promise<Store>;
}

export interface StoreTwin {
  readonly name: string;
  /** What it opens it closes after the test. */
  readonly open: (t: TestContext) => Promise<OpenedTwin>;
}

/** No store need count in less than seconds. */
export const TTL_MS = 2000;
