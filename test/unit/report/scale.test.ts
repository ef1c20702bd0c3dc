// Axes hold their values and are labelled by round numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { linearScale, logScale, type Scale, tightScale } from "../../../cli/report/scale.ts";

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

function holds({ at, ticks }: Scale, values: readonly number[]): void {
  for (const each of values) assert.ok(at(each) >= -1e-6 && at(each) <= 1 + 1e-6, `${each} lies at ${at(each)}`);
  assert.ok(ticks.length >= 1 && ticks.length <= 8, `${ticks.length} ticks`);
  for (const tick of ticks) assert.ok(at(tick) >= -1e-6 && at(tick) <= 1 + 1e-6);
}

test("a linear axis holds whatever it was made for, with two to eight labels", () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      fc.pre(high === low || high - low > 1e-6 * Math.abs(high));
      holds(linearScale(low, high), [low, high]);
    }),
  );
});

test("a logarithmic axis holds whatever it was made for", () => {
  const rate = fc.double({ min: 1e-9, max: 10, noNaN: true });
  fc.assert(
    fc.property(rate, rate, (a, b) => {
      holds(logScale(Math.min(a, b), Math.max(a, b)), [a, b]);
    }),
  );
});

test("the axis of steps ends at the last step", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (steps) => {
      const scale = tightScale(0, steps);
      holds(scale, [0, steps]);
      assert.deepEqual([scale.at(0), scale.at(steps)], [0, 1]);
    }),
  );
});

test("labels are round numbers, without what binary fractions add", () => {
  assert.deepEqual(linearScale(0.62, 1.93).ticks, [0.5, 1, 1.5, 2]);
  assert.deepEqual(linearScale(0.1, 0.3).ticks, [0.1, 0.15, 0.2, 0.25, 0.3]);
  assert.deepEqual(logScale(2e-5, 1e-3).ticks, [1e-5, 1e-4, 1e-3]);
  assert.deepEqual(tightScale(0, 54).ticks, [0, 20, 40]);
});

test("equal values have an axis all the same", () => {
  holds(linearScale(0.5, 0.5), [0.5]);
  holds(linearScale(0, 0), [0]);
  holds(logScale(1e-3, 1e-3), [1e-3]);
});
