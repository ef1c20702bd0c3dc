import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeFrame, type Frame, FRAME_BYTES, KINDS, parseFrame } from "../../../worker/collective/frame.ts";

const word = fc.nat({ max: 0xff_ff_ff_ff });
const anyFrame: fc.Arbitrary<Frame> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    generation: word,
    round: word,
    lo: word,
    hi: word,
    stateHash: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((hash) => hash.toString(16).padStart(16, "0")),
    vectorLength: word,
    chunk: word,
    offset: word,
    payloadBytes: word,
    payloadCheck: word,
    isEmpty: fc.boolean(),
    isDirect: fc.boolean(),
  })
  .map((frame) => ({ ...frame, lo: Math.min(frame.lo, frame.hi), hi: Math.max(frame.lo, frame.hi) }));

test("a frame's header comes back as it was written, in 64 bytes", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      const bytes = encodeFrame(frame);
      assert.equal(bytes.length, FRAME_BYTES);
      assert.deepEqual(parseFrame(bytes), { kind: "frame", frame });
    }),
  );
});

test("a header with any one bit changed is malformed", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat({ max: FRAME_BYTES * 8 - 1 }), (frame, bit) => {
      const bytes = encodeFrame(frame);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(parseFrame(bytes).kind, "malformed");
    }),
  );
});

test("64 bytes of anything are malformed, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: FRAME_BYTES, maxLength: FRAME_BYTES }), (bytes) => {
      assert.equal(parseFrame(bytes).kind, "malformed");
    }),
  );
});
