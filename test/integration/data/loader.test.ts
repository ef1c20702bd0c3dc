import assert from "node:assert/strict";
import { rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { JobFailedError } from "../../../common/errors.ts";
import { sampleDigest } from "../../../common/sampling/digest.ts";
import { buildManifest } from "../../../worker/data/manifest.ts";
import { aClock, aDataSet, aLoader, aNoisyPicture, buffersFor, manifestOf, write } from "./pictures.ts";

const SAMPLE_BYTES = 16 * 16 * 3;

function failsWith(code: string, ...texts: readonly RegExp[]) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof JobFailedError, String(error));
    assert.equal(error.code, code);
    for (const text of texts) assert.match(error.message, text);
    return true;
  };
}

test("padding is zeros of weight 0, samples carry their class and weight 1", async (t) => {
  const root = await aDataSet(t);
  const loader = aLoader(t, { root, manifest: await manifestOf(root) });
  const buffers = buffersFor(3);
  await loader.prepare(Int32Array.of(5, -1, 0), buffers);
  assert.deepEqual([...buffers.labels], [1, 0, 0]);
  assert.deepEqual([...buffers.weights], [1, 0, 1]);
  const padding = buffers.pixels.subarray(SAMPLE_BYTES, 2 * SAMPLE_BYTES);
  assert.ok(padding.every((byte) => byte === 0));
  assert.ok(buffers.pixels.subarray(0, SAMPLE_BYTES).some((byte) => byte !== 77 && byte !== 0));
});

test("each place has the digest of the sample that was read for it, also from the cache; padding has none", async (t) => {
  const root = await aDataSet(t);
  const manifest = await manifestOf(root);
  const loader = aLoader(t, { root, manifest });
  const buffers = buffersFor(9);
  const expected = manifest.samples.map(({ identity }, id) => sampleDigest(id, identity));
  for (let pass = 0; pass < 2; pass++) {
    await loader.prepare(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, -1), buffers);
    assert.deepEqual([...buffers.digests], [...expected, 0n]);
  }
});

test("the bytes are the same with and without cache, hints and neighbours", async (t) => {
  const root = await aDataSet(t, { perClass: 8 });
  const manifest = await manifestOf(root);
  const batches = [Int32Array.of(3, 14, 7, -1), Int32Array.of(0, 3, 15, 9), Int32Array.of(9, 9, 1, 2)];
  const runs: string[] = [];
  for (const cacheBytes of [0, 5 * SAMPLE_BYTES, 1e6]) {
    for (const hints of [[], [0, 1, 2], [2, 0]]) {
      for (const concurrency of [1, 3]) {
        const settings = { root, manifest, cacheBytes, concurrency, prefetchBytes: 4 * SAMPLE_BYTES };
        const loader = aLoader(t, settings);
        loader.prefetch(Int32Array.from(hints.flatMap((m) => [...(batches[m] ?? [])])));
        const pixels = await Promise.all(
          [...batches, ...batches].map(async (samples) => {
            const buffers = buffersFor(samples.length);
            await loader.prepare(samples, buffers);
            return Buffer.from(buffers.pixels).toString("base64");
          }),
        );
        runs.push(pixels.join());
        await loader.close();
      }
    }
  }
  assert.equal(new Set(runs).size, 1);
});

test("a split that fits the cache is read once", async (t) => {
  const root = await aDataSet(t);
  const loader = aLoader(t, { root, manifest: await manifestOf(root) });
  const samples = Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  const [first, second] = [buffersFor(8), buffersFor(8)];
  await loader.prepare(samples, first);
  await rm(root, { recursive: true });
  await loader.prepare(samples, second);
  assert.deepEqual(second.pixels, first.pixels);
});

