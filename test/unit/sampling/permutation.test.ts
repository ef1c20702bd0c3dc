import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { orderOf, type SampleOrder, sampleAt } from "../../../common/sampling/order.ts";
import { permute } from "../../../common/sampling/permutation.ts";

const blocks = orderOf({ kind: "blocks", blockSize: 8, window: 32 });

function orderIn(order: SampleOrder, seed: number, epoch: number, n: number): number[] {
  return Array.from({ length: n }, (_, position) => order(seed, epoch, n, position));
}

function isPermutation(order: readonly number[]): boolean {
  const seen = new Uint8Array(order.length);
  for (const sample of order) if (sample >= 0 && sample < order.length) seen[sample] = 1;
  return seen.every((mark) => mark === 1);
}

const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 64, 100, 1000, 4095, 4096, 4097, 10_007];

for (const n of sizes) {
  test(`every sample of ${n} comes once per epoch, in both orders`, () => {
    for (const order of [permute, blocks]) assert.ok(isPermutation(orderIn(order, 7, 3, n)));
  });
}

test("every sample comes once per epoch for any seed, epoch, size, block and window", () => {
  const small = fc.integer({ min: 1, max: 40 });
  const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(seed, fc.nat(1000), fc.nat(300), small, small, (seed, epoch, n, blockSize, window) => {
      assert.ok(isPermutation(orderIn(sampleAt, seed, epoch, n)));
      assert.ok(isPermutation(orderIn(orderOf({ kind: "blocks", blockSize, window }), seed, epoch, n)));
    }),
  );
});

test("epochs and seeds have orders of their own", () => {
  for (const order of [permute, blocks]) {
    const orders = [
      [7, 0],
      [7, 1],
      [8, 0],
      [7 + 2 ** 32, 0],
    ].map(([seed = 0, epoch = 0]) => orderIn(order, seed, epoch, 1000).join());
    assert.equal(new Set(orders).size, 4);
  }
});

test("two epochs agree in about one position, as two random orders do", () => {
  let same = 0;
  for (let epoch = 0; epoch < 200; epoch++) {
    const [a, b] = [orderIn(permute, 7, epoch, 200), orderIn(permute, 7, epoch + 1, 200)];
    same += a.filter((sample, i) => sample === b[i]).length;
  }
  assert.ok(same / 200 > 0.6 && same / 200 < 1.4, `${same / 200}`);
});

/** Chi-square of counts against equal expectations, in standard deviations above its mean. */
function excess(counts: readonly number[], trials: number): number {
  const expected = trials / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return (chiSquare - freedom) / Math.sqrt(2 * freedom);
}

for (const n of [2, 3, 4, 5, 7, 10, 33, 100]) {
  test(`the first and the last of ${n} positions hold any sample equally often`, () => {
    const trials = 200 * n;
    for (const position of [0, n - 1]) {
      const counts = new Array<number>(n).fill(0);
      for (let epoch = 0; epoch < trials; epoch++) {
        const sample = permute(42, epoch, n, position);
        counts[sample] = (counts[sample] ?? 0) + 1;
      }
      assert.ok(excess(counts, trials) < 5, counts.join());
    }
  });
}

test("all 24 orders of four samples occur equally often", () => {
  const counts = new Map<string, number>();
  for (let epoch = 0; epoch < 24 * 400; epoch++) {
    const key = orderIn(permute, 1, epoch, 4).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  assert.ok(excess([...counts.values()], 24 * 400) < 5, JSON.stringify([...counts]));
});

test("2^31 samples: positions at both ends land inside and apart", () => {
  const n = 2 ** 31;
  const samples = [0, 1, 2, n - 3, n - 2, n - 1].map((position) => permute(7, 0, n, position));
  assert.equal(new Set(samples).size, 6);
  for (const sample of samples) assert.ok(sample >= 0 && sample < n);
});

test("a position outside the epoch is a bug, not a sample", () => {
  for (const position of [-1, 10, 1.5]) assert.throws(() => permute(7, 0, 10, position), /position/);
  assert.throws(() => permute(7, 0, 2 ** 31 + 1, 0), /permutation of/);
});

test("in blocks: a window of 32 positions touches at most 6 blocks of 8", () => {
  const order = orderIn(blocks, 7, 0, 1003);
  for (let start = 0; start < order.length; start += 32) {
    const touched = new Set(order.slice(start, start + 32).map((sample) => Math.floor(sample / 8)));
    assert.ok(touched.size <= 6, `${touched.size}`);
  }
});

test("in blocks: the short block at the end of the data comes at any time of the epoch", () => {
  const halves = [0, 0];
  for (let epoch = 0; epoch < 200; epoch++) {
    const half = orderIn(blocks, 7, epoch, 1003).indexOf(1002) < 501 ? 0 : 1;
    halves[half] = (halves[half] ?? 0) + 1;
  }
  assert.ok(Math.min(...halves) > 60, halves.join());
});
