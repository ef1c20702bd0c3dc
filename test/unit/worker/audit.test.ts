import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TrainRound } from "../../../common/program/rounds.ts";
import { auditedMicroBatch, auditorOf, type Finding, judge } from "../../../worker/audit.ts";

const POLICY = { every: 1, seed: 7, microBatches: 8 };

function aRound(step: number, samples = 32): TrainRound {
  return { kind: "train", step, phase: 0, epoch: 0, offset: 0, batchSize: 32, samples, rateFactor: 1 };
}

const steps = Array.from({ length: 400 }, (_, i) => i + 1);
const choices = (policy: Partial<typeof POLICY>, samples = 32): (number | undefined)[] =>
  steps.map((step) => auditedMicroBatch(aRound(step, samples), { ...POLICY, ...policy }));

test("every k-th step is audited, and none when k is 0", () => {
  assert.deepEqual(
    choices({ every: 100 }).flatMap((choice, i) => (choice === undefined ? [] : [i + 1])),
    [100, 200, 300, 400],
  );
  assert.ok(choices({ every: 0 }).every((choice) => choice === undefined));
});

test("each micro-batch has its turn about as often as any other, in an order that the seed gives", () => {
  const times = [0, 1, 2, 3, 4, 5, 6, 7].map((m) => choices({}).filter((choice) => choice === m).length);
  assert.ok(Math.min(...times) > 25 && Math.max(...times) < 75, String(times));
  assert.deepEqual(choices({}), choices({}));
  assert.notDeepEqual(choices({}), choices({ seed: 8 }));
});

test("of an epoch's last step only what has samples is audited", () => {
  assert.deepEqual([...new Set(choices({}, 9))].sort(), [0, 1, 2]);
});

test("another rank than the owner audits, and none where there is no other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 64 }), fc.nat(), (worldSize, n) => {
      const owner = n % worldSize;
      const auditor = auditorOf(owner, worldSize);
      assert.ok(auditor !== undefined && auditor !== owner && auditor < worldSize);
    }),
  );
  assert.equal(auditorOf(0, 1), undefined);
});

const findings = (...each: readonly (readonly [rank: number, numbers: string])[]): Finding[] =>
  each.map(([rank, numbers]) => ({ rank, numbers }));

for (const { what, found, verdict } of [
  { what: "a worker that is alone agrees with itself", found: findings([0, "a"]), verdict: { kind: "alike" } },
  { what: "two that agree are alike", found: findings([0, "a"], [1, "a"]), verdict: { kind: "alike" } },
  {
    what: "of two that differ nobody knows which is wrong",
    found: findings([0, "a"], [1, "b"]),
    verdict: { kind: "unknown" },
  },
  {
    what: "one of two that was wrong by chance contradicts itself",
    found: findings([0, "b"], [1, "a"], [0, "a"], [1, "a"]),
    verdict: { kind: "wrong", ranks: [0] },
  },
  {
    what: "one of two that is always wrong is not told from the other",
    found: findings([0, "b"], [1, "a"], [0, "b"], [1, "a"]),
    verdict: { kind: "unknown" },
  },
  {
    what: "one of three that is always wrong is outvoted",
    found: findings([1, "b"], [2, "a"], [0, "a"], [1, "b"], [2, "a"]),
    verdict: { kind: "wrong", ranks: [1] },
  },
  {
    what: "the one that was to audit may be the wrong one",
    found: findings([0, "a"], [1, "b"], [0, "a"], [1, "a"], [2, "a"]),
    verdict: { kind: "wrong", ranks: [1] },
  },
  {
    what: "all that differ from most are named",
    found: findings([3, "b"], [0, "a"], [0, "a"], [1, "a"], [2, "c"], [3, "a"]),
    verdict: { kind: "wrong", ranks: [2, 3] },
  },
] as const) {
  test(what, () => {
    assert.deepEqual(judge(found), verdict);
  });
}
