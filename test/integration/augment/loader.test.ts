// Augmentation where samples are loaded: real pictures, the cache, the event loop.
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyAugmentation } from "../../../worker/data/augment/apply.ts";
import { planAugmentation } from "../../../worker/data/augment/plan.ts";
import { EVERYTHING } from "../../unit/augment/cases.ts";
import { aDataSet, aLoader, buffersFor, manifestOf, write } from "../data/pictures.ts";

const BYTES = 16 * 16 * 3;
const SAMPLES = Int32Array.of(3, -1, 0, 7);
const inEpoch = (epoch: number) => ({ seed: 5, epoch, spec: EVERYTHING });

test("each sample is changed as planned for its id, padding stays zeros, digest and labels are as without", async (t) => {
  const root = await aDataSet(t);
  const loader = aLoader(t, { root, manifest: await manifestOf(root) });
  const [plain, changed] = [buffersFor(4), buffersFor(4)];
  await loader.prepare(SAMPLES, plain);
  await loader.prepare(SAMPLES, changed, inEpoch(2));
  for (const [i, id] of SAMPLES.entries()) {
    const expected = new Uint8Array(BYTES);
    const pixels = plain.pixels.subarray(i * BYTES, (i + 1) * BYTES);
    if (id >= 0) applyAugmentation(planAugmentation(EVERYTHING, 5, 2, id), pixels, 16, 16, expected);
    assert.deepEqual(changed.pixels.slice(i * BYTES, (i + 1) * BYTES), expected, `sample ${id}`);
  }
  assert.deepEqual({ ...changed, pixels: 0 }, { ...plain, pixels: 0 });
});

test("the cache keeps pictures as they were read: an epoch's bytes do not depend on the epochs before", async (t) => {
  const root = await aDataSet(t);
  const manifest = await manifestOf(root);
  const bytesOf = async (epochs: readonly (number | undefined)[], cacheBytes: number) => {
    const loader = aLoader(t, { root, manifest, cacheBytes });
    const buffers = buffersFor(4);
    for (const epoch of epochs) {
      await loader.prepare(SAMPLES, buffers, epoch === undefined ? undefined : inEpoch(epoch));
    }
    return Buffer.from(buffers.pixels).toString("base64");
  };
  assert.equal(await bytesOf([0, 1, 2], 1e6), await bytesOf([2], 0));
  assert.equal(await bytesOf([0, 1, undefined], 1e6), await bytesOf([undefined], 0));
  assert.notEqual(await bytesOf([1], 1e6), await bytesOf([2], 1e6));
});

test("a sample that does not decode is set aside as ever", async (t) => {
  const root = await aDataSet(t);
  await write(root, { "c0/0.jpg": "this is no picture" });
  const loader = aLoader(t, { root, manifest: await manifestOf(root), corruptPolicy: "skip" });
  const buffers = buffersFor(2);
  await loader.prepare(Int32Array.of(0, 1), buffers, inEpoch(0));
  assert.deepEqual([...buffers.weights], [0, 1]);
  assert.ok(buffers.pixels.subarray(0, BYTES).every((byte) => byte === 0));
});

test("cached pictures are augmented one in a turn of the event loop, however many are asked for at once", async (t) => {
  const root = await aDataSet(t, { perClass: 25 });
  const loader = aLoader(t, { root, manifest: await manifestOf(root) });
  const samples = Int32Array.from({ length: 50 }, (_, i) => i);
  await loader.prepare(samples, buffersFor(50));
  const batches = [buffersFor(50), buffersFor(50)];
  const prepared = Promise.all(batches.map((buffers, epoch) => loader.prepare(samples, buffers, inEpoch(epoch))));
  const doneInTurn: number[] = [];
  for (let done = 0, before = 0; done < 100; before = done) {
    await new Promise((resolve) => setImmediate(resolve));
    done = batches.flatMap(({ weights }) => [...weights]).filter((weight) => weight === 1).length;
    doneInTurn.push(done - before);
  }
  await prepared;
  assert.equal(Math.max(...doneInTurn), 1);
});
