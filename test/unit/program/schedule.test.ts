import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CONSTANT, type Schedule, scheduleFactor } from "../../../common/program/schedule.ts";

const at = (schedule: Partial<Schedule>, seen: number, batch = 10): number =>
  Number(scheduleFactor({ ...CONSTANT, end: 0, ...schedule }, seen, batch, 1000).toPrecision(6));

test("each schedule goes through the points that its definition says", () => {
  assert.deepEqual(
    [0, 500, 1000].map((seen) => at({ kind: "linear" }, seen)),
    [1, 0.5, 0],
  );
  assert.deepEqual(
    [0, 500, 1000].map((seen) => at({ kind: "linear", end: 0.2 }, seen)),
    [1, 0.6, 0.2],
  );
  assert.deepEqual(
    [0, 250, 500, 1000].map((seen) => at({ kind: "cosine" }, seen)),
    [1, 0.853553, 0.5, 0],
  );
  assert.deepEqual(
    [0, 299, 300, 900].map((seen) => at({ kind: "step", everySamples: 300, times: 0.1 }, seen)),
    [1, 1, 0.1, 0.001],
  );
});

test("warming up rises in a straight line from the first step on, and the schedule begins behind it", () => {
  assert.deepEqual(
    [0, 10, 90, 100].map((seen) => at({ warmupSamples: 100 }, seen)),
    [0.1, 0.2, 1, 1],
  );
  assert.deepEqual(
    [100, 550, 1000].map((seen) => at({ kind: "linear", warmupSamples: 100 }, seen)),
    [1, 0.5, 0],
  );
});

test("no schedule ever leaves [0, 1]", () => {
  const schedules = fc.record({
    kind: fc.constantFrom("constant" as const, "linear" as const, "cosine" as const, "step" as const),
    warmupSamples: fc.nat(500),
    end: fc.double({ min: 0, max: 1, noNaN: true }),
    everySamples: fc.integer({ min: 1, max: 500 }),
    times: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  });
  fc.assert(
    fc.property(
      schedules,
      fc.nat(2000),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 1000 }),
      (schedule, seen, batch, total) => {
        const factor = scheduleFactor(schedule, seen, batch, total);
        assert.ok(factor >= -1e-12 && factor <= 1 + 1e-12, String(factor));
      },
    ),
  );
});
