// Several writers and one register: what is published is one chain, whoever comes first.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { must } from "../../../common/errors.ts";
import { SharedFolder } from "./shared-folder.ts";

async function shared(t: TestContext): Promise<SharedFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-publication-"));
  t.after(() => rm(folder, { recursive: true }));
  return new SharedFolder(folder);
}

test("one that finds an older one published meanwhile is written on it", async (t) => {
  const run = await shared(t);
  await run.write(2, null);
  await run.write(5, null);
  assert.deepEqual(await run.chain(), [
    [3, 4, 5],
    [1, 2],
  ]);
});

test("one that finds a newer one published gives way and leaves no tensors", async (t) => {
  const run = await shared(t);
  const newer = must(await run.write(5, null), "published");
  assert.equal(await run.write(2, null), undefined);
  assert.equal(run.latest, newer.name);
  assert.deepEqual(
    (await readdir(run.folder)).filter((name) => name.startsWith("step-")).sort(),
    [newer.name, newer.manifest.tensors.file].sort(),
  );
});

test("one that was overtaken between reading and comparing is written on the other", async (t) => {
  const run = await shared(t);
  run.before = async () => {
    run.before = () => Promise.resolve();
    await run.write(2, null);
  };
  await run.write(4, null);
  assert.deepEqual(await run.chain(), [
    [3, 4],
    [1, 2],
  ]);
});

test("one whose answer was lost, and which another was written on since, is published and stays", async (t) => {
  const run = await shared(t);
  let first: string | null = null;
  run.after = async () => {
    run.after = () => Promise.resolve();
    first = run.latest;
    await run.write(6, run.latest);
  };
  const published = await run.write(3, null);
  assert.equal(published?.name, first);
  assert.deepEqual(await run.chain(), [
    [4, 5, 6],
    [1, 2, 3],
  ]);
});

test("one that cannot be written leaves no tensors: the disk may be full", async (t) => {
  const run = await shared(t);
  await writeFile(path.join(run.folder, "ledger"), "a file where the ledger's folder should be");
  await assert.rejects(run.write(2, null));
  assert.deepEqual(await readdir(run.folder), ["ledger"]);
  assert.equal(run.latest, null);
});
