import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { TransientError } from "../../../common/errors.ts";
import type { Journal } from "../../../coordinator/store/journal.ts";
import { LocalStore } from "../../../coordinator/store/local-store.ts";
import { EMPTY_STATE, type StoreRecord } from "../../../coordinator/store/state.ts";
import { absent, put } from "../../../coordinator/store/store.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** A disk whose writes end when the test says so. */
class HeldJournal implements Journal {
  readonly writes: { readonly records: readonly StoreRecord[]; readonly end: (error?: Error) => void }[] = [];

  append(records: readonly StoreRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.writes.push({
        records,
        end: (error) => {
          if (error === undefined) resolve();
          else reject(error);
        },
      });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

test("nothing is answered, read or watched before it is durable", async (t) => {
  const { store, journal } = held(t);
  let answered = false;
  const written = put(store, "a", "1").then(() => (answered = true));
  const watch = store.watch("", 1, t.signal)[Symbol.asyncIterator]();
  let watched = false;
  const update = watch.next().then(() => (watched = true));
  await settled();
  assert.deepEqual([journal.writes.length, answered, watched], [1, false, false]);
  assert.equal(await store.get("a"), undefined);
  journal.writes[0]?.end();
  await Promise.all([written, update]);
  assert.equal((await store.get("a"))?.value, "1");
});

test("writes that arrive while the disk is busy go out together, in one write", async (t) => {
  const { store, journal } = held(t);
  const writes = Array.from({ length: 100 }, (_, i) => put(store, `${i}`, ""));
  await settled();
  const late = Array.from({ length: 50 }, (_, i) => put(store, `late ${i}`, ""));
  const sizes: number[] = [];
  for (let write = journal.writes.shift(); write !== undefined; write = journal.writes.shift()) {
    sizes.push(write.records.length);
    write.end();
    await settled();
  }
  await Promise.all([...writes, ...late]);
  assert.deepEqual(sizes, [100, 50]);
});

test("a write that failed is as if it had never been; a refusal that rested on it fails too, and the store goes on", async (t) => {
  const { store, journal } = held(t);
  const first = store.commit({ compares: [absent("a")], operations: [{ kind: "put", key: "a", value: "1" }] });
  const second = store.commit({ compares: [absent("a")], operations: [{ kind: "put", key: "a", value: "2" }] });
  const both = Promise.all([first, second].map((write) => assert.rejects(write, /disk full/)));
  await settled();
  journal.writes.shift()?.end(new Error("disk full"));
  await both;
  assert.equal(await store.get("a"), undefined);
  const third = store.commit({ compares: [absent("a")], operations: [{ kind: "put", key: "a", value: "3" }] });
  await settled();
  journal.writes.shift()?.end();
  assert.deepEqual(await third, { kind: "committed", revision: 1 });
});

test("a lease that is kept alive while its expiry is being written is told that it ended", async (t) => {
  const { store, journal, clock } = held(t);
  const granted = store.grantLease(1000);
  await settled();
  journal.writes.shift()?.end();
  const { id } = await granted;
  clock.advance(1000);
  await settled();
  const kept = store.keepAlive(id);
  await settled();
  journal.writes.shift()?.end();
  assert.equal(await kept, false);
});

test("a keep-alive that comes before the expiry saves the lease, even at the last moment", async (t) => {
  const { store, journal, clock } = held(t);
  const granted = store.grantLease(1000);
  await settled();
  journal.writes.shift()?.end();
  const { id } = await granted;
  clock.advance(999);
  assert.equal(await store.keepAlive(id), true);
  clock.advance(999);
  await settled();
  assert.equal(journal.writes.length, 0);
});

test("an expiry that could not be written is tried again", async (t) => {
  const { store, journal, clock } = held(t);
  const granted = store.grantLease(1000);
  await settled();
  journal.writes.shift()?.end();
  await granted;
  clock.advance(1000);
  await settled();
  journal.writes.shift()?.end(new TransientError("disk full"));
  await settled();
  assert.equal(journal.writes.length, 0);
  clock.advance(1000);
  await settled();
  assert.deepEqual(journal.writes[0]?.records, [{ kind: "lease-ended", lease: "1" }]);
});

function held(t: TestContext) {
  const [journal, clock] = [new HeldJournal(), new ManualClock()];
  const store = new LocalStore(journal, EMPTY_STATE, { clock });
  t.after(() => {
    for (const { end } of journal.writes) end();
    return store.close();
  });
  return { store, journal, clock };
}

/** All that can happen without the disk has happened. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
