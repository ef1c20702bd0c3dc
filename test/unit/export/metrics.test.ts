// Metrics against scikit-learn's (test/fixtures/metrics/make_sklearn_reference.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { ClassificationTally, softmax, testReport } from "../../../common/metrics/classification.ts";
import { ExactSum } from "../../../common/metrics/exact-sum.ts";

interface Reference {
  readonly name: string;
  readonly labels: readonly number[];
  readonly logits: readonly (readonly number[])[];
  readonly loss: number;
  readonly accuracy: number;
  readonly top5: number | null;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly f1: readonly number[];
  readonly support: readonly number[];
  readonly macro: readonly number[];
  readonly confusion: readonly (readonly number[])[];
}

const FILE = new URL("../../../../test/fixtures/metrics/sklearn_reference.json", import.meta.url);
const CASES = JSON.parse(readFileSync(FILE, "utf8")) as readonly Reference[];

function lossOf(logits: Float32Array, label: number): number {
  return -Math.log(softmax(logits)[label] ?? 0);
}

function tallyOf({ labels, logits }: Pick<Reference, "labels" | "logits">, classes: number): ClassificationTally {
  const tally = new ClassificationTally(classes);
  labels.forEach((label, index) => {
    const row = Float32Array.from(logits[index] ?? []);
    tally.add({ label, logits: row, loss: lossOf(row, label), weight: 1, path: `sample-${index}` });
  });
  return tally;
}

const namesOf = (classes: number): string[] => Array.from({ length: classes }, (_, index) => `class ${index}`);
const close = (actual: number, expected: number, what: string): void => {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${what}: ${actual}, scikit-learn has ${expected}`);
};

for (const reference of CASES) {
  test(`${reference.name}: every metric is scikit-learn's`, () => {
    const classes = reference.confusion.length;
    const report = testReport("test", namesOf(classes), tallyOf(reference, classes));
    close(report.loss, reference.loss, "loss");
    close(report.accuracy, reference.accuracy, "accuracy");
    assert.equal(report.top5 ?? null, reference.top5);
    assert.deepEqual(report.confusion, reference.confusion);
    report.classes.forEach((metrics, index) => {
      close(metrics.precision, reference.precision[index] ?? Number.NaN, `precision ${index}`);
      close(metrics.recall, reference.recall[index] ?? Number.NaN, `recall ${index}`);
      close(metrics.f1, reference.f1[index] ?? Number.NaN, `f1 ${index}`);
      assert.equal(metrics.support, reference.support[index]);
    });
    const { precision, recall, f1 } = report.macro;
    [precision, recall, f1].forEach((value, index) => {
      close(value, reference.macro[index] ?? Number.NaN, `macro ${index}`);
    });
  });
}

test("a sample of weight 0 counts nowhere", () => {
  const tally = new ClassificationTally(2);
  tally.add({ label: 0, logits: Float32Array.of(2, 1), loss: 0.3, weight: 1, path: "a" });
  tally.add({ label: 1, logits: Float32Array.of(9, 1), loss: Number.POSITIVE_INFINITY, weight: 0, path: "b" });
  const report = testReport("test", ["x", "y"], tally);
  assert.deepEqual([report.samples, report.loss, report.accuracy, report.mostWrong], [1, 0.3, 1, []]);
});

test("the most wrong samples are the 25 that the network was surest of, surest first", () => {
  const tally = new ClassificationTally(2);
  for (let index = 0; index < 40; index++) {
    tally.add({ label: 0, logits: Float32Array.of(0, index / 10), loss: 1, weight: 1, path: `p${index}` });
  }
  const { mostWrong } = testReport("test", ["x", "y"], tally);
  assert.deepEqual(
    mostWrong.map(({ path }) => path),
    Array.from({ length: 25 }, (_, index) => `p${39 - index}`),
  );
  assert.deepEqual([mostWrong[0]?.class, mostWrong[0]?.predicted], ["x", "y"]);
  close(mostWrong[0]?.probability ?? 0, 1 / (1 + Math.exp(-Math.fround(3.9))), "probability");
});

test("the first of equal logits is the prediction", () => {
  const tally = new ClassificationTally(3);
  tally.add({ label: 1, logits: Float32Array.of(0, 5, 5), loss: 1, weight: 1 });
  tally.add({ label: 2, logits: Float32Array.of(0, 5, 5), loss: 1, weight: 1 });
  assert.deepEqual(tally.confusion, [
    [0, 0, 0],
    [0, 1, 0],
    [0, 1, 0],
  ]);
});

test("top5 is left out where there are five classes or fewer", () => {
  assert.equal("top5" in testReport("test", namesOf(5), new ClassificationTally(5)), false);
});

test("a label that is no class is refused", () => {
  const sample = { label: 2, logits: Float32Array.of(0, 1), loss: 1, weight: 1 };
  assert.throws(() => {
    new ClassificationTally(2).add(sample);
  }, /label 2/);
});

test("a sum is the same in whatever order its terms come, to the last bit", () => {
  const term = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
  fc.assert(
    fc.property(fc.array(fc.tuple(term, fc.nat(1000)), { maxLength: 30 }), (keyed) => {
      const shuffled = keyed.toSorted((a, b) => a[1] - b[1]);
      assert.equal(sumOf(shuffled.map(([value]) => value)), sumOf(keyed.map(([value]) => value)));
    }),
  );
});

test("a sum loses nothing where plain addition does", () => {
  assert.equal(sumOf([1e100, 1, -1e100]), 1);
  assert.equal(sumOf(Array.from({ length: 10 }, () => 0.1)), 1);
  assert.equal(sumOf([1e16, 1, 1e-16]), 10000000000000002);
});

function sumOf(terms: readonly number[]): number {
  const sum = new ExactSum();
  for (const term of terms) sum.add(term);
  return sum.value;
}
