// What every store of the coordinators must do (K1 to K5 of coordinator/store/store.ts), for each implementation the same tests.
import { describe } from "node:test";
import { testKeys } from "./store-contract/keys.ts";
import { testLeaders } from "./store-contract/leaders.ts";
import { testLeases } from "./store-contract/leases.ts";
import { testReopening } from "./store-contract/reopening.ts";
import type { StoreTwin } from "./store-contract/twin.ts";
import { testWatches } from "./store-contract/watches.ts";

export function testStoreContract(twin: StoreTwin): void {
  describe(`${twin.name} store`, () => {
    testKeys(twin);
    testWatches(twin);
    testLeases(twin);
    testLeaders(twin);
    testReopening(twin);
  });
}
