import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BLANK, encodeFrame, type Frame } from "../../../worker/collective/frame.ts";
import { type FrameOwner, NO_PAYLOAD, type Placement, Receiver } from "../../../worker/collective/receiver.ts";
import { deliver } from "../../../worker/links/stream-link.ts";

/** Notes what comes in; skips frames of generation 0 and holds those of generation 9 until told. */
class Recorder implements FrameOwner {
  readonly got: { readonly round: number; readonly payload: Uint8Array }[] = [];
  readonly refusals: string[] = [];
  isHolding = false;
  #target = new Uint8Array(0);

  place(frame: Frame): Placement {
    if (frame.payloadBytes > 1_000_000) return { kind: "refuse", reason: "too long" };
    if (frame.generation === 0) return { kind: "skip" };
    if (frame.generation === 9 && this.isHolding) return { kind: "hold" };
    this.#target = new Uint8Array(frame.payloadBytes);
    return frame.payloadBytes === 0 ? NO_PAYLOAD : { kind: "into", bytes: this.#target };
  }
  fetch(frame: Frame, _from: number, target: Uint8Array): boolean {
    target.fill(frame.offset);
    return frame.offset < 100;
  }
  landed(frame: Frame): void {
    this.got.push({ round: frame.round, payload: this.#target });
  }
  refused(reason: string): void {
    this.refusals.push(reason);
  }
}

function receiverOf(owner: FrameOwner) {
  const receiver = new Receiver(owner, 65_536, { sentBytes: 0, receivedBytes: 0 });
  const events = {
    buffer: () => receiver.buffer(),
    read: (bytes: number) => receiver.read(bytes),
    drain: () => undefined,
    closed: () => undefined,
  };
  return { receiver, events };
}

function streamOf(lengths: readonly number[], generation: number): { bytes: Buffer; payloads: Uint8Array[] } {
  const payloads = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
  const parts = payloads.flatMap((payload, round) => [
    encodeFrame({ ...BLANK, kind: "gather", generation, round, payloadBytes: payload.length }),
    payload,
  ]);
  return { bytes: Buffer.concat(parts), payloads };
}

test("payloads come out as they went in, however the stream is cut", () => {
  const lengths = fc.array(fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 100_000 })), { maxLength: 8 });
  const cuts = fc.array(fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 200_000 })), { maxLength: 30 });
  fc.assert(
    fc.property(lengths, cuts, (sizes, pieces) => {
      const { bytes, payloads } = streamOf(sizes, 1);
      const owner = new Recorder();
      const { events } = receiverOf(owner);
      let at = 0;
      for (const piece of [...pieces, bytes.length]) {
        deliver(events, bytes.subarray(at, at + piece));
        at += piece;
      }
      assert.deepEqual(
        owner.got.map(({ payload }) => payload),
        payloads,
      );
    }),
    { numRuns: 60 },
  );
});

test("a frame that is skipped is read over, long or short", () => {
  const owner = new Recorder();
  const { events } = receiverOf(owner);
  deliver(events, Buffer.concat([streamOf([50_000, 3, 0], 0).bytes, streamOf([7], 1).bytes]));
  assert.deepEqual(
    owner.got.map(({ payload }) => payload.length),
    [7],
  );
});

test("a frame that is held waits in the link, and everything after it", () => {
  const owner = new Recorder();
  owner.isHolding = true;
  const { receiver, events } = receiverOf(owner);
  const goesOn = deliver(events, streamOf([10, 20, 0], 9).bytes);
  assert.equal(goesOn, false);
  assert.equal(owner.got.length, 0);
  owner.isHolding = false;
  assert.equal(receiver.resume(), true);
  assert.deepEqual(
    owner.got.map(({ payload }) => payload.length),
    [10, 20, 0],
  );
});

test("a payload that does not follow its header is fetched when the header comes", () => {
  const owner = new Recorder();
  const direct = encodeFrame({
    ...BLANK,
    kind: "block",
    generation: 1,
    round: 5,
    payloadBytes: 70_000,
    offset: 9,
    isDirect: true,
  });
  const skipped = encodeFrame({ ...BLANK, kind: "block", generation: 0, payloadBytes: 70_000, isDirect: true });
  deliver(receiverOf(owner).events, Buffer.concat([direct, skipped, direct, streamOf([7], 1).bytes]));
  const expected = [new Uint8Array(70_000).fill(9), new Uint8Array(70_000).fill(9), new Uint8Array(7).fill(1)];
  assert.deepEqual(
    owner.got.map(({ payload }) => payload),
    expected,
  );
});

test("a payload that can't be fetched ends the stream with the reason", () => {
  const owner = new Recorder();
  const direct = encodeFrame({ ...BLANK, kind: "block", generation: 1, payloadBytes: 10, offset: 100, isDirect: true });
  assert.equal(deliver(receiverOf(owner).events, Buffer.concat([direct, streamOf([7], 1).bytes])), false);
  assert.deepEqual(owner.refusals, ["10 bytes of the sender's memory can't be read"]);
  assert.equal(owner.got.length, 0);
});

test("a stream of anything is refused with a reason or waits for more, and holds no more memory than a header", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (pieces) => {
      const owner = new Recorder();
      const { events } = receiverOf(owner);
      for (const piece of pieces) deliver(events, piece);
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      assert.equal(owner.refusals.length, length >= 64 ? 1 : 0);
      assert.equal(owner.got.length, 0);
    }),
  );
});
