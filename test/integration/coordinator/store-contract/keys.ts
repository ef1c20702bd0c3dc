// Keys and transactions on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, put, remove, unchanged, type Transaction } from "../../../../coordinator/store/store.ts";
import { committed, keys, putting } from "./calls.ts";
import type { StoreTwin } from "./twin.ts";

export function testKeys({ open }: StoreTwin): void {
  test("a key that was put is read back with its revisions", async (t) => {
    const { store } = await open(t);
    const first = await committed(store, putting("a", "1"));
    const second = await committed(store, putting("a", "2"));
    assert.ok(second > first);
    assert.deepEqual(await store.get("a"), { key: "a", value: "2", createRevision: first, modRevision: second });
    assert.equal(await store.get("b"), undefined);
  });

  test("create-if-absent: one of many that create the same key at once succeeds", async (t) => {
    const { store } = await open(t);
    const attempts = Array.from({ length: 20 }, (_, i) => store.commit(putting("a", `${i}`, [absent("a")])));
    const results = await Promise.all(attempts);
    const winners = results.flatMap((result, i) => (result.kind === "committed" ? [`${i}`] : []));
    assert.deepEqual([(await store.get("a"))?.value], winners);
    for (const result of results) if (result.kind === "refused") assert.equal(result.current[0]?.value, winners[0]);
  });

  test("a key that is deleted and made anew has another create_revision", async (t) => {
    const { store } = await open(t);
    const first = await committed(store, putting("a", "1"));
    await remove(store, "a");
    const second = await committed(store, putting("a", "1"));
    assert.deepEqual([(await store.get("a"))?.createRevision, second > first], [second, true]);
    const guarded = putting("a", "2", [{ key: "a", target: "createRevision", equals: first }]);
    assert.equal((await store.commit(guarded)).kind, "refused");
    assert.equal((await store.get("a"))?.value, "1");
  });

  test("compare-and-set on mod_revision: of two writers that read the same, the second is refused and told what is there", async (t) => {
    const { store } = await open(t);
    await put(store, "count", "0");
    const read = await store.get("count");
    assert.ok(read);
    await committed(store, putting("count", "1", [unchanged(read)]));
    const refused = await store.commit(putting("count", "10", [unchanged(read)]));
    assert.ok(refused.kind === "refused");
    assert.equal(refused.current[0]?.value, "1");
  });

  test("a transaction is applied whole, at one revision, or not at all", async (t) => {
    const { store } = await open(t);
    await put(store, "b", "old");
    const both: Transaction["operations"] = [
      { kind: "put", key: "a", value: "1" },
      { kind: "delete", key: "b" },
    ];
    await store.commit({ compares: [absent("a"), absent("b")], operations: both });
    assert.deepEqual(await keys(store, ""), ["b"]);
    const revision = await committed(store, { compares: [absent("a")], operations: both });
    assert.deepEqual(await keys(store, ""), ["a"]);
    assert.equal((await store.get("a"))?.modRevision, revision);
  });

  test("a transaction that changes nothing takes no revision", async (t) => {
    const { store } = await open(t);
    const first = await committed(store, putting("a", "1"));
    assert.deepEqual(await remove(store, "never"), { kind: "committed", revision: first });
  });

  test("two operations on one key in a transaction are refused", async (t) => {
    const { store } = await open(t);
    const twice: Transaction = {
      compares: [],
      operations: [
        { kind: "put", key: "a", value: "1" },
        { kind: "delete", key: "a" },
      ],
    };
    await assert.rejects(store.commit(twice), /two operations on the key "a"/);
  });

  test("a listing holds the keys under the prefix in their order, and no others", async (t) => {
    const { store } = await open(t);
    for (const key of ["w/2", "w/10", "w", "x/1", "w/1"]) await put(store, key, "");
    assert.deepEqual(await keys(store, "w/"), ["w/1", "w/10", "w/2"]);
    assert.equal((await store.list("")).entries.length, 5);
  });
}
