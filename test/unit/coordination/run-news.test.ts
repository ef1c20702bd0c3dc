import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { RunNews } from "../../../worker/coordination/run-news.ts";
import type { Run } from "../../../worker/coordination/worker-session.ts";

const first: Run = { round: 3, lo: 0, hi: 2, done: false };
const second: Run = { round: 3, lo: 2, hi: 4, done: false };
const third: Run = { round: 3, lo: 4, hi: 6, done: false };
const end = (run: Run): Run => ({ ...run, done: true });

test("the run that is computed is told at once, with the end of the one before it", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, end(first), second]) news.add(run);
  assert.deepEqual(told, [
    { ...first, before: [] },
    { ...second, before: [end(first)] },
  ]);
});

test("runs that queue behind it are told together, and at the latest when their turn comes", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, second, third, end(first)]) news.add(run);
  assert.deepEqual(told, [
    { ...first, before: [] },
    { ...end(first), before: [second, third] },
  ]);
});

test("of two ends one is told, lest the coordinator takes a run for current that is long over", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, second, third]) news.add(run);
  t.mock.timers.tick(200);
  for (const run of [end(first), end(second)]) news.add(run);
  assert.deepEqual(told.slice(1), [
    { ...third, before: [second] },
    { ...end(second), before: [end(first)] },
  ]);
});

test("an end that nothing follows is told soon, once", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, end(first)]) news.add(run);
  t.mock.timers.tick(199);
  assert.equal(told.length, 1);
  t.mock.timers.tick(1);
  assert.deepEqual(told.slice(1), [{ ...end(first), before: [] }]);
  t.mock.timers.tick(1000);
  assert.equal(told.length, 2);
});

test("what waits can be told at once", (t) => {
  const { news, told } = aListener(t);
  news.add(end(first));
  news.flush();
  news.flush();
  assert.deepEqual(told, [{ ...end(first), before: [] }]);
});

test("a new listener hears what is in hand, and not what has ended before it came", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, second, third, end(first)]) news.add(run);
  told.length = 0;
  news.tellAgain();
  t.mock.timers.tick(1000);
  assert.deepEqual(told, [{ ...third, before: [second] }]);
});

test("nothing is told after the end", (t) => {
  const { news, told } = aListener(t);
  news.add(end(first));
  news.close();
  t.mock.timers.tick(1000);
  assert.deepEqual(told, []);
});

function aListener(t: TestContext) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const told: unknown[] = [];
  return { news: new RunNews((run) => told.push(run)), told };
}
