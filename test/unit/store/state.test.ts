import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { History } from "../../../coordinator/store/history.ts";
import { apply, EMPTY_STATE } from "../../../coordinator/store/state.ts";
import type { Update } from "../../../coordinator/store/store.ts";
import { lived, requests } from "./requests.ts";

test("revisions grow by one with each change; a key's revisions are those of its first and its latest put", () => {
  fc.assert(
    fc.property(requests, (all) => {
      const { states } = lived(all);
      for (const [i, state] of states.entries()) {
        const before = states[i - 1];
        if (before !== undefined) assert.ok(state.revision - before.revision <= 1);
        for (const { key, value, createRevision, modRevision } of state.entries.values()) {
          assert.ok(0 < createRevision && createRevision <= modRevision && modRevision <= state.revision);
          const same = before?.entries.get(key);
          if (modRevision < state.revision)
            assert.deepEqual([same?.value, same?.createRevision], [value, createRevision]);
        }
      }
    }),
  );
});

test("a key under a lease is there only while the lease is", () => {
  fc.assert(
    fc.property(requests, (all) => {
      for (const { entries, leases } of lived(all).states)
        for (const { lease } of entries.values()) assert.ok(lease === undefined || leases.has(lease));
    }),
  );
});

test("the updates of a history, applied by a watcher to what it knew, give the keys of every later revision", () => {
  fc.assert(
    fc.property(requests, fc.nat(10), (all, skipped) => {
      const { records } = lived(all);
      let state = EMPTY_STATE;
      const history = new History(0, 100);
      const known = new Map<string, string>();
      let next = 1;
      for (const [i, record] of records.entries()) {
        const { state: after, update } = apply(state, record);
        state = after;
        if (update !== undefined) history.add(update);
        if (i % (skipped + 1) !== 0) continue; // a watcher that looks now and then only
        for (let step = history.step("", next); step.update !== undefined; step = history.step("", next)) {
          follow(known, step.update);
          next = step.next;
        }
        assert.deepEqual(known, new Map([...state.entries].map(([key, { value }]) => [key, value])));
      }
    }),
  );
});

test("a history keeps at least as many updates as its limit says, and less than twice as many", () => {
  const history = new History(0, 10);
  for (let revision = 1; revision <= 1000; revision++) {
    history.add({ revision, changes: [{ kind: "delete", key: "a" }] });
    const oldest = Math.max(1, revision - 9);
    assert.equal(history.step("", oldest).update?.revision, oldest);
    if (revision > 20) assert.throws(() => history.step("", revision - 20), { name: "CompactedError" });
  }
});

test("a write that does not follow on the state is refused: it can't be of this log", () => {
  assert.throws(() => apply(EMPTY_STATE, { kind: "write", revision: 2, operations: [] }), { name: "InvariantError" });
});

function follow(known: Map<string, string>, { changes }: Update): void {
  for (const change of changes) {
    if (change.kind === "put") known.set(change.entry.key, change.entry.value);
    else known.delete(change.key);
  }
}
