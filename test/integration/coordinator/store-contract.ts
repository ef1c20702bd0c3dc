// What every store of the coordinators must do (K1 to K5 of coordinator/store/store.ts), for each implementation the same tests.
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { commitAsLeader, leadAlone } from "../../../coordinator/store/guarded.ts";
import {
  absent,
  CompactedError,
  put,
  remove,
  type Store,
  type Transaction,
  unchanged,
  type Update,
} from "../../../coordinator/store/store.ts";

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
const TTL_MS = 2000;

export function testStoreContract(twin: StoreTwin): void {
  describe(`${twin.name} store`, () => {
    testKeys(twin);
    testWatches(twin);
    testLeases(twin);
    testLeaders(twin);
    testReopening(twin);
  });
}

function testKeys({ open }: StoreTwin): void {
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

function testWatches({ open }: StoreTwin): void {
  test("a watch from a listing's revision + 1 delivers every later revision once, in order", async (t) => {
    const { store } = await open(t);
    await put(store, "w/0", "before");
    const { revision } = await store.list("w/");
    const watched = take(store.watch("w/", revision + 1, t.signal), 50);
    const revisions: number[] = [];
    for (let i = 0; i < 50; i++) {
      revisions.push(await committed(store, putting(`w/${i % 7}`, `${i}`)));
      await put(store, "other", `${i}`);
    }
    assert.deepEqual(revisionsOf(await watched), revisions);
  });

  test("a watch resumes from any revision without gap or repeat", async (t) => {
    const { store } = await open(t);
    const { revision } = await store.list("");
    const revisions: number[] = [];
    for (let i = 0; i < 30; i++) revisions.push(await committed(store, putting(`w/${i % 3}`, `${i}`)));
    let next = revision + 1;
    const seen: number[] = [];
    for (const count of [1, 7, 12, 10]) {
      const updates = await take(store.watch("w/", next, t.signal), count);
      seen.push(...revisionsOf(updates));
      next = (seen.at(-1) ?? 0) + 1;
    }
    assert.deepEqual(seen, revisions);
  });

  test("a watch tells puts with their revisions, and deletes; the changes of one transaction come together", async (t) => {
    const { store } = await open(t);
    const created = await committed(store, putting("w/a", "1"));
    const revision = await committed(store, {
      compares: [],
      operations: [
        { kind: "put", key: "w/b", value: "2" },
        { kind: "delete", key: "w/a" },
        { kind: "put", key: "other", value: "" },
      ],
    });
    const [update] = await take(store.watch("w/", created + 1, t.signal), 1);
    assert.ok(update);
    assert.equal(update.revision, revision);
    const b = { key: "w/b", value: "2", createRevision: revision, modRevision: revision };
    const byKey = [...update.changes].sort((x, y) => (x.kind < y.kind ? -1 : 1));
    assert.deepEqual(byKey, [
      { kind: "delete", key: "w/a" },
      { kind: "put", entry: b },
    ]);
  });

  test("a watch may begin at a revision that is still to come", async (t) => {
    const { store } = await open(t);
    const now = await committed(store, putting("a", "1"));
    const watched = take(store.watch("a", now + 2, t.signal), 1);
    await put(store, "a", "2");
    await put(store, "a", "3");
    assert.deepEqual(revisionsOf(await watched), [now + 2]);
  });

  test("a watch that waits ends with its signal's reason", async (t) => {
    const { store } = await open(t);
    const { revision } = await store.list("");
    const controller = new AbortController();
    const watched = take(store.watch("a", revision + 1, controller.signal), 1);
    controller.abort(new Error("enough"));
    await assert.rejects(watched, /enough/);
  });

  test("compaction is an explicit error, with the revision that is gone; a watch from after it goes on", async (t) => {
    const { store } = await open(t);
    const first = await committed(store, putting("a", "1"));
    for (const value of ["2", "3", "4"]) await put(store, "a", value);
    await store.compact(first + 2);
    await assert.rejects(take(store.watch("a", first + 1, t.signal), 1), (error) => {
      assert.ok(error instanceof CompactedError);
      assert.equal(error.compactRevision, first + 2);
      return true;
    });
    assert.deepEqual(revisionsOf(await take(store.watch("a", first + 3, t.signal), 1)), [first + 3]);
    assert.equal((await store.get("a"))?.createRevision, first);
  });

  test("a closed store says so to calls and to waiting watches", async (t) => {
    const { store } = await open(t);
    const { revision } = await store.list("");
    const watched = take(store.watch("a", revision + 1, t.signal), 1);
    const ended = assert.rejects(watched, { name: "TransientError" });
    await store.close();
    await ended;
    await assert.rejects(store.get("a"), { name: "TransientError" });
    await assert.rejects(put(store, "a", ""), { name: "TransientError" });
    await store.close();
  });
}

function testLeases({ open }: StoreTwin): void {
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

function testLeaders({ open }: StoreTwin): void {
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

function testReopening({ open }: StoreTwin): void {
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

function putting(key: string, value: string, compares: Transaction["compares"] = [], lease?: string): Transaction {
  return { compares, operations: [{ kind: "put", key, value, ...(lease === undefined ? {} : { lease }) }] };
}

async function committed(store: Store, transaction: Transaction): Promise<number> {
  const result = await store.commit(transaction);
  assert.ok(result.kind === "committed", JSON.stringify(result));
  return result.revision;
}

async function keys(store: Store, prefix: string): Promise<readonly string[]> {
  return (await store.list(prefix)).entries.map(({ key }) => key);
}

async function take(updates: AsyncIterable<Update>, count: number): Promise<readonly Update[]> {
  const taken: Update[] = [];
  for await (const update of updates) {
    taken.push(update);
    if (taken.length === count) break;
  }
  return taken;
}

function revisionsOf(updates: readonly Update[]): readonly number[] {
  return updates.map(({ revision }) => revision);
}
