// Watches: every change once, in order, from any revision.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CompactedError, put } from "../../../../coordinator/store/store.ts";
import { committed, putting, revisionsOf, take } from "./calls.ts";
import type { StoreTwin } from "./twin.ts";

export function testWatches({ open }: StoreTwin): void {
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
