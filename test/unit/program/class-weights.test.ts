import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ConfigError } from "../../../common/errors.ts";
import { classWeightsOf } from "../../../common/program/class-weights.ts";

const classes = [
  { name: "cat", count: 3 },
  { name: "dog", count: 1 },
  { name: "owl", count: 2 },
];

test("balanced weights are scikit-learn's compute_class_weight", () => {
  // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2])
  assert.deepEqual(classWeightsOf("balanced", classes), [6 / 9, 2, 1]);
});

test("balanced lets every class that has samples count the same, and the mean over the samples is 1", () => {
  const counts = fc.array(fc.nat(500), { minLength: 1, maxLength: 30 }).filter((all) => all.some((count) => count > 0));
  fc.assert(
    fc.property(counts, (all) => {
      const weights = classWeightsOf(
        "balanced",
        all.map((count, i) => ({ name: `c${i}`, count })),
      );
      const shares = all.flatMap((count, i) => (count === 0 ? [] : [count * (weights[i] ?? 0)]));
      const samples = all.reduce((sum, count) => sum + count, 0);
      for (const share of shares) assert.ok(Math.abs(share - samples / shares.length) < 1e-9 * samples);
      assert.ok(weights.every((weight) => Number.isFinite(weight) && weight > 0));
    }),
  );
});

test("weights by name go to their classes; classes that are not named count 1", () => {
  assert.deepEqual(classWeightsOf({ owl: 2.5, cat: 0.5 }, classes), [0.5, 1, 2.5]);
});

test("every name that is no class is told, with the class that was probably meant", () => {
  assert.throws(
    () => classWeightsOf({ dgo: 2, cat: 1, elephant: 3, toString: 1 }, classes),
    (thrown) => {
      assert.ok(thrown instanceof ConfigError);
      assert.deepEqual(
        thrown.problems.map(({ path, hint }) => `${path}: ${hint ?? ""}`),
        [
          "spec.training.loss.classWeights.dgo: is it dog?",
          "spec.training.loss.classWeights.elephant: its classes are cat, dog, owl",
          "spec.training.loss.classWeights.toString: its classes are cat, dog, owl",
        ],
      );
      return true;
    },
  );
});
