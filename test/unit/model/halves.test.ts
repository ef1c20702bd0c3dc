import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHalves } from "../../../worker/model/halves.ts";

test("half-precision numbers are read exactly: normal, subnormal, infinite, zero, not a number", () => {
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x83ff, 0x7c00, 0xfc00, 0x0000, 0x3555, 0x7e00);
  const expected = [1, -2, 65504, 2 ** -14, 2 ** -24, -1023 * 2 ** -24, Infinity, -Infinity, 0, 0.333251953125, NaN];
  assert.deepEqual([...fromHalves(bits)], expected);
});
