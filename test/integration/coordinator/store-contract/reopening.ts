// What a store that is opened again still knows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commitAsLeader, leadAlone } from "../../../../coordinator/store/guarded.ts";
import { put } from "../../../../coordinator/store/store.ts";
import { committed, putting, revisionsOf, take } from "./calls.ts";
import { type StoreTwin, TTL_MS } from "./twin.ts";

export function testReopening({ open }: StoreTwin): void {
  test("keys survive a restart; revisions and tokens go on from where they were", async (t) => {
    const { store, reopen } = await open(t);
    if (reopen === undefined) {
      t.skip("nothing of this store outlives it");
      return;
    }
    const leader = await leadAlone(store, "leader", "first");
    await put(store, "a", "1");
    const written = await committed(store, putting("a", "2"));
    const before = await store.list("");
    const again = await reopen();
    assert.deepEqual(await again.list(""), before);
    assert.ok((await leadAlone(again, "leader", "second")).token > leader.token);
    assert.ok((await committed(again, putting("a", "3"))) > written);
    assert.equal((await commitAsLeader(again, leader, putting("a", "4"))).kind, "not-leader");
  });

  test("a watch goes on over a restart from the revision that it had reached", async (t) => {
    const { store, reopen } = await open(t);
    if (reopen === undefined) {
      t.skip("nothing of this store outlives it");
      return;
    }
    const seen = await committed(store, putting("a", "1"));
    const again = await reopen();
    const next = await committed(again, putting("a", "2"));
    assert.deepEqual(revisionsOf(await take(again.watch("a", seen + 1, t.signal), 1)), [next]);
  });

  test("a lease that lived at a restart has its whole time again, and then ends", async (t) => {
    const { store, pass, reopen } = await open(t);
    if (reopen === undefined) {
      t.skip("nothing of this store outlives it");
      return;
    }
    const lease = await store.grantLease(TTL_MS);
    const revision = await committed(store, putting("a", "", [], lease.id));
    await pass(lease.ttlMs * 0.8);
    const again = await reopen();
    await pass(lease.ttlMs * 0.8);
    assert.equal((await again.get("a"))?.lease, lease.id);
    await pass(lease.ttlMs + 1000);
    const [update] = await take(again.watch("a", revision + 1, t.signal), 1);
    assert.deepEqual(update?.changes, [{ kind: "delete", key: "a" }]);
  });
}
