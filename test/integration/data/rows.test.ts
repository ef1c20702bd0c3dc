// Tables of numbers as data sets: from the CSV file to the bytes of a micro-batch.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { ConfigError, CorruptDataError, JobFailedError } from "../../../common/errors.ts";
import { parseSafetensorsHeader } from "../../../common/safetensors.ts";
import type { Manifest } from "../../../worker/data/manifest.ts";
import { readManifest, writeManifest } from "../../../worker/data/manifest-file.ts";
import { openRowsLoader } from "../../../worker/data/rows-loader.ts";
import { buildRowsManifest } from "../../../worker/data/rows-manifest.ts";

const COLUMNS = ["x", "y", "z"];

async function aTable(
  t: TestContext,
  lines: readonly string[],
): Promise<{ folder: string; file: string; manifest: Manifest }> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-rows-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, "table.csv"), lines.join("\n"));
  const file = path.join(folder, "rows.safetensors");
  const rows = { file: path.join(folder, "table.csv"), features: COLUMNS, label: "kind" };
  const manifest = await buildRowsManifest({ rows, source: "file:table.csv", rowsFile: file });
  return { folder, file, manifest };
}

const LINES = ["\uFEFFkind,z,id,y,x", "two,3,a,2,1", "", "one, 0.1 ,b,-5e-1,+7", '"two",9,c,8,"7"'];

function buffersFor(samples: number, columns = COLUMNS.length) {
  return {
    pixels: new Uint8Array(samples * columns * 4).fill(99),
    labels: new Int32Array(samples).fill(99),
    weights: new Float32Array(samples).fill(99),
    digests: new BigUint64Array(samples),
  };
}

const floatsOf = ({ pixels }: { readonly pixels: Uint8Array }) => new Float32Array(pixels.buffer);

test("each row is a sample of its line, and the manifest is written and read back", async (t) => {
  const { folder, manifest } = await aTable(t, LINES);
  assert.deepEqual(manifest.classes, [
    { name: "one", count: 1 },
    { name: "two", count: 2 },
  ]);
  assert.deepEqual(
    manifest.samples.map((sample) => [sample.path, sample.class, sample.bytes]),
    [
      ["line 2", 1, 12],
      ["line 4", 0, 12],
      ["line 5", 1, 12],
    ],
  );
  await writeManifest(path.join(folder, "manifest.json"), manifest);
  assert.deepEqual(await readManifest(path.join(folder, "manifest.json")), manifest);
});

test("the file of rows is a safetensors file of float32, and nothing else stays behind", async (t) => {
  const { folder, file } = await aTable(t, LINES);
  const bytes = await readFile(file);
  const { entries, metadata, dataStart } = parseSafetensorsHeader(bytes, file);
  assert.deepEqual(entries, [{ name: "rows", shape: [3, 3], begin: 0, end: 36 }]);
  assert.deepEqual(metadata, { columns: JSON.stringify(COLUMNS) });
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset + dataStart, bytes.byteOffset + bytes.length));
  assert.deepEqual([...floats], [...Float32Array.of(1, 2, 3, 7, -0.5, 0.1, 7, 8, 9)]);
  assert.deepEqual((await readdir(folder)).sort(), ["rows.safetensors", "table.csv"]);
});

test("the hash rests on numbers and classes, not on other columns, blanks or how a number is written", async (t) => {
  const { manifest } = await aTable(t, LINES);
  const same = await aTable(t, ["x,y,z,kind", "1.0,2e0,3,two", "", "7,-.5,0.1,one", "7,8,9,two"]);
  assert.equal(same.manifest.hash, manifest.hash);
  for (const other of ["7,8,9.5,two", "7,8,9,one"]) {
    const changed = await aTable(t, ["x,y,z,kind", "1,2,3,two", "", "7,-.5,0.1,one", other]);
    assert.notEqual(changed.manifest.hash, manifest.hash);
  }
});

