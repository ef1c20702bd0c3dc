import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bytesOfChunk, chunksOf, ownedBy } from "../../../worker/collective/chunks.ts";
import { regionOf } from "../../../worker/collective/region.ts";
import { FRAME_LIMITS } from "../../../worker/links/link.ts";

const MOST_FLOATS = 60_000_000;
const floats = fc.integer({ min: 1, max: MOST_FLOATS });
const ranks = fc.integer({ min: 2, max: 40 });
const frameBytes = fc.constantFrom(...Object.values(FRAME_LIMITS));

test("chunks cover the vector, and each fits a frame", () => {
  fc.assert(
    fc.property(floats, ranks, frameBytes, (length, n, frame) => {
      const chunks = chunksOf(length, n, frame);
      const bytes = Array.from({ length: chunks.count }, (_, chunk) => bytesOfChunk(chunks, chunk));
      assert.equal(
        bytes.reduce((sum, one) => sum + one, 0),
        length * 4,
      );
      for (const one of bytes) assert.ok(one > 0 && one <= frame);
    }),
  );
});

test("no rank sums more than its part of a vector that is cut, but for what fills a line in each chunk", () => {
  fc.assert(
    fc.property(floats, ranks, frameBytes, (length, n, frame) => {
      const chunks = chunksOf(length, n, frame);
      if (chunks.isWhole) return;
      const own = ownedBy(chunks, 0);
      const bytes = own.reduce((sum, chunk) => sum + bytesOfChunk(chunks, chunk), 0);
      assert.ok(bytes <= (length * 4) / n + 64 * own.length);
    }),
  );
});

test("a part of 1 MB or less is one chunk, a longer one at least two", () => {
  assert.equal(ownedBy(chunksOf(524_288, 2, FRAME_LIMITS.unix), 0).length, 1);
  assert.equal(ownedBy(chunksOf(524_289 + 16, 2, FRAME_LIMITS.unix), 0).length, 2);
});

test("what is planned for the longest vector holds the chunks of every shorter one", () => {
  fc.assert(
    fc.property(floats, fc.nat(), ranks, frameBytes, (longest, rest, n, frame) => {
      const shorter = chunksOf(1 + (rest % longest), n, frame);
      const { slots, slotBytes } = regionOf({ floats: longest, ranks: n, leaves: 1 }, n, frame, 0);
      assert.ok(slotBytes >= bytesOfChunk(shorter, 0));
      assert.ok(slots.length >= ownedBy(shorter, 0).length + (shorter.isWhole ? 0 : 1));
    }),
  );
});
