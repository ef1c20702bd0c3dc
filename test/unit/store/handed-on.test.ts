import assert from "node:assert/strict";
import { test } from "node:test";
import { leadAlone } from "../../../coordinator/store/guarded.ts";
import { type StoredOutcome, storedOutcome, storeOutcome } from "../../../coordinator/store/handed-on.ts";
import { createMemoryStore } from "../../../coordinator/store/memory.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const OUTCOMES: readonly StoredOutcome[] = [
  { kind: "trained", result: { steps: 3 } },
  { kind: "failed", failure: { kind: "failed" } },
  { kind: "halted" },
];

for (const outcome of OUTCOMES) {
  const what = outcome.kind === "trained" ? "is the end all the same" : "is of an earlier try";
  test(`a job that was ${outcome.kind} before a coordinator came ${what}`, async (t) => {
    const store = createMemoryStore({ clock: new ManualClock() });
    t.after(() => store.close());
    await storeOutcome(store, await leadAlone(store, "leader", ""), outcome);
    const { revision } = await store.list("");
    assert.deepEqual(await storedOutcome(store, 0), outcome);
    assert.deepEqual(await storedOutcome(store, revision), outcome.kind === "trained" ? outcome : undefined);
  });
}
