import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fetched, Fetcher } from "../../../worker/data/fetcher.ts";
import { SampleCache } from "../../../worker/data/sample-cache.ts";

/** Loads end when the test says so. */
function aFetcher({ concurrency = 2, maxReady = 4, cacheBytes = 0 } = {}) {
  const started: number[] = [];
  const ends = new Map<number, { resolve: (decoded: Fetched) => void; reject: (thrown: Error) => void }>();
  const load = (id: number): Promise<Fetched> => {
    started.push(id);
    return new Promise((resolve, reject) => ends.set(id, { resolve, reject }));
  };
  const fetcher = new Fetcher({ load, cache: new SampleCache(cacheBytes), concurrency, maxReady });
  const finish = async (id: number): Promise<void> => {
    ends.get(id)?.resolve({ kind: "pixels", pixels: Uint8Array.of(id), digest: BigInt(id) });
    await settle();
  };
  const fail = async (id: number): Promise<void> => {
    ends.get(id)?.reject(new Error(`no ${id}`));
    await settle();
  };
  return { fetcher, started, finish, fail };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a sample asked for twice is loaded once", async () => {
  const { fetcher, started, finish } = aFetcher();
  const both = [fetcher.get(5), fetcher.get(5)];
  await finish(5);
  assert.deepEqual(started, [5]);
  assert.deepEqual(await both[0], await both[1]);
});

test("no more loads than slots, and what is asked for goes before what is hinted", async () => {
  const { fetcher, started, finish } = aFetcher({ concurrency: 1 });
  fetcher.hint([1, 2]);
  void fetcher.get(9);
  await settle();
  assert.deepEqual(started, [1]);
  await finish(1);
  assert.deepEqual(started, [1, 9]);
  await finish(9);
  assert.deepEqual(started, [1, 9, 2]);
});

test("hints stop at the bound and go on when a sample is taken", async () => {
  const { fetcher, started, finish } = aFetcher({ maxReady: 2 });
  fetcher.hint([1, 2, 3]);
  await settle();
  await finish(1);
  await finish(2);
  assert.deepEqual(started, [1, 2]);
  assert.ok(!(fetcher.get(1) instanceof Promise));
  await settle();
  assert.deepEqual(started, [1, 2, 3]);
});

test("new hints free the places of old ones", async () => {
  const { fetcher, started, finish } = aFetcher({ maxReady: 1, concurrency: 1 });
  fetcher.hint([1]);
  await settle();
  await finish(1);
  fetcher.hint([2]);
  await settle();
  assert.deepEqual(started, [1, 2]);
});

test("a hinted sample that was asked for meanwhile takes no place", async () => {
  const { fetcher, started, finish } = aFetcher({ maxReady: 1 });
  fetcher.hint([1]);
  const asked = fetcher.get(1);
  await finish(1);
  await asked;
  fetcher.hint([2]);
  await settle();
  assert.deepEqual(started, [1, 2]);
});

test("samples that fit the cache take no place beyond it and are not loaded again", async () => {
  const { fetcher, started, finish } = aFetcher({ maxReady: 1, cacheBytes: 2 });
  fetcher.hint([1, 2]);
  await settle();
  await finish(1);
  await finish(2);
  assert.deepEqual(started, [1, 2]);
  for (const id of [1, 1, 2]) assert.ok(!(fetcher.get(id) instanceof Promise));
});

test("a failed hint is not tried again until somebody asks, who gets the error", async () => {
  const { fetcher, started, fail } = aFetcher();
  fetcher.hint([1]);
  await settle();
  await fail(1);
  assert.deepEqual(started, [1]);
  const asked = assert.rejects(Promise.resolve(fetcher.get(1)), /no 1/);
  await settle();
  await fail(1);
  await asked;
});

test("close waits for what is under way and starts no hint", async () => {
  const { fetcher, started, finish } = aFetcher({ concurrency: 1 });
  fetcher.hint([1, 2]);
  await settle();
  let closed = false;
  const closing = fetcher.close().then(() => (closed = true));
  await settle();
  assert.equal(closed, false);
  await finish(1);
  await closing;
  assert.deepEqual(started, [1]);
});
