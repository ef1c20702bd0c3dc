import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ConfigError } from "../../../common/errors.ts";
import { type SplitInput, splitSamples } from "../../../worker/data/split.ts";

function aDataSet(...counts: readonly number[]): SplitInput {
  const samples = counts.flatMap((count, index) =>
    Array.from({ length: count }, (_, i) => ({ path: `class${index}/${i}.png`, class: index })),
  );
  return { classes: counts.map((_, index) => ({ name: `class${index}` })), samples };
}

const tenths = { train: 0.8, validation: 0.1, test: 0.1 };

test("the parts hold every sample exactly once, each class within one sample of its share", () => {
  const shares = fc.record({
    train: fc.double({ min: 0.1, max: 1, noNaN: true }),
    validation: fc.constantFrom(0, 0.1, 0.25),
    test: fc.constantFrom(0, 0.1, 0.3),
  });
  const counts = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(counts, fc.nat(), shares, (counts, seed, shares) => {
      const data = aDataSet(...counts);
      const split = splitSamples(data, seed, shares);
      const all = [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);
      assert.deepEqual(all, [...data.samples.keys()]);
      const sum = shares.train + shares.validation + shares.test;
      for (const part of ["train", "validation", "test"] as const) {
        counts.forEach((count, index) => {
          const got = [...split[part]].filter((id) => data.samples[id]?.class === index).length;
          assert.ok(Math.abs(got - (count * shares[part]) / sum) < 1 + 1e-9, `${part} ${got} of ${count}`);
        });
      }
    }),
  );
});

test("round shares give round numbers: 100 samples at 0.29 are 29", () => {
  const split = splitSamples(aDataSet(100, 100), 7, { train: 0.42, validation: 0.29, test: 0.29 });
  assert.deepEqual([split.train.length, split.validation.length, split.test.length], [84, 58, 58]);
});

test("the same seed gives the same split, another seed another one", () => {
  const data = aDataSet(50, 50);
  assert.deepEqual(splitSamples(data, 7, tenths), splitSamples(data, 7, tenths));
  assert.notDeepEqual(splitSamples(data, 7, tenths).test, splitSamples(data, 8, tenths).test);
});

test("files added to one class move no sample of another", () => {
  const names = (data: SplitInput) =>
    [...splitSamples(data, 7, tenths).test].map((id) => data.samples[id]).filter((sample) => sample?.class === 1);
  assert.deepEqual(names(aDataSet(50, 50)), names(aDataSet(73, 50)));
});

test("a class of one sample trains with it, whatever the shares", () => {
  const split = splitSamples(aDataSet(1, 40), 7, { train: 0.1, validation: 0.5, test: 0.4 });
  assert.ok(split.train.includes(0));
});

test("a part with a share but no samples is refused by name, all at once", () => {
  assert.throws(
    () => splitSamples(aDataSet(3, 3), 7, tenths),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.problems.map(({ path }) => path),
        ["spec.dataset.split.validation", "spec.dataset.split.test"],
      );
      return true;
    },
  );
});

test("a part without a share may be empty", () => {
  assert.equal(splitSamples(aDataSet(3, 3), 7, { train: 1, validation: 0, test: 0 }).train.length, 6);
});
