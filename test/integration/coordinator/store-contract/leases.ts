// Leases, and the keys that end with them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { put } from "../../../../coordinator/store/store.ts";
import { committed, keys, putting, take } from "./calls.ts";
import { type StoreTwin, TTL_MS } from "./twin.ts";

export function testLeases({ open }: StoreTwin): void {
  test("a lease that runs out deletes its keys at one revision and tells watches; other keys stay", async (t) => {
    const { store, pass } = await open(t);
    const lease = await store.grantLease(TTL_MS);
    await put(store, "w/a", "", lease.id);
    await put(store, "w/b", "", lease.id);
    const last = await committed(store, putting("w/stays", ""));
    const watched = take(store.watch("w/", last + 1, t.signal), 1);
    await pass(lease.ttlMs + 1000);
    const [update] = await watched;
    assert.deepEqual(update?.changes.map((change) => change.kind === "delete" && change.key).sort(), ["w/a", "w/b"]);
    assert.deepEqual(await keys(store, "w/"), ["w/stays"]);
    assert.equal(await store.keepAlive(lease.id), false);
  });

  test("a lease that is kept alive lives on, from each time anew", async (t) => {
    const { store, pass } = await open(t);
    const lease = await store.grantLease(TTL_MS);
    await put(store, "a", "", lease.id);
    for (let i = 0; i < 3; i++) {
      await pass(lease.ttlMs * 0.6);
      assert.equal(await store.keepAlive(lease.id), true);
    }
    assert.equal((await store.get("a"))?.lease, lease.id);
    await store.revokeLease(lease.id); // its end would be another test's revision
  });

  test("a lease that is revoked deletes its keys at once; revoking it again is no error", async (t) => {
    const { store } = await open(t);
    const lease = await store.grantLease(TTL_MS);
    await put(store, "a", "", lease.id);
    await store.revokeLease(lease.id);
    assert.equal(await store.get("a"), undefined);
    await store.revokeLease(lease.id);
  });

  test("a put with a lease that has ended is not applied, nor is the rest of its transaction", async (t) => {
    const { store } = await open(t);
    const lease = await store.grantLease(TTL_MS);
    await store.revokeLease(lease.id);
    const result = await store.commit({
      compares: [],
      operations: [
        { kind: "put", key: "a", value: "" },
        { kind: "put", key: "b", value: "", lease: lease.id },
      ],
    });
    assert.deepEqual(result, { kind: "lease-ended", lease: lease.id });
    assert.deepEqual(await keys(store, ""), []);
  });

  test("a key that was put again without its lease outlives it", async (t) => {
    const { store } = await open(t);
    const lease = await store.grantLease(TTL_MS);
    await put(store, "a", "leased", lease.id);
    await put(store, "a", "kept");
    await store.revokeLease(lease.id);
    assert.equal((await store.get("a"))?.value, "kept");
  });

  test("two leases never have the same id", async (t) => {
    const { store } = await open(t);
    const first = await store.grantLease(TTL_MS);
    await store.revokeLease(first.id);
    const second = await store.grantLease(TTL_MS);
    assert.notEqual(first.id, second.id);
  });
}
