// What the charts show is what the events say.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { curvesOf, type Point, smoothed, thinned } from "../../../cli/report/curves.ts";
import type { RunEvent } from "../../../common/events.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { JOB_TEXT } from "../../support/report-data.ts";

const JOB = parseJob(JOB_TEXT, "job.yaml");

function aStep(step: number, loss: number): RunEvent {
  return {
    event: "step",
    step,
    epoch: 1,
    loss,
    learningRate: 0.1,
    batchSize: 4,
    samplesPerSecond: 9,
    stepMs: 1,
    timings: { computeMs: 1, exchangeMs: 0, waitMs: 0, optimizerMs: 0 },
    stateHash: "0123456789abcdef",
  };
}

function aValidation(step: number, loss: number, accuracy: number): RunEvent {
  return { event: "validation", step, loss, accuracy };
}

const points = (values: readonly number[]): readonly Point[] =>
  values.map((value, index) => ({ step: index + 1, value }));

test("a loss that is not finite, null in the file, leaves a gap", () => {
  const torn = JSON.parse('{"event":"step","step":2,"loss":null}') as RunEvent;
  assert.deepEqual(curvesOf([aStep(1, 3), torn, aStep(3, 2)], JOB).loss, [
    { step: 1, value: 3 },
    { step: 3, value: 2 },
  ]);
});

test("a phase that is told again after a resume is one band, up to where the next begins", () => {
  const phase = (name: string, step: number): RunEvent => ({
    event: "phase",
    phase: name,
    step,
    trainableParameters: 1,
    input: "pictures",
    graph: null,
  });
  const { phases } = curvesOf(
    [phase("head", 0), aStep(1, 1), phase("head", 1), aStep(2, 1), phase("top", 2), aStep(3, 1)],
    JOB,
  );
  assert.deepEqual(
    phases.map(({ name, from, to }) => [name, from, to]),
    [
      ["head", 0, 2],
      ["top", 2, 3],
    ],
  );
});

test("the best point is the lowest validation loss, the first of equal ones", () => {
  const events = [
    aValidation(1, 0.9, 0.1),
    aValidation(2, 0.5, 0.2),
    aValidation(3, 0.5, 0.9),
    aValidation(4, 0.7, 0.3),
  ];
  assert.deepEqual(curvesOf(events, JOB).best, { metric: "loss", step: 2, value: 0.5 });
});

test("validation curves are those of the metrics that were measured, a plugin's too, loss first", () => {
  const event = {
    event: "validation",
    step: 1,
    loss: 0.9,
    accuracy: 0.1,
    f1: 0.3,
    ownMetric: 7,
    time: "2026",
  } as const;
  assert.deepEqual(
    curvesOf([event], JOB).validation.map(({ name }) => name),
    ["loss", "accuracy", "f1", "ownMetric"],
  );
});

test("a run without any event has no curves and no step", () => {
  const { lastStep, loss, phases, best } = curvesOf([], JOB);
  assert.deepEqual({ lastStep, loss, phases, best }, { lastStep: 0, loss: [], phases: [], best: undefined });
});

test("smoothing keeps a constant, stays within the values and follows a jump in time", () => {
  assert.deepEqual(
    smoothed(points([2, 2, 2, 2]), 3).map(({ value }) => value),
    [2, 2, 2, 2],
  );
  const jump = smoothed(points([...Array<number>(50).fill(0), ...Array<number>(50).fill(1)]), 5);
  assert.ok((jump[51]?.value ?? 1) < 0.5 && (jump[99]?.value ?? 0) > 0.99);
});

test("thinning keeps the order, the lowest and the highest, and not more than twice what was asked for", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 500 }), (values) => {
      const all = points(values);
      const kept = thinned(all, 40);
      assert.ok(kept.length <= 80);
      assert.deepEqual(
        kept,
        [...kept].sort((a, b) => a.step - b.step),
      );
      const extremes = (some: readonly Point[]): number[] => [
        Math.min(...some.map((p) => p.value)),
        Math.max(...some.map((p) => p.value)),
      ];
      assert.deepEqual(extremes(kept), extremes(all));
    }),
  );
});
