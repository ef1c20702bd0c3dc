import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { layerSeed } from "../../../worker/model/dropout-seed.ts";
import { glorotLimit, initialValues } from "../../../worker/model/initial-values.ts";
import { keyedBy, threefry, wordsOf } from "../../../worker/model/random.ts";

const KERNEL = { layer: "head_dense", weight: "kernel", shape: [1280, 5] };

test("Threefry gives the published words", () => {
  // Random123's known-answer file: threefry2x32, 20 rounds.
  const unsigned = (words: readonly [number, number]): readonly number[] => words.map((word) => word >>> 0);
  assert.deepEqual(unsigned(threefry([0, 0], [0, 0])), [0x6b200159, 0x99ba4efe]);
  assert.deepEqual(unsigned(threefry([-1, -1], [-1, -1])), [0x1cb996fc, 0xbb002be7]);
  assert.deepEqual(unsigned(threefry([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])), [0xc4923a9c, 0x483df7a0]);
});

test("a kernel is uniform within Glorot's limit", () => {
  const values = initialValues(7, KERNEL);
  const limit = Math.sqrt(6 / 1285);
  assert.equal(glorotLimit(KERNEL.shape), limit);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  assert.ok(values.every((value) => value >= -limit && value <= limit));
  // Standard errors at 6,400 values: the mean's is limit / 139, the variance's 1.1 % of itself.
  assert.ok(Math.abs(mean) < limit / 30, `mean ${mean}`);
  assert.ok(Math.abs(variance / (limit ** 2 / 3) - 1) < 0.06, `variance ${variance}`);
  assert.equal(new Set(values).size > 6390, true);
});

test("a convolution's fans count its window", () => {
  assert.equal(glorotLimit([3, 3, 4, 8]), Math.sqrt(6 / (9 * 12)));
  assert.equal(glorotLimit([3, 3, 4, 1]), Math.sqrt(6 / (9 * 5)));
});

test("biases and shifts are zeros, scales and variances ones", () => {
  const value = (weight: string): readonly number[] => [...initialValues(7, { layer: "bn", weight, shape: [2] })];
  assert.deepEqual(["bias", "beta", "moving_mean"].map(value), [
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  assert.deepEqual(["gamma", "moving_variance"].map(value), [
    [1, 1],
    [1, 1],
  ]);
});

test("values are the same again, to the last bit, on every machine", () => {
  assert.deepEqual(initialValues(7, KERNEL), initialValues(7, KERNEL));
  assert.deepEqual(
    [...initialValues(7, { ...KERNEL, shape: [2, 2] })],
    [0.5671340227127075, -0.12309560179710388, 0.24326476454734802, -0.8474198579788208],
  );
});

test("another seed, layer or weight gives other values", () => {
  const first = (seed: number, layer: string, weight: string): number | undefined =>
    initialValues(seed, { layer, weight, shape: [4, 4] })[0];
  const values = [
    first(7, "a", "kernel"),
    first(8, "a", "kernel"),
    first(7 + 2 ** 32, "a", "kernel"),
    first(7, "b", "kernel"),
    first(7, "a", "depthwise_kernel"),
  ];
  assert.equal(new Set(values).size, values.length);
});

test("a longer weight begins with the values of a shorter one but for the limit: an element depends on its index only", () => {
  const scaled = (shape: readonly number[]): readonly number[] =>
    [...initialValues(7, { ...KERNEL, shape })].map((value) => Math.round((value / glorotLimit(shape)) * 2 ** 20));
  assert.deepEqual(scaled([5, 3]).slice(0, 6), scaled([2, 3]));
});

test("dropout seeds are int32, differ by layer, and depend on both words of the micro-batch's seed", () => {
  const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(int32, int32, fc.string(), fc.string(), (first, second, left, right) => {
      const seed = layerSeed([first, second], left);
      assert.deepEqual(seed, layerSeed([first, second], left));
      assert.ok(seed.every((word) => (word | 0) === word));
      if (left !== right) assert.notDeepEqual(seed, layerSeed([first, second], right));
      assert.notDeepEqual(seed, layerSeed([first, second ^ 1], left));
      assert.notDeepEqual(seed, layerSeed([first ^ 1, second], left));
    }),
  );
});

test("a number up to 2^53 keeps all its bits as two words", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const [low, high] = wordsOf(value);
      assert.equal((low >>> 0) + (high >>> 0) * 2 ** 32, value);
    }),
  );
  assert.notDeepEqual(keyedBy([0, 0], ""), keyedBy([0, 0], "\0"));
});
