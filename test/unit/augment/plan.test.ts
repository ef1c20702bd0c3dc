// What is drawn: within its range, about its middle, and a function of seed, epoch and sample alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AugmentPlan, augments, planAugmentation } from "../../../worker/data/augment/plan.ts";
import { EVERYTHING, NOTHING, aPlan } from "./cases.ts";

const PLANS: readonly AugmentPlan[] = Array.from({ length: 20_000 }, (_, id) => planAugmentation(EVERYTHING, 7, 3, id));

/** Uniform draws in [low, high]: all of the range is used, and the mean is its middle within 5 standard errors. */
function assertUniform(name: string, values: readonly number[], low: number, high: number): void {
  const range = high - low;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  assert.ok(least >= low && most <= high, `${name} ${least} to ${most}`);
  assert.ok(least < low + range / 1000 && most > high - range / 1000, `${name} ${least} to ${most}`);
  const error = range / Math.sqrt(12 * values.length);
  assert.ok(Math.abs(mean - (low + high) / 2) < 5 * error, `${name} has the mean ${mean}`);
}

test("rotation, brightness, contrast and the cutout's centre are uniform about their middle", () => {
  assertUniform(
    "rotate",
    PLANS.map(({ rotate }) => rotate),
    -40,
    40,
  );
  assertUniform(
    "brightness",
    PLANS.map(({ brightness }) => brightness),
    0.7,
    1.3,
  );
  assertUniform(
    "contrast",
    PLANS.map(({ contrast }) => contrast),
    0.8,
    1.2,
  );
  assertUniform(
    "cutout.x",
    PLANS.map(({ cutout }) => cutout.x),
    0,
    1,
  );
  assertUniform(
    "cutout.y",
    PLANS.map(({ cutout }) => cutout.y),
    0,
    1,
  );
});

test("what crop and cutout take goes from nothing to the job's share, and the crop lies anywhere within the picture", () => {
  assertUniform(
    "cutout",
    PLANS.map(({ cutout }) => cutout.size),
    0,
    0.4,
  );
  assertUniform(
    "crop",
    PLANS.map(({ crop }) => 1 - crop.size),
    0,
    0.3,
  );
  const left = PLANS.map(({ crop }) => crop.left / (1 - crop.size));
  const top = PLANS.map(({ crop }) => crop.top / (1 - crop.size));
  assertUniform("crop.left", left, 0, 1);
  assertUniform("crop.top", top, 0, 1);
});

test("either way of mirroring befalls every other picture, independently of the other", () => {
  const counts = [0, 0, 0, 0];
  for (const { flipHorizontal, flipVertical } of PLANS) {
    const kind = (flipHorizontal ? 2 : 0) + (flipVertical ? 1 : 0);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const error = Math.sqrt((PLANS.length * 3) / 16);
  for (const count of counts) assert.ok(Math.abs(count - PLANS.length / 4) < 5 * error, counts.join());
});

test("nothing asked for is nothing done", () => {
  const { cutout, ...plan } = planAugmentation(NOTHING, 1, 2, 3);
  const { cutout: none, ...identity } = aPlan({});
  assert.deepEqual(plan, identity);
  assert.equal(cutout.size, none.size);
  assert.equal(augments(NOTHING), false);
  assert.equal(augments({ ...NOTHING, variants: 4 }), false);
  for (const key of ["crop", "rotate", "brightness", "contrast", "cutout"] as const) {
    assert.equal(augments({ ...NOTHING, [key]: 0.1 }), true, key);
  }
  assert.equal(augments({ ...NOTHING, flipVertical: true }), true);
});

const numbers = fc.tuple(fc.nat(), fc.nat(10_000), fc.nat(1_000_000));

test("the same seed, epoch and sample give the same plan; another of any of them gives another", () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 1000 }), ([seed, epoch, sample], more) => {
      const plan = planAugmentation(EVERYTHING, seed, epoch, sample);
      assert.deepEqual(planAugmentation(EVERYTHING, seed, epoch, sample), plan);
      assert.notDeepEqual(planAugmentation(EVERYTHING, seed + more, epoch, sample), plan);
      assert.notDeepEqual(planAugmentation(EVERYTHING, seed, epoch + more, sample), plan);
      assert.notDeepEqual(planAugmentation(EVERYTHING, seed, epoch, sample + more), plan);
    }),
  );
});

test("with K variants an epoch's plan is that of the epoch mod K, and the K plans differ", () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 2, max: 64 }), ([seed, epoch, sample], variants) => {
      const spec = { ...EVERYTHING, variants };
      const at = (epoch: number) => planAugmentation(spec, seed, epoch, sample);
      assert.deepEqual(at(epoch), at(epoch % variants));
      assert.notDeepEqual(at(epoch), at(epoch + 1));
      assert.deepEqual(at(epoch % variants), planAugmentation(EVERYTHING, seed, epoch % variants, sample));
    }),
  );
});

test("a key that is turned off leaves what the others draw as it was", () => {
  fc.assert(
    fc.property(numbers, ([seed, epoch, sample]) => {
      const all = planAugmentation(EVERYTHING, seed, epoch, sample);
      const some = planAugmentation({ ...EVERYTHING, crop: 0, flipHorizontal: false }, seed, epoch, sample);
      assert.deepEqual(some, { ...all, flipHorizontal: false, crop: { top: 0, left: 0, size: 1 } });
    }),
  );
});
