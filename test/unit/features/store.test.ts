import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { CorruptDataError } from "../../../common/errors.ts";
import type { Manifest } from "../../../worker/data/manifest.ts";
import { FeatureLoader } from "../../../worker/features/loader.ts";
import { blockName, featureFolder, FeatureStore } from "../../../worker/features/store.ts";

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-features-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

const block = {
  features: Float32Array.of(1, 2, 3, 4),
  weights: Float32Array.of(1, 0),
  // A pattern that would be a signalling NaN as a float must come back too.
  digests: BigUint64Array.of(0x7fa0000112345678n, 2n ** 64n - 1n),
};

test("a block is read back as it was written, and only whole ones are listed", async (t) => {
  const folder = await aFolder(t);
  const store = new FeatureStore(folder, 2);
  assert.equal((await store.list()).size, 0);
  await store.write(blockName(32, 0), block);
  assert.deepEqual(await store.read(blockName(32, 0), 2), block);
  assert.deepEqual([...(await store.list())], [blockName(32, 0)]);
});

for (const [what, damage] of [
  ["cut short", (file: string) => truncate(file, 90)],
  ["empty", (file: string) => truncate(file, 0)],
  ["of something else", (file: string) => writeFile(file, Buffer.alloc(500, 7))],
] as const) {
  test(`a block that is ${what} is refused and removed, so that it is computed again`, async (t) => {
    const folder = await aFolder(t);
    const store = new FeatureStore(folder, 2);
    await store.write(blockName(0, 0), block);
    await damage(path.join(folder, blockName(0, 0)));
    await assert.rejects(store.read(blockName(0, 0), 2), CorruptDataError);
    assert.deepEqual(await readdir(folder), []);
  });
}

test("the folder's name follows everything that the numbers depend on", () => {
  const key = {
    trunk: "t",
    data: "d",
    preprocess: { resize: [1, 2] },
    augment: {},
    numerics: { tensorflow: "2.21.0" },
  };
  const folders = [
    key,
    { ...key, trunk: "u" },
    { ...key, data: "e" },
    { ...key, preprocess: {} },
    { ...key, numerics: {} },
    { ...key, augment: 1 },
  ];
  assert.equal(new Set(folders.map((one) => featureFolder("root", one))).size, folders.length);
  assert.equal(featureFolder("root", { ...key }), featureFolder("root", key));
});

test("the loader gives each sample its own features, label, weight and digest, also when memory holds one block only", async (t) => {
  const store = new FeatureStore(await aFolder(t), 1);
  const samples = Array.from({ length: 70 }, (_, id) => ({ path: String(id), class: id % 3, bytes: 1, identity: "" }));
  const manifest: Manifest = { version: 1, format: "image-folder", source: "", classes: [], samples, hash: "" };
  for (const first of [0, 32, 64]) {
    const count = Math.min(32, 70 - first);
    const features = Float32Array.from({ length: count }, (_, i) => first + i);
    const digests = BigUint64Array.from({ length: count }, (_, i) => BigInt(first + i + 100));
    await store.write(blockName(first, 0), { features, weights: new Float32Array(count).fill(1), digests });
  }
  const loader = new FeatureLoader({ store, manifest, floats: 1, cacheBytes: 0 });
  const buffers = {
    pixels: new Uint8Array(20),
    labels: new Int32Array(5),
    weights: new Float32Array(5),
    digests: new BigUint64Array(5).fill(7n),
  };
  await loader.prepare(Int32Array.of(69, 0, 33, -1, 32), buffers);
  assert.deepEqual([...new Float32Array(buffers.pixels.buffer)], [69, 0, 33, 0, 32]);
  assert.deepEqual([...buffers.labels], [0, 0, 0, 0, 2]);
  assert.deepEqual([...buffers.weights], [1, 1, 1, 0, 1]);
  assert.deepEqual([...buffers.digests], [169n, 100n, 133n, 0n, 132n]);
});
