import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleDigest } from "../../../common/sampling/digest.ts";
import { mix, mix2, mixText, scramble } from "../../../common/sampling/hash.ts";

test("the hashes are fixed for ever: seeds of old runs keep their meaning", () => {
  assert.deepEqual(mix2(7, 1, 256), [1818593422, -615726488]);
  assert.equal(sampleDigest(3, "sha256:00ff"), 8452521307844438444n);
});

test("other words, another order and another number of words give other results", () => {
  const results = [
    mix(),
    mix(0),
    mix(0, 0),
    mix(1),
    mix(0, 1),
    mix(1, 0),
    mix(2 ** 32),
    mix(2 ** 52),
    mix(-1),
    mix(1.5e15),
  ];
  assert.equal(new Set(results).size, results.length);
});

test("two lanes of 32 bits don't collide over 300,000 (seed, epoch, position)", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 10; seed++) {
    for (let epoch = 0; epoch < 30; epoch++) {
      for (let position = 0; position < 1000; position++) seen.add(mix2(seed, epoch, position).join());
    }
  }
  assert.equal(seen.size, 300_000);
});

test("each bit of the result is set for about half of consecutive seeds", () => {
  const ones = new Array<number>(64).fill(0);
  const seeds = 20_000;
  for (let seed = 0; seed < seeds; seed++) {
    const [a, b] = mix2(seed);
    for (let bit = 0; bit < 32; bit++) {
      ones[bit] = (ones[bit] ?? 0) + ((a >>> bit) & 1);
      ones[32 + bit] = (ones[32 + bit] ?? 0) + ((b >>> bit) & 1);
    }
  }
  // 5 standard deviations of a fair coin.
  for (const count of ones) assert.ok(Math.abs(count - seeds / 2) < 5 * Math.sqrt(seeds / 4), `${count}`);
});

test("one changed input bit changes about half of the output bits", () => {
  let changed = 0;
  for (let i = 0; i < 2000; i++) {
    const [a, b] = mix2(i);
    const [c, d] = mix2(i ^ (1 << (i % 20)));
    changed += bitCount(a ^ c) + bitCount(b ^ d);
  }
  assert.ok(Math.abs(changed / 2000 - 32) < 1, `${changed / 2000}`);
});

test("scramble is a bijection as far as 16-bit prefixes show", () => {
  const seen = new Set(Array.from({ length: 65_536 }, (_, i) => scramble(i << 16)));
  assert.equal(seen.size, 65_536);
});

test("the same text with another number is another hash", () => {
  assert.notDeepEqual(mixText("a/1.png", 7), mixText("a/1.png", 8));
  assert.notDeepEqual(mixText("a/1.png", 7), mixText("a/2.png", 7));
});

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
