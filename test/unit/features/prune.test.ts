import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { pruneFeatures } from "../../../worker/features/prune.ts";

const NOW = 1_000_000_000;

/** Folders of 100 bytes each, used so many ms ago. */
async function aRoot(t: TestContext, usedAgo: Readonly<Record<string, number>>): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), "elastune-prune-"));
  t.after(() => rm(root, { recursive: true }));
  for (const [name, ago] of Object.entries(usedAgo)) {
    await mkdir(path.join(root, name));
    for (const block of ["a", "b"]) await writeFile(path.join(root, name, block), Buffer.alloc(50));
    await utimes(path.join(root, name), (NOW - ago) / 1000, (NOW - ago) / 1000);
  }
  return root;
}

test("beyond the bound the folders that were not used for longest go, until it is kept", async (t) => {
  const root = await aRoot(t, { old: 9000, older: 9999, recent: 5000, used: 0 });
  await pruneFeatures(root, path.join(root, "used"), NOW, { bytes: 250, unusedMs: 1000 });
  assert.deepEqual((await readdir(root)).sort(), ["recent", "used"]);
});

test("what is used now, or was a short while ago, stays whatever the bound", async (t) => {
  const root = await aRoot(t, { used: 9999, recent: 500, old: 5000 });
  await pruneFeatures(root, path.join(root, "used"), NOW, { bytes: 0, unusedMs: 1000 });
  assert.deepEqual((await readdir(root)).sort(), ["recent", "used"]);
});

test("nothing goes within the bound, and a cache that is not there is no error", async (t) => {
  const root = await aRoot(t, { a: 9999, b: 9999 });
  await pruneFeatures(root, path.join(root, "a"), NOW, { bytes: 200, unusedMs: 0 });
  assert.equal((await readdir(root)).length, 2);
  await pruneFeatures(path.join(root, "none"), path.join(root, "none", "x"), NOW, { bytes: 0, unusedMs: 0 });
});
