import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { RunNews } from "../../../worker/coordination/run-news.ts";
import type { Run } from "../../../worker/coordination/worker-session.ts";

const first: Run = { round: 3, lo: 0, hi: 2, done: false };
const second: Run = { round: 3, lo: 2, hi: 4, done: false };
const end = (run: Run): Run => ({ ...run, done: true });

test("a run's end travels with the next one's begin", (t) => {
  const { news, told } = aListener(t);
  news.add(first);
  news.add(end(first));
  news.add(second);
  assert.deepEqual(told, [
    { ...first, ended: [] },
    { ...second, ended: [end(first)] },
  ]);
});

test("an end that no begin follows is told soon, with those before it", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, second, end(first), end(second)]) news.add(run);
  t.mock.timers.tick(19);
  assert.equal(told.length, 2);
  t.mock.timers.tick(1);
  assert.deepEqual(told.slice(2), [{ ...end(second), ended: [end(first)] }]);
  t.mock.timers.tick(1000);
  assert.equal(told.length, 3);
});

test("what waits can be told at once", (t) => {
  const { news, told } = aListener(t);
  news.add(end(first));
  news.flush();
  news.flush();
  assert.deepEqual(told, [{ ...end(first), ended: [] }]);
});

test("a new listener hears what is in hand, and not what has ended before it came", (t) => {
  const { news, told } = aListener(t);
  for (const run of [first, second, end(first)]) news.add(run);
  told.length = 0;
  news.tellAgain();
  t.mock.timers.tick(1000);
  assert.deepEqual(told, [second]);
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
