import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CorruptDataError } from "../../../common/errors.ts";
import { encodeSafetensorsHeader, parseSafetensorsHeader } from "../../../common/safetensors.ts";

const tensors = fc.uniqueArray(
  fc.record({ name: fc.string({ minLength: 1 }), shape: fc.array(fc.nat(9), { maxLength: 4 }) }),
  {
    selector: ({ name }) => name,
    maxLength: 8,
  },
);

test("a header is read back as it was written, its data section aligned to 8 bytes and without gaps", () => {
  fc.assert(
    fc.property(tensors, (wanted) => {
      const named = wanted.filter(({ name }) => name !== "__metadata__" && name !== "__proto__");
      const { entries, metadata, dataStart } = parseSafetensorsHeader(encodeSafetensorsHeader(named, { a: "b" }), "f");
      assert.equal(dataStart % 8, 0);
      assert.deepEqual(metadata, { a: "b" });
      const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
      sorted.reduce((end, entry) => (assert.equal(entry.begin, end), entry.end), 0);
      assert.deepEqual(
        new Map(entries.map(({ name, shape }) => [name, shape])),
        new Map(named.map(({ name, shape }) => [name, shape])),
      );
    }),
  );
});

test("bytes that are no float32 safetensors header are corrupt data, whatever they are", () => {
  const header = (value: unknown): Buffer => {
    const json = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return Buffer.concat([length, json]);
  };
  const cases = [
    Buffer.alloc(0),
    Buffer.alloc(7),
    Buffer.alloc(8, 0xff),
    header("{").subarray(0, 8),
    header("{"),
    header("null"),
    header("[1]"),
    header({ w: 1 }),
    header({ w: null }),
    header({ w: { dtype: "F16", shape: [1], data_offsets: [0, 2] } }),
    header({ w: { dtype: "F32", shape: "x", data_offsets: [0, 4] } }),
    header({ w: { dtype: "F32", shape: [1] } }),
  ];
  for (const bytes of cases)
    assert.throws(() => parseSafetensorsHeader(bytes, "f"), CorruptDataError, bytes.toString("hex"));
});
