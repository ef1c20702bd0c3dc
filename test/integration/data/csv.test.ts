// Data sets listed in a CSV file: the same samples as a folder of classes gives.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import type { JobSpec } from "../../../common/job/schema.ts";
import { openLoader } from "../../../worker/data/loader.ts";
import { buildManifest, type Manifest } from "../../../worker/data/manifest.ts";
import { readManifest, writeManifest } from "../../../worker/data/manifest-file.ts";
import { dataSourceOf } from "../../../worker/data/source.ts";
import { writePictureFolder } from "../../support/picture-folders.ts";

async function aDataSet(t: TestContext, lines: readonly string[]): Promise<{ folder: string; manifest: Manifest }> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-csv-"));
  t.after(() => rm(folder, { recursive: true }));
  await writePictureFolder(path.join(folder, "pictures"), { "a, b": 2, c: 2 });
  await writeFile(path.join(folder, "list.csv"), lines.join("\r\n"));
  const dataset = { source: "file:list.csv", format: "csv", columns: { image: "file", label: "class" } };
  const { manifest } = await buildManifest(dataSourceOf(dataset as unknown as JobSpec["dataset"], folder));
  return { folder, manifest };
}

const LINES = [
  "\uFEFFid,class,file",
  '1,two,"pictures/a, b/1.png"',
  "2,one,pictures/c/1.png",
  "",
  "3,one , ./pictures/c/0.png",
  '4,"two","pictures/a, b/0.png"',
];

test("quotes, a byte order mark, blank lines, other columns and any order of rows give the listed samples", async (t) => {
  const { manifest } = await aDataSet(t, LINES);
  assert.equal(manifest.format, "csv");
  assert.deepEqual(manifest.classes, [
    { name: "one", count: 2 },
    { name: "two", count: 2 },
  ]);
  assert.deepEqual(
    manifest.samples.map((sample) => [sample.path, sample.class]),
    [
      ["pictures/a, b/0.png", 1],
      ["pictures/a, b/1.png", 1],
      ["pictures/c/0.png", 0],
      ["pictures/c/1.png", 0],
    ],
  );
});

test("the hash does not depend on the order of the rows, and is another one than a folder's", async (t) => {
  const { manifest } = await aDataSet(t, LINES);
  const [head = "", ...rows] = LINES;
  assert.equal((await aDataSet(t, [head, ...rows.toReversed()])).manifest.hash, manifest.hash);
  const swapped = LINES.map((line) => line.replace("2,one", "2,two"));
  assert.notEqual((await aDataSet(t, swapped)).manifest.hash, manifest.hash);
});

test("the manifest is written and read back, and the loader finds the pictures beside the file", async (t) => {
  const { folder, manifest } = await aDataSet(t, LINES);
  const file = path.join(folder, "manifest.json");
  await writeManifest(file, manifest);
  assert.deepEqual(await readManifest(file), manifest);
  const loader = openLoader({ manifest, root: folder, height: 8, width: 8, corruptPolicy: "fail", clock: systemClock });
  t.after(() => loader.close());
  const buffers = { pixels: new Uint8Array(4 * 8 * 8 * 3), labels: new Int32Array(4), weights: new Float32Array(4) };
  await loader.prepare(Int32Array.of(0, 1, 2, 3), buffers);
  assert.deepEqual([...buffers.labels], [1, 1, 0, 0]);
  assert.ok(buffers.pixels.some((pixel) => pixel !== 0));
});

test("an image folder stays what it was", () => {
  const dataset = { source: "file:data", format: "image-folder" } as unknown as JobSpec["dataset"];
  assert.deepEqual(dataSourceOf(dataset, "/srv"), { root: "/srv/data", source: "file:data" });
});