test("the loader gives any rows in any order, zeros for padding, in a cache, beyond it and without one", async (t) => {
  const rows = Array.from(
    { length: 1000 },
    (_, row) => `${row},${row + 0.5},${-row},${row % 2 === 0 ? "even" : "odd"}`,
  );
  const { file, manifest } = await aTable(t, ["x,y,z,kind", ...rows]);
  const ids = Int32Array.from({ length: 600 }, (_, i) => (i % 7 === 0 ? -1 : (i * 379) % 1000));
  const digests = new Set<string>();
  for (const cacheBytes of [0, 256 * 12, 1e9]) {
    const loader = await openRowsLoader({ manifest, file, columns: COLUMNS, cacheBytes });
    t.after(() => loader.close());
    for (let pass = 0; pass < 2; pass++) {
      const buffers = buffersFor(ids.length);
      await loader.prepare(ids, buffers);
      const expected = Array.from(ids).flatMap((id) => (id < 0 ? [0, 0, 0] : [id, id + 0.5, 0 - id]));
      assert.deepEqual([...floatsOf(buffers)], expected);
      assert.deepEqual(
        [...buffers.labels],
        Array.from(ids, (id) => (id < 0 ? 0 : id % 2)),
      );
      assert.deepEqual(
        [...buffers.weights],
        Array.from(ids, (id) => (id < 0 ? 0 : 1)),
      );
      digests.add(buffers.digests.join());
    }
  }
  assert.equal(digests.size, 1);
});

test("a row that is not the manifest's fails the job; a file of other rows or columns is refused", async (t) => {
  const { file, manifest } = await aTable(t, LINES);
  const open = (columns: readonly string[], of = manifest) => openRowsLoader({ manifest: of, file, columns });
  await assert.rejects(open(["x", "y", "w"]), CorruptDataError);
  await assert.rejects(open(["x", "y"]), CorruptDataError);
  await assert.rejects(open(COLUMNS, { ...manifest, samples: manifest.samples.slice(1) }), CorruptDataError);
  const bytes = await readFile(file);
  bytes.writeFloatLE(2.5, bytes.length - 4);
  await writeFile(file, bytes);
  const loader = await open(COLUMNS);
  t.after(() => loader.close());
  await assert.rejects(loader.prepare(Int32Array.of(0), buffersFor(1)), (error) => {
    assert.ok(error instanceof JobFailedError && error.code === "data-changed");
    assert.match(error.message, /rows\.safetensors: line 5/);
    return true;
  });
  await rm(file);
  await assert.rejects(open(COLUMNS), /rows\.safetensors/);
});

test("what is wrong is told with line and column, twenty at most, and no file of rows is left", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-rows-"));
  t.after(() => rm(folder, { recursive: true }));
  const bad = Array.from({ length: 30 }, (_, row) => `1,wrong${row},3,a`);
  await writeFile(path.join(folder, "table.csv"), ["x,y,z,kind", "1,2,3,b", ...bad].join("\n"));
  const rows = { file: path.join(folder, "table.csv"), features: COLUMNS, label: "kind" };
  const built = buildRowsManifest({ rows, source: "file:table.csv", rowsFile: path.join(folder, "rows") });
  await assert.rejects(built, (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.problems.length, 21);
    assert.match(error.message, /line 3: column "y": expected a number, found "wrong0"/);
    assert.match(error.message, /and 10 more problems$/);
    return true;
  });
  assert.deepEqual(await readdir(folder), ["table.csv"]);
});

test("a signal ends the reading of a table with its reason", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-rows-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, "table.csv"), ["x,y,z,kind", "1,2,3,b"].join("\n"));
  const rows = { file: path.join(folder, "table.csv"), features: COLUMNS, label: "kind" };
  const signal = AbortSignal.abort(new Error("enough"));
  const built = buildRowsManifest({ rows, source: "file:t", rowsFile: path.join(folder, "rows"), signal });
  await assert.rejects(built, /enough/);
  assert.deepEqual(await readdir(folder), ["table.csv"]);
});
