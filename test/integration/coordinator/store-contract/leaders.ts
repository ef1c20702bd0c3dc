// Writes that only the one that leads may do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commitAsLeader, leadAlone } from "../../../../coordinator/store/guarded.ts";
import { absent, put, remove } from "../../../../coordinator/store/store.ts";
import { putting } from "./calls.ts";
import type { StoreTwin } from "./twin.ts";

export function testLeaders({ open }: StoreTwin): void {
  test("a write guarded by a stale token is refused and told who leads; the new leader's is applied", async (t) => {
    const { store } = await open(t);
    const old = await leadAlone(store, "leader", "first");
    const write = putting("generation", "1");
    assert.equal((await commitAsLeader(store, old, write)).kind, "committed");
    const next = await leadAlone(store, "leader", "second");
    assert.ok(next.token > old.token);
    assert.deepEqual(await commitAsLeader(store, old, putting("generation", "7")), {
      kind: "not-leader",
      current: next,
    });
    assert.equal((await store.get("generation"))?.value, "1");
    assert.equal((await commitAsLeader(store, next, putting("generation", "2"))).kind, "committed");
  });

  test("a leader whose key is gone is refused: nobody leads", async (t) => {
    const { store } = await open(t);
    const leader = await leadAlone(store, "leader", "first");
    await remove(store, "leader");
    const refused = await commitAsLeader(store, leader, putting("generation", "1"));
    assert.deepEqual(refused, { kind: "not-leader", current: undefined });
  });

  test("a leader's transaction that fails by its own compares is told apart from lost leadership", async (t) => {
    const { store } = await open(t);
    const leader = await leadAlone(store, "leader", "first");
    await put(store, "result", "there");
    const result = await commitAsLeader(store, leader, putting("result", "mine", [absent("result")]));
    assert.ok(result.kind === "refused");
    assert.ok(result.current.some(({ value }) => value === "there"));
  });
}
