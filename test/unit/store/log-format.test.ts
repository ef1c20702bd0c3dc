// What a crash or a bad disk does to the store's file: every truncation, every flipped bit.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CorruptDataError } from "../../../common/errors.ts";
import { decodeFrames, encodeFrame } from "../../../coordinator/store/log-format.ts";
import { payloadOfRecords, payloadOfState, replay } from "../../../coordinator/store/log-payload.ts";
import type { StoreRecord, StoreState } from "../../../coordinator/store/state.ts";
import { lived, requests } from "./requests.ts";

const LIVED = lived([
  { kind: "transaction", compares: [], operations: [{ kind: "put", key: "a", value: "first" }] },
  { kind: "grant", ttlMs: 5 },
  { kind: "transaction", compares: [], operations: [{ kind: "put", key: "b", value: "leased", lease: "1" }] },
  { kind: "end-lease", lease: "1" },
  {
    kind: "transaction",
    compares: [],
    operations: [
      { kind: "delete", key: "a" },
      { kind: "put", key: "c", value: "x".repeat(1200) },
    ],
  },
]);

test("a file cut at any byte gives the state after a prefix of its writes; a cut first frame is an error, never an empty store", () => {
  const { bytes, ends } = fileOf(LIVED.states, LIVED.records);
  for (let length = 0; length <= bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    const whole = ends.filter((end) => end <= length).length;
    if (whole === 0) assert.throws(() => read(cut), CorruptDataError);
    else assert.deepEqual(read(cut), LIVED.states[whole - 1], `cut at ${length}`);
  }
});

test("a flipped bit anywhere is an error: nothing that was acknowledged is dropped in silence", () => {
  const { bytes } = fileOf(LIVED.states, LIVED.records);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(() => read(flipped), CorruptDataError, `bit ${bit}`);
  }
});

test("a last frame with sectors that were never written is dropped; the same in the middle is an error", () => {
  const { bytes, ends } = fileOf(LIVED.states, LIVED.records);
  const lastBegins = ends.at(-2) ?? 0;
  const holed = Buffer.from(bytes);
  holed.fill(0, 512 * Math.ceil(lastBegins / 512), 512 * Math.ceil(lastBegins / 512) + 512);
  assert.deepEqual(read(holed), LIVED.states.at(-2));
  const followed = Buffer.concat([holed, encodeFrame(payloadOfRecords([]))]);
  assert.throws(() => read(followed), CorruptDataError);
});

test("a file that grew by zeros only is read without them", () => {
  const { bytes } = fileOf(LIVED.states, LIVED.records);
  for (const zeros of [1, 15, 16, 511, 4096])
    assert.deepEqual(read(Buffer.concat([bytes, Buffer.alloc(zeros)])), LIVED.states.at(-1));
});

test("random garbage is never read as a store", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.throws(() => read(Buffer.from(bytes)), CorruptDataError);
    }),
  );
});

test("whatever was written, whole or cut, reads as a state that the store had", () => {
  fc.assert(
    fc.property(requests, fc.nat(), (all, cut) => {
      const { states, records } = lived(all);
      const { bytes, ends } = fileOf(states, records);
      const first = ends[0] ?? 0;
      const length = first + (cut % (bytes.length - first + 1));
      assert.deepEqual(read(bytes.subarray(0, length)), states[ends.filter((end) => end <= length).length - 1]);
    }),
  );
});

/** A file with one frame for each record, and where its frames end. */
function fileOf(states: readonly StoreState[], records: readonly StoreRecord[]) {
  const [begun] = states;
  assert.ok(begun);
  const frames = [payloadOfState(begun), ...records.map((record) => payloadOfRecords([record]))].map(encodeFrame);
  let end = 0;
  return { bytes: Buffer.concat(frames), ends: frames.map((frame) => (end += frame.length)) };
}

function read(bytes: Buffer): StoreState {
  return replay(decodeFrames(bytes));
}
