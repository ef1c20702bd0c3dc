import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { type HostLosses, hostLossOf } from "../../../worker/plugins/loss.ts";
import { aPlugin, failsWith } from "./plugins.ts";

type Compute = (logits: Float32Array, label: number, classes: number, into: Float32Array) => unknown;

/** Losses of two samples of three classes; the second one is padding. */
function run(compute: Compute, logits: readonly number[] = [1, 2, 3, 4, 5, 6]): HostLosses {
  const loss = must(hostLossOf(aPlugin({ loss: { compute } })), "a loss");
  const samples = { labels: Int32Array.of(2, 0), sampleWeights: Float32Array.of(1, 0) };
  return loss.compute(samples, Float32Array.from(logits));
}

test("a sample's loss and gradient stand in its place; padding is never computed and counts nothing", () => {
  const seen: unknown[] = [];
  const { losses, gradient } = run((logits, label, classes, into) => {
    seen.push([[...logits], label, classes]);
    into.set([7, 8, 9]);
    return 0.5;
  });
  assert.deepEqual(seen, [[[1, 2, 3], 2, 3]]);
  assert.deepEqual([...losses], [0.5, 0]);
  assert.deepEqual([...gradient], [7, 8, 9, 0, 0, 0]);
});

test("a plugin that spoils the logits it is given spoils nobody else's", () => {
  const logits = Float32Array.of(1, 2, 3);
  const loss = must(hostLossOf(aPlugin({ loss: { compute: spoil } })), "a loss");
  loss.compute({ labels: Int32Array.of(0), sampleWeights: Float32Array.of(1) }, logits);
  assert.deepEqual([...logits], [1, 2, 3]);
  function spoil(own: Float32Array, _label: number, _classes: number, into: Float32Array): number {
    own.fill(0);
    into.fill(0);
    return 0;
  }
});

const whole =
  (value: unknown): Compute =>
  (_logits, _label, _classes, into) => {
    into.fill(1);
    return value;
  };

const FAILURES: readonly (readonly [what: string, compute: Compute, says: readonly string[]])[] = [
  [
    "throws",
    () => {
      throw new TypeError("x is not a function");
    },
    ["loss.compute threw: TypeError: x is not a function"],
  ],

  ["returns nothing", whole(undefined), ["loss.compute returned undefined; expected a finite number"]],
  ["returns NaN", whole(Number.NaN), ["returned NaN"]],
  ["returns infinity", whole(Number.POSITIVE_INFINITY), ["returned Infinity"]],
  ["returns a text", whole("0.5"), ['returned the text "0.5"']],
  [
    "is asynchronous",
    whole(Promise.reject(new Error("late"))),
    ["returned a promise; expected a function that is not async"],
  ],
  [
    "leaves a part of the gradient",
    (_l, _y, _c, into) => {
      into[0] = 1;
      return 1;
    },
    ["gradient's element 1 at NaN"],
  ],
  [
    "writes infinity into the gradient",
    (_l, _y, _c, into) => {
      into.fill(1e300);
      return 1;
    },
    ["element 0 at Infinity"],
  ],
];

for (const [what, compute, says] of FAILURES) {
  test(`a loss that ${what} fails the job, naming module, function and reason`, () => {
    assert.throws(() => run(compute), failsWith(...says));
  });
}

test("logits that are not finite are not the plugin's fault: loss and gradient are NaN, for training's own policy", () => {
  const { losses, gradient } = run(() => {
    throw new Error("not reached");
  }, [1, Number.NaN, 3, 4, 5, 6]);
  assert.deepEqual([...losses], [Number.NaN, 0]);
  assert.deepEqual([...gradient], [Number.NaN, Number.NaN, Number.NaN, 0, 0, 0]);
});

test("a named loss is called by its name", () => {
  const loss = must(hostLossOf(aPlugin({ loss: { name: "mine", compute: () => null } })), "a loss");
  const samples = { labels: Int32Array.of(0), sampleWeights: Float32Array.of(1) };
  assert.throws(() => loss.compute(samples, Float32Array.of(1, 2)), failsWith("loss.compute (mine) returned null"));
});
