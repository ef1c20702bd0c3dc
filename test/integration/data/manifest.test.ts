import assert from "node:assert/strict";
import { cp, mkdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ConfigError, CorruptDataError } from "../../../common/errors.ts";
import { buildManifest, type Manifest, manifestHash, type ManifestProgress } from "../../../worker/data/manifest.ts";
import { readManifest, writeManifest } from "../../../worker/data/manifest-file.ts";
import { aDataSet, aFolder, turnsDuring, manifestOf, write } from "./pictures.ts";

const pathsOf = (manifest: Manifest) => manifest.samples.map(({ path }) => path);

async function problemsOf(root: string): Promise<string[]> {
  try {
    await manifestOf(root);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
  assert.fail("the folder was accepted");
}

test("classes are the folders in byte order, samples all pictures below them in byte order of their paths", async (t) => {
  const root = await aFolder(t);
  await write(root, {
    "b/1.JPG": "x",
    "a/deep/er/2.png": "x",
    "a/deep.png": "x",
    "a-b/3.jpeg": "x",
    "Z/4.jpg": "x",
    "é/5.jpg": "x",
  });
  const manifest = await manifestOf(root);
  assert.deepEqual(
    manifest.classes,
    ["Z", "a", "a-b", "b", "é"].map((name) => ({ name, count: name === "a" ? 2 : 1 })),
  );
  const paths = pathsOf(manifest);
  assert.deepEqual(paths, ["Z/4.jpg", "a-b/3.jpeg", "a/deep.png", "a/deep/er/2.png", "b/1.JPG", "é/5.jpg"]);
  assert.deepEqual(
    paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    paths,
  );
  for (const sample of manifest.samples)
    assert.ok(sample.path.startsWith(`${manifest.classes[sample.class]?.name ?? ""}/`));
});

test("hidden files, other files and files outside class folders are skipped, counted and told", async (t) => {
  const root = await aFolder(t);
  await write(root, {
    "a/1.jpg": "x",
    "b/1.jpg": "x",
    "a/.DS_Store": "x",
    "b/notes.txt": "x",
    "top.png": "x",
    ".git/x.png": "x",
  });
  const { manifest, skipped } = await buildManifest({ root, source: "data" });
  assert.deepEqual(pathsOf(manifest), ["a/1.jpg", "b/1.jpg"]);
  assert.equal(skipped.count, 4);
  assert.deepEqual(skipped.examples.map(({ path }) => path).sort(), [".git", "a/.DS_Store", "b/notes.txt", "top.png"]);
});

test("links to files and folders are followed, a cycle is cut", { timeout: 10_000 }, async (t) => {
  const root = await aFolder(t);
  const elsewhere = await aFolder(t);
  await write(root, { "a/1.jpg": "x", "b/1.jpg": "x" });
  await write(elsewhere, { "set/7.jpg": "x", "one.jpg": "x" });
  await symlink(join(elsewhere, "set"), join(root, "c"));
  await symlink(join(elsewhere, "one.jpg"), join(root, "a/2.jpg"));
  await symlink(join(root, "a"), join(root, "a/again"));
  await symlink(root, join(root, "b/up"));
  const { manifest, skipped } = await buildManifest({ root, source: "data" });
  assert.deepEqual(pathsOf(manifest), ["a/1.jpg", "a/2.jpg", "b/1.jpg", "c/7.jpg"]);
  assert.deepEqual(skipped.examples.map(({ path }) => path).sort(), ["a/again", "b/up"]);
});

test("a missing folder, a file in its place and a folder without classes are refused", async (t) => {
  const root = await aFolder(t);
  await write(root, { "file.jpg": "x", "one/only/1.jpg": "x" });
  assert.match((await problemsOf(join(root, "missing"))).join(), /ENOENT/);
  assert.match((await problemsOf(join(root, "file.jpg"))).join(), /not a folder/);
  assert.match((await problemsOf(root)).join(), /only one class folder, one/);
  assert.match((await problemsOf(join(root, "one/only"))).join(), /no class folder/);
});

test("all empty classes and dead links are named at once", async (t) => {
  const root = await aFolder(t);
  await write(root, { "a/1.jpg": "x", "b/note.txt": "x" });
  await mkdir(join(root, "c"));
  await symlink(join(root, "nothing"), join(root, "a/dead.jpg"));
  const problems = await problemsOf(root);
  assert.equal(problems.length, 3);
  assert.match(problems.join("\n"), /a\/dead\.jpg: a symbolic link.*\nb: a class without.*\nc: a class without/);
});

test("thousands of problems are counted, the first 20 named", async (t) => {
  const root = await aFolder(t);
  for (let i = 0; i < 30; i++) await mkdir(join(root, `class${i}`));
  const problems = await problemsOf(root);
  assert.equal(problems.length, 21);
  assert.match(problems[20] ?? "", /10 more/);
});

test("the manifest is the same when built twice, and has the same hash at another place and another time", async (t) => {
  const root = await aDataSet(t);
  const elsewhere = await aFolder(t);
  await cp(root, elsewhere, { recursive: true });
  await utimes(join(elsewhere, "c0/0.jpg"), 1, 1);
  const first = await manifestOf(root);
  assert.deepEqual(await manifestOf(root), first);
  const { manifest } = await buildManifest({ root: elsewhere, source: "file:/other/place" });
  assert.equal(manifest.hash, first.hash);
  assert.match(first.samples[0]?.identity ?? "", /^sha256:[0-9a-f]{64}$/);
});

test("a changed byte, a renamed file and another class each change the hash", async (t) => {
  const root = await aFolder(t);
  await write(root, { "a/1.jpg": "x", "b/1.jpg": "x" });
  const hashes = [(await manifestOf(root)).hash];
  for (const files of [{ "a/1.jpg": "y" }, { "a/2.jpg": "x" }, { "c/1.jpg": "x" }]) {
    await write(root, files);
    hashes.push((await manifestOf(root)).hash);
  }
  assert.equal(new Set(hashes).size, 4);
});

test("beyond the limit size and time stand for the content", async (t) => {
  const root = await aFolder(t);
  await write(root, { "a/1.jpg": "xyz", "b/1.jpg": "x" });
  await utimes(join(root, "a/1.jpg"), 5, 5);
  for (const hashLimit of [
    { bytes: 3, files: 9 },
    { bytes: 9, files: 1 },
  ]) {
    const { manifest } = await buildManifest({ root, source: "data", hashLimit });
    assert.equal(manifest.samples[0]?.identity, "stat:3+5000");
  }
});

test("progress reaches the number of files in each stage, and an abort ends the reading", async (t) => {
  const root = await aDataSet(t);
  const told: ManifestProgress[] = [];
  await buildManifest({ root, source: "data", onProgress: (progress) => told.push(progress) });
  assert.deepEqual(told.at(-1), { stage: "hashes", files: 8, totalFiles: 8 });
  assert.ok(told.some(({ stage, files }) => stage === "sizes" && files === 8));
  const stop = new AbortController();
  const stopped = buildManifest({
    root,
    source: "data",
    signal: stop.signal,
    onProgress: () => {
      stop.abort();
    },
  });
  await assert.rejects(stopped, { name: "AbortError" });
});

test("a written manifest is one JSON document and reads back the same", async (t) => {
  const path = join(await aFolder(t), "manifest.json");
  const manifest = await manifestOf(await aDataSet(t));
  await writeManifest(path, manifest);
  assert.deepEqual(JSON.parse(await readFile(path, "utf8")), manifest);
  assert.deepEqual(await readManifest(path), manifest);
});

test("a torn manifest is refused wherever it was cut, and so is any changed or foreign one", async (t) => {
  const path = join(await aFolder(t), "manifest.json");
  await writeManifest(path, await manifestOf(await aDataSet(t)));
  const whole = await readFile(path, "utf8");
  const torn = Array.from({ length: 40 }, (_, i) => whole.slice(0, Math.floor((i * (whole.length - 2)) / 40)));
  const changed = [whole.replace("c0/0.jpg", "c0/9.jpg"), whole.replace('"count":4', '"count":5'), `${whole}{}`];
  for (const text of [...torn, ...changed, "{}", "not json", '{"version":2}', "\u0000\u0001"]) {
    await writeFile(path, text);
    await assert.rejects(readManifest(path), CorruptDataError, text.slice(0, 40));
  }
  await rm(path);
  await assert.rejects(readManifest(path), /manifest\.json/);
});

test("a manifest of 100,000 samples is written and read back, piece by piece", async (t) => {
  const path = join(await aFolder(t), "manifest.json");
  const count = 100_000;
  const samples = Array.from({ length: count }, (_, i) => {
    return { path: `a/folder/${i}.jpg`, class: 0, bytes: i, identity: `stat:${i}+1` };
  });
  const content = { version: 1, format: "image-folder", classes: [{ name: "a", count }], samples } as const;
  const turns = await turnsDuring(async () => {
    const hash = await manifestHash(content);
    await writeManifest(path, { ...content, source: "data", hash });
    assert.equal((await readManifest(path)).samples.length, count);
  });
  assert.ok(turns >= 20, `${turns} turns of the event loop`);
});
