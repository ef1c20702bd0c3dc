import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planQuotas, sharesOf } from "../../../common/plan.ts";
import { blocksOf, isTreeNode } from "../../../common/tree.ts";

const aPlan = fc
  .integer({ min: 1, max: 48 })
  .chain((microBatches) =>
    fc.tuple(
      fc.constant(microBatches),
      fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: Math.min(9, microBatches) }),
    ),
  );

test("quotas cover the step and give each rank at least one micro-batch", () => {
  fc.assert(
    fc.property(aPlan, ([microBatches, speeds]) => {
      const quotas = planQuotas(speeds, microBatches);
      assert.equal(quotas.length, speeds.length);
      assert.equal(
        quotas.reduce((sum, quota) => sum + quota, 0),
        microBatches,
      );
      assert.ok(quotas.every((quota) => quota >= 1));
    }),
  );
});

test("the step lasts no longer than the best whole quotas make it", () => {
  fc.assert(
    fc.property(aPlan, ([microBatches, speeds]) => {
      const quotas = planQuotas(speeds, microBatches);
      const duration = Math.max(...quotas.map((quota, rank) => quota / (speeds[rank] ?? 1)));
      assert.ok(duration <= bestDuration(speeds, microBatches) * (1 + 1e-6));
    }),
  );
});

test("shares of a round of any size are contiguous, in order, and cover it", () => {
  fc.assert(
    fc.property(aPlan, fc.nat(1000), ([microBatches, speeds], count) => {
      const shares = sharesOf(planQuotas(speeds, microBatches), count);
      assert.equal(shares[0]?.lo, 0);
      assert.equal(shares.at(-1)?.hi, count);
      for (const [rank, share] of shares.entries()) assert.equal(share.lo, shares[rank - 1]?.hi ?? 0);
    }),
  );
});

test("blocks are nodes of the tree that make up the range, none of them with its sibling", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(64), fc.nat(64), (leaves, a, b) => {
      const range = { lo: Math.min(a, b, leaves), hi: Math.min(Math.max(a, b), leaves) };
      const blocks = blocksOf(leaves, range);
      assert.ok(blocks.every((block) => isTreeNode(leaves, block)));
      for (const [i, { lo, hi }] of blocks.entries()) {
        assert.equal(lo, blocks[i - 1]?.hi ?? range.lo);
        assert.ok(!isTreeNode(leaves, { lo, hi: blocks[i + 1]?.hi ?? Infinity }));
        assert.ok(hi <= range.hi);
      }
      assert.equal(blocks.at(-1)?.hi ?? range.lo, range.hi);
    }),
  );
});

test("equal workers get aligned shares, one block each", () => {
  for (const [ranks, microBatches] of [
    [2, 16],
    [4, 16],
    [8, 16],
    [4, 4],
  ] as const) {
    const quotas = planQuotas(new Array<number>(ranks).fill(1), microBatches);
    for (const share of sharesOf(quotas, microBatches)) assert.equal(blocksOf(microBatches, share).length, 1);
  }
});

test("three equal workers of 16 micro-batches send as few blocks as their shares allow", () => {
  const shares = sharesOf(planQuotas([1, 1, 1], 16), 16);
  const blocks = shares.map((share) => blocksOf(16, share).length);
  assert.ok(Math.max(...shares.map(({ lo, hi }) => hi - lo)) <= 6);
  assert.ok(blocks.reduce((sum, count) => sum + count, 0) <= 6, String(blocks));
});

/** Each further micro-batch goes to whoever ends it first: that is the least longest duration. */
function bestDuration(speeds: readonly number[], microBatches: number): number {
  const quotas = speeds.map(() => 1);
  for (let left = microBatches - speeds.length; left > 0; left--) {
    const ends = speeds.map((speed, rank) => ((quotas[rank] ?? 0) + 1) / speed);
    const next = ends.indexOf(Math.min(...ends));
    quotas[next] = (quotas[next] ?? 0) + 1;
  }
  return Math.max(...quotas.map((quota, rank) => quota / (speeds[rank] ?? 1)));
}
