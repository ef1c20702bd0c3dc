import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CorruptDataError } from "../../../common/errors.ts";
import { encodeRecord, parseRecord } from "../../../common/ledger/encode-record.ts";
import { encodeSegment, NO_SEGMENT, openSegment, parseSegment, segmentRef } from "../../../common/ledger/segment.ts";
import { records } from "./records.ts";

const segments = fc.array(records(4), { maxLength: 6 }).map((some) => ({
  previous: NO_SEGMENT.replaceAll("0", "a"),
  records: some.map((record, i) => ({ ...record, round: 7 + i })),
}));

test("a record comes back as it was written", () => {
  fc.assert(
    fc.property(records(20), (record) => {
      const bytes = encodeRecord(record);
      assert.deepEqual(parseRecord(bytes, 0, "f"), { record, end: bytes.length });
    }),
  );
});

test("a record takes at most 200 bytes with what three lost workers had, at most three ranges each, and 9 samples set aside", () => {
  fc.assert(fc.property(records(9), (record) => encodeRecord(record).length <= 200));
});

test("a segment comes back as it was written", () => {
  fc.assert(
    fc.property(segments, (segment) => {
      const bytes = encodeSegment(segment);
      assert.deepEqual(openSegment(bytes, segmentRef(bytes, 7, segment.records.length)), segment);
    }),
  );
});

test("L1: every single-bit change of a segment is found", () => {
  const [segment = { previous: NO_SEGMENT, records: [] }] = fc.sample(segments, { numRuns: 1, seed: 5 });
  const bytes = encodeSegment(segment);
  const ref = segmentRef(bytes, 7, segment.records.length);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    assert.throws(() => openSegment(changed, ref), CorruptDataError, `bit ${bit}`);
  }
});

test("bytes that are no segment are refused as damaged data, never with another error", () => {
  const [segment = { previous: NO_SEGMENT, records: [] }] = fc.sample(segments, { numRuns: 1, seed: 6 });
  const bytes = encodeSegment(segment);
  const refused = (damaged: Uint8Array): void => {
    try {
      parseSegment(Buffer.from(damaged), "f");
    } catch (error) {
      assert.ok(error instanceof CorruptDataError, String(error));
    }
  };
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => parseSegment(bytes.subarray(0, length), "f"), CorruptDataError, `cut at ${length}`);
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), refused));
  const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(places, (changes) => {
      const damaged = Uint8Array.from(bytes);
      for (const [at, value] of changes) damaged[at] = value;
      refused(damaged);
    }),
  );
});

test("L2: a segment whose rounds have a gap is refused", () => {
  const [record] = fc.sample(records(0), 1);
  assert.ok(record);
  const gap = [1, 2, 4].map((round) => ({ ...record, round }));
  assert.throws(() => parseSegment(encodeSegment({ previous: NO_SEGMENT, records: gap }), "f"), /round 4/);
});
