import assert from "node:assert/strict";
import { test } from "node:test";
import { aDataSet, aLoader, buffersFor, turnsDuring, manifestOf } from "./pictures.ts";

test("the event loop turns at least once per picture while a manifest is made and 500 pictures are prepared", async (t) => {
  const root = await aDataSet(t, { perClass: 250, width: 160, height: 120 });
  const buffers = buffersFor(100, 96 * 96 * 3);
  const turns = await turnsDuring(async () => {
    const loader = aLoader(t, { root, manifest: await manifestOf(root), height: 96, width: 96 });
    for (let from = 0; from < 1000; from += 100) {
      const samples = Int32Array.from({ length: 100 }, (_, i) => (from + i) % 500);
      await loader.prepare(samples, buffers);
    }
  });
  assert.ok(turns >= 500, `${turns} turns`);
});