test("hinted samples are there when they are asked for", async (t) => {
  const root = await aDataSet(t);
  const loader = aLoader(t, { root, manifest: await manifestOf(root), cacheBytes: 0 });
  loader.prefetch(Int32Array.of(-1, 0, 1, 2));
  await loader.prepare(Int32Array.of(7), buffersFor(1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await rm(root, { recursive: true });
  await loader.prepare(Int32Array.of(2, 0, 1), buffersFor(3));
});

const damage = {
  "a truncated jpeg": async () => {
    const bytes = await aNoisyPicture(1).jpeg().toBuffer();
    return bytes.subarray(0, bytes.length / 2);
  },
  "an empty file": () => Promise.resolve(new Uint8Array()),
  "a text named .png": () => Promise.resolve("this is no picture"),
};

for (const [what, bytesOf] of Object.entries(damage)) {
  test(`${what} fails the job by name, or is set aside with weight 0`, async (t) => {
    const root = await aDataSet(t);
    await write(root, { "c1/bad.png": await bytesOf() });
    const manifest = await manifestOf(root);
    const bad = manifest.samples.findIndex(({ path }) => path === "c1/bad.png");
    const samples = Int32Array.of(0, bad);

    const failing = aLoader(t, { root, manifest });
    await assert.rejects(failing.prepare(samples, buffersFor(2)), failsWith("corrupt-sample", /c1\/bad\.png/));

    const skipping = aLoader(t, { root, manifest, corruptPolicy: "skip" });
    const [first, second] = [buffersFor(2), buffersFor(2)];
    await skipping.prepare(samples, first);
    await skipping.prepare(samples, second);
    assert.deepEqual([...first.weights], [1, 0]);
    assert.ok(first.pixels.subarray(SAMPLE_BYTES).every((byte) => byte === 0));
    assert.deepEqual(second, first);
    assert.deepEqual(
      skipping.setAside().map(({ path }) => path),
      ["c1/bad.png"],
    );
  });
}

test("a file of other content or size than the manifest's fails the job, even where corrupt samples are skipped", async (t) => {
  const root = await aDataSet(t);
  const manifest = await manifestOf(root);
  const loader = aLoader(t, { root, manifest, corruptPolicy: "skip" });
  const other = Buffer.alloc(manifest.samples[0]?.bytes ?? 0, 1);
  await write(root, { "c0/0.jpg": other, "c0/1.jpg": "longer or shorter" });
  await assert.rejects(
    loader.prepare(Int32Array.of(0), buffersFor(1)),
    failsWith("data-changed", /c0\/0\.jpg/, /content/),
  );
  await assert.rejects(
    loader.prepare(Int32Array.of(1), buffersFor(1)),
    failsWith("data-changed", /c0\/1\.jpg/, /bytes/),
  );
  assert.deepEqual(loader.setAside(), []);
});

test("without content hashes a newer modification time is a change", async (t) => {
  const root = await aDataSet(t);
  const { manifest } = await buildManifest({ root, source: "data", hashLimit: { bytes: 0, files: 0 } });
  const loader = aLoader(t, { root, manifest, cacheBytes: 0 });
  await loader.prepare(Int32Array.of(0), buffersFor(1));
  await utimes(join(root, "c0/0.jpg"), 1e9, 1e9);
  await assert.rejects(loader.prepare(Int32Array.of(0), buffersFor(1)), failsWith("data-changed", /modification time/));
});

test("a read error is tried three times, fails the job and is no corrupt sample", async (t) => {
  const root = await aDataSet(t);
  const manifest = await manifestOf(root);
  const { clock, pausesMs } = aClock();
  const loader = aLoader(t, { root, manifest, clock, corruptPolicy: "skip" });
  await rm(join(root, "c0/2.jpg"));
  await assert.rejects(
    loader.prepare(Int32Array.of(2), buffersFor(1)),
    failsWith("read-failed", /c0\/2\.jpg/, /3 tries/),
  );
  assert.deepEqual(pausesMs, [200, 1000]);
  assert.deepEqual(loader.setAside(), []);
});

test("a read error that passes is not noticed", async (t) => {
  const root = await aDataSet(t);
  const manifest = await manifestOf(root);
  const file = join(root, "c0/2.jpg");
  await rename(file, `${file}.away`);
  const { clock, pausesMs } = aClock(() => rename(`${file}.away`, file));
  const loader = aLoader(t, { root, manifest, clock });
  await loader.prepare(Int32Array.of(2), buffersFor(1));
  assert.deepEqual(pausesMs, [200]);
});

test("of several failures the first sample's is told, and nothing is written afterwards", async (t) => {
  const root = await aDataSet(t);
  await writeFile(join(root, "c0/0.jpg"), "bad");
  await writeFile(join(root, "c0/3.jpg"), "bad");
  const manifest = await manifestOf(root);
  for (let i = 0; i < 5; i++) {
    const loader = aLoader(t, { root, manifest, concurrency: 3 });
    const buffers = buffersFor(6);
    await assert.rejects(
      loader.prepare(Int32Array.of(5, 6, 3, 0, 1, 2), buffers),
      failsWith("corrupt-sample", /c0\/3/),
    );
    const settled = Buffer.from(buffers.pixels);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(settled.equals(buffers.pixels));
  }
});

test("closing ends what is under way, any number of times, and the job's signal does too", async (t) => {
  const root = await aDataSet(t, { perClass: 20 });
  const manifest = await manifestOf(root);
  const all = Int32Array.from(manifest.samples.keys());
  const loader = aLoader(t, { root, manifest });
  const closed = assert.rejects(loader.prepare(all, buffersFor(40)), { name: "AbortError" });
  await Promise.all([loader.close(), loader.close(), closed]);
  await assert.rejects(loader.prepare(all, buffersFor(40)), { name: "AbortError" });

  const stop = new AbortController();
  const stopped = aLoader(t, { root, manifest, signal: stop.signal });
  const preparing = assert.rejects(stopped.prepare(all, buffersFor(40)), /told to/);
  stop.abort(new Error("told to"));
  await preparing;
});

test("buffers of the wrong size are a bug, told before anything is written", async (t) => {
  const root = await aDataSet(t);
  const loader = aLoader(t, { root, manifest: await manifestOf(root) });
  await assert.rejects(loader.prepare(Int32Array.of(0, 1), buffersFor(3)), { name: "InvariantError" });
});
