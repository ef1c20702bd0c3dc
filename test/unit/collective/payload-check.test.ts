import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PayloadCheck } from "../../../worker/collective/payload-check.ts";
import { loadKernels } from "../../../worker/compute/kernels/kernels.ts";

const memory = new WebAssembly.Memory({ initial: 8, maximum: 8, shared: true });
const checked = { kernels: loadKernels(memory), buffer: memory.buffer };
const AT = 65_536;

const checkOf = (bytes: number): number => new PayloadCheck(checked, AT, bytes).finish();
const words = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 16_000, max: 50_000 }));

test("any one bit changes a payload's check, wherever it is, and what lies beside it does not", () => {
  fc.assert(
    fc.property(words, fc.nat({ max: 255 }), fc.nat(), (length, fill, bit) => {
      const bytes = new Uint8Array(memory.buffer, AT, length * 4);
      const beside = new Uint8Array(memory.buffer, AT + length * 4, 64);
      bytes.fill(fill);
      const before = checkOf(bytes.length);
      beside.fill(fill + 1);
      assert.equal(checkOf(bytes.length), before);
      const at = bit % (bytes.length * 8);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.notEqual(checkOf(bytes.length), before);
    }),
  );
});

test("a payload that is in another order has another check: words, lines and pieces", () => {
  const bytes = new Uint8Array(memory.buffer, AT, 200_000);
  for (const [from, to] of [
    [0, 4],
    [0, 64],
    [0, 65_536],
    [64, 131_072],
  ] as const) {
    bytes.forEach((_, i) => (bytes[i] = i * 7 + (i >> 8) * 5 + (i >> 16)));
    const before = checkOf(bytes.length);
    const [a, b] = [bytes.slice(from, from + 4), bytes.slice(to, to + 4)];
    bytes.set(b, from);
    bytes.set(a, to);
    assert.notEqual(checkOf(bytes.length), before, `words at ${from} and ${to}`);
  }
});

test("the same bit wrong in two lines makes another check, however many lines apart", () => {
  const bytes = new Uint8Array(memory.buffer, AT, 65_536);
  bytes.forEach((_, i) => (bytes[i] = Math.imul(i + 1, 0x9e_37_79_b1) >>> 24));
  const before = checkOf(bytes.length);
  const flip = (at: number, bit: number): void => {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  };
  for (let line = 1; line < 1024; line++) {
    const at = (line * 4 + 3) % 64; // a sign
    for (const bit of [7, line % 7]) {
      flip(at, bit);
      flip(at + line * 64, bit);
      assert.notEqual(checkOf(bytes.length), before, `bit ${bit}, ${line} lines apart`);
      flip(at, bit);
      flip(at + line * 64, bit);
    }
  }
  assert.equal(checkOf(bytes.length), before);
});

test("a check does not depend on how much of its payload was there when", () => {
  const bytes = new Uint8Array(memory.buffer, AT, 200_000);
  bytes.forEach((_, i) => (bytes[i] = i * 31));
  fc.assert(
    fc.property(words, fc.array(fc.nat({ max: 200_000 }), { maxLength: 10 }), (length, filled) => {
      const check = new PayloadCheck(checked, AT, length * 4);
      for (const so of filled.toSorted((a, b) => a - b)) check.advance(Math.min(so, length * 4));
      assert.equal(check.finish(), checkOf(length * 4));
    }),
  );
});
