import assert from "node:assert/strict";
import { test } from "node:test";
import { SilenceWatch } from "../../../coordinator/membership/silence.ts";

const BUDGET = { silenceMs: 1500, loadingMs: 600_000, reconnectMs: 1500 };

test("a worker is lost once its budget is over, and named once", () => {
  const watch = new SilenceWatch(BUDGET, 250);
  watch.ready("worker-1", 0);
  for (let at = 250; at <= 1500; at += 250) assert.deepEqual(watch.check(at), []);
  assert.deepEqual(watch.check(1750), [{ workerId: "worker-1", silentMs: 1750 }]);
  assert.deepEqual(watch.check(2000), []);
});

test("the lateness of the check itself is not taken for silence", () => {
  const watch = new SilenceWatch(BUDGET, 250);
  watch.ready("worker-1", 0);
  watch.check(0);
  assert.deepEqual(watch.check(10_000), []);
  for (let at = 10_250; at <= 11_250; at += 250) assert.deepEqual(watch.check(at), []);
  assert.equal(watch.check(11_500).length, 1);
});

test("who has left is not missed", () => {
  const watch = new SilenceWatch(BUDGET, 250);
  watch.ready("worker-1", 0);
  watch.forget("worker-1");
  assert.deepEqual(watch.check(5000), []);
});

test("a worker whose connection closed has 1.5 s to come back, and its whole budget again once it has", () => {
  const watch = new SilenceWatch({ ...BUDGET, silenceMs: 15_000 }, 250);
  for (const workerId of ["gone", "back"]) {
    watch.ready(workerId, 0);
    watch.disconnected(workerId, 100);
  }
  for (let at = 250; at <= 1500; at += 250) {
    if (at === 1000) watch.heard("back", 1000);
    assert.deepEqual(watch.check(at), []);
  }
  const lost: string[] = [];
  for (let at = 1750; at <= 15_500; at += 250) lost.push(...watch.check(at).map(({ workerId }) => workerId));
  assert.deepEqual(lost, ["gone"]);
});

test("a worker that loads its model has time, but not without a connection", () => {
  const watch = new SilenceWatch(BUDGET, 250);
  watch.heard("loads", 0);
  watch.heard("dies", 0);
  watch.disconnected("dies", 5000);
  const lost: string[] = [];
  for (let at = 250; at <= 20_000; at += 250) lost.push(...watch.check(at).map(({ workerId }) => workerId));
  assert.deepEqual(lost, ["dies"]);
});
