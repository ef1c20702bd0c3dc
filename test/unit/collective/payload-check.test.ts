import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkOfPayload } from "../../../worker/collective/payload-check.ts";
import { loadKernels } from "../../../worker/compute/kernels/kernels.ts";

const memory = new WebAssembly.Memory({ initial: 4, maximum: 4, shared: true });
const kernels = loadKernels(memory);
const AT = 65_536;

test("any one bit changes a payload's check, wherever it is, and what lies beside it does not", () => {
  const cases = fc.record({ words: fc.integer({ min: 1, max: 100 }), fill: fc.nat({ max: 255 }), bit: fc.nat() });
  fc.assert(
    fc.property(cases, ({ words, fill, bit }) => {
      const bytes = new Uint8Array(memory.buffer, AT, words * 4);
      const beside = new Uint8Array(memory.buffer, AT + words * 4, 64);
      bytes.fill(fill);
      const before = checkOfPayload(kernels, memory.buffer, AT, bytes.length);
      beside.fill(fill + 1);
      assert.equal(checkOfPayload(kernels, memory.buffer, AT, bytes.length), before);
      const at = bit % (bytes.length * 8);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      assert.notEqual(checkOfPayload(kernels, memory.buffer, AT, bytes.length), before);
    }),
  );
});
