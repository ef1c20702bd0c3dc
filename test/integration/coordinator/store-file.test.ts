// The embedded store's file as a crash leaves it, on a real disk.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import { openEmbeddedStore } from "../../../coordinator/store/embedded.ts";
import { decodeFrames } from "../../../coordinator/store/log-format.ts";
import { put, type Store } from "../../../coordinator/store/store.ts";

test("a store whose file is cut at any byte opens with a prefix of its transactions, and takes new ones", async (t) => {
  const { folder, file } = await place(t);
  const bytes = await written(file, ["1", "2", "3", "4"]);
  const first = (await written(path.join(folder, "empty.log"), [])).length;
  const seen = new Set<string | undefined>();
  for (let length = first; length <= bytes.length; length++) {
    const cut = path.join(folder, "cut.log");
    await writeFile(cut, bytes.subarray(0, length));
    const before = await using(cut, async (store) => {
      const listing = await store.list("");
      await put(store, "after", "crash");
      return listing;
    });
    const value = before.entries[0]?.value;
    assert.equal(before.revision, Number(value ?? "0"), `cut at ${length}`);
    seen.add(value);
    const after = await using(cut, (store) => store.list(""));
    assert.deepEqual([after.revision, after.entries.length], [before.revision + 1, before.entries.length + 1]);
  }
  assert.deepEqual([...seen], [undefined, "1", "2", "3", "4"]);
});

test("a damaged record in the middle is CorruptDataError, and the file stays as it is", async (t) => {
  const { file } = await place(t);
  const bytes = await written(file, ["1", "2", "3"]);
  const damaged = Buffer.from(bytes);
  damaged[bytes.indexOf('"2"') + 1] = 0x39;
  await writeFile(file, damaged);
  await assert.rejects(openEmbeddedStore(file, { clock: systemClock }), { name: "CorruptDataError" });
  assert.deepEqual(await readFile(file), damaged);
});

test("many writers at once share few writes to the disk", async (t) => {
  const { file } = await place(t);
  await using(file, (store) => Promise.all(Array.from({ length: 500 }, (_, i) => put(store, `${i}`, ""))));
  assert.ok(decodeFrames(await readFile(file)).length <= 3);
});

test("a file does not grow without end: it is rewritten when it is long", async (t) => {
  const { file } = await place(t);
  const value = "x".repeat(100_000);
  await using(file, async (store) => {
    for (let i = 0; i < 50; i++) await put(store, "a", `${value}${i}`);
  });
  assert.ok((await readFile(file)).length < 2_000_000);
  const entry = await using(file, (store) => store.get("a"));
  assert.deepEqual([entry?.createRevision, entry?.modRevision], [1, 50]);
});

test("a write that the disk refuses rejects and is not seen; when the disk is back, the store goes on", async (t) => {
  const { folder } = await place(t);
  const [inner, moved] = [path.join(folder, "run"), path.join(folder, "moved")];
  const file = path.join(inner, "store.log");
  const large = "x".repeat(1_200_000);
  await using(file, async (store) => {
    await put(store, "a", large); // the next write replaces the file
    await rename(inner, moved);
    await writeFile(inner, "not a folder");
    await assert.rejects(put(store, "a", "lost"), { name: "TransientError" });
    assert.equal((await store.get("a"))?.value, large);
    await rm(inner);
    await rename(moved, inner);
    assert.deepEqual(await put(store, "a", "2"), { kind: "committed", revision: 2 });
  });
  assert.equal((await using(file, (store) => store.get("a")))?.value, "2");
});

async function place(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-store-"));
  t.after(() => rm(folder, { recursive: true }));
  return { folder, file: path.join(folder, "store.log") };
}

/** The file of a store in which one key got these values, one after the other. */
async function written(file: string, values: readonly string[]): Promise<Buffer> {
  await using(file, async (store) => {
    for (const value of values) await put(store, "a", value);
  });
  return readFile(file);
}

async function using<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openEmbeddedStore(file, { clock: systemClock });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
