import assert from "node:assert/strict";
import { test } from "node:test";
import { PluginTally } from "../../../worker/plugins/metrics.ts";
import type { PluginMetric, PluginSample } from "../../../worker/plugins/types.ts";
import { aPlugin, failsWith } from "./plugins.ts";

interface Count {
  sum: number;
  asked: number;
}

const meanOfOwn: PluginMetric<Count> = {
  start: () => ({ sum: 0, asked: 0 }),
  add: (state, { probabilities, label }) => {
    state.sum += probabilities[label] ?? 0;
  },
  value: (state) => {
    state.asked += 1;
    return state.sum + state.asked;
  },
};

test("a metric sees each sample's logits, label and probabilities, and is asked for its value once", () => {
  const tally = new PluginTally([aPlugin({ metrics: { own: meanOfOwn } })]);
  tally.add(0, Float32Array.of(0, 0));
  tally.add(1, Float32Array.of(0, Math.log(3)));
  const { own = Number.NaN } = tally.values;
  assert.ok(Math.abs(own - (0.5 + 0.75 + 1)) < 1e-6);
  assert.equal(tally.values["own"], own);
});

test("a metric of no samples is not asked for", () => {
  assert.deepEqual(new PluginTally([aPlugin({ metrics: { own: meanOfOwn } })]).values, { own: Number.NaN });
  assert.deepEqual(new PluginTally([]).values, {});
});

test("one metric's changes to what it is given reach no other metric and not the network's output", () => {
  const spoiler = { ...meanOfOwn, add: (_state: Count, sample: PluginSample) => sample.logits.fill(9) };
  const seen: number[][] = [];
  const watcher = { ...meanOfOwn, add: (_state: Count, sample: PluginSample) => seen.push([...sample.logits]) };
  const logits = Float32Array.of(1, 2);
  new PluginTally([aPlugin({ metrics: { spoiler, watcher } })]).add(0, logits);
  assert.deepEqual(seen, [[1, 2]]);
  assert.deepEqual([...logits], [1, 2]);
});

const boom = (): never => {
  throw new Error("boom");
};

const FAILURES: readonly (readonly [
  what: string,
  metric: Partial<Record<"start" | "add" | "value", () => unknown>>,
  says: string,
])[] = [
  ["start throws", { start: boom }, "metrics.own.start threw: boom"],
  [
    "start gives a number, which add could not change",
    { start: () => 0 },
    "metrics.own.start returned 0; expected an object",
  ],
  ["add throws", { add: boom }, "metrics.own.add threw: boom"],
  ["add is asynchronous", { add: () => Promise.reject(new Error("late")) }, "metrics.own.add returned a promise"],
  ["value throws", { value: boom }, "metrics.own.value threw: boom"],
  ["value gives NaN", { value: () => Number.NaN }, "metrics.own.value returned NaN; expected a finite number"],
  ["value gives nothing", { value: () => undefined }, "metrics.own.value returned undefined"],
];

for (const [what, metric, says] of FAILURES) {
  test(`a metric whose ${what} fails the job, naming module, function and reason`, () => {
    assert.throws(() => {
      const tally = new PluginTally([aPlugin({ metrics: { own: { ...meanOfOwn, ...metric } } })]);
      tally.add(0, Float32Array.of(1, 2));
      return tally.values;
    }, failsWith(says));
  });
}
