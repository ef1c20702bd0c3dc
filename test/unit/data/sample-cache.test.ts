import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SampleCache } from "../../../worker/data/sample-cache.ts";

const ofBytes = (bytes: number) => ({ pixels: new Uint8Array(bytes), digest: 0n });

test("bytes held are those of the samples that went in, and never above the capacity", () => {
  const offers = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 0, max: 50 })));
  fc.assert(
    fc.property(offers, fc.nat(200), (offers, capacity) => {
      const cache = new SampleCache(capacity);
      const held = new Map<number, number>();
      for (const [id, bytes] of offers) {
        const kept = cache.offer(id, ofBytes(bytes));
        if (kept && !held.has(id)) held.set(id, bytes);
        assert.equal(cache.has(id), kept);
        assert.equal(
          cache.bytes,
          [...held.values()].reduce((sum, size) => sum + size, 0),
        );
        assert.ok(cache.bytes <= capacity);
      }
    }),
  );
});

test("what is in stays in when it is full, and a smaller sample may still fit", () => {
  const cache = new SampleCache(100);
  assert.ok(cache.offer(1, ofBytes(60)));
  assert.ok(!cache.offer(2, ofBytes(60)));
  assert.ok(cache.offer(3, ofBytes(40)));
  assert.equal(cache.get(1)?.pixels.length, 60);
  assert.equal(cache.get(2), undefined);
});
