import assert from "node:assert/strict";
import { test } from "node:test";
import { SilenceWatch } from "../../../coordinator/membership/silence.ts";

test("a worker is lost once its budget is over, and named once", () => {
  const watch = new SilenceWatch(1500, 250);
  watch.heard("worker-1", 0);
  for (let at = 250; at <= 1500; at += 250) assert.deepEqual(watch.check(at), []);
  assert.deepEqual(watch.check(1750), [{ workerId: "worker-1", silentMs: 1750 }]);
  assert.deepEqual(watch.check(2000), []);
});

test("the lateness of the check itself is not taken for silence", () => {
  const watch = new SilenceWatch(1500, 250);
  watch.heard("worker-1", 0);
  watch.check(0);
  assert.deepEqual(watch.check(10_000), []);
  for (let at = 10_250; at <= 11_250; at += 250) assert.deepEqual(watch.check(at), []);
  assert.equal(watch.check(11_500).length, 1);
});

test("who has left is not missed", () => {
  const watch = new SilenceWatch(1500, 250);
  watch.heard("worker-1", 0);
  watch.forget("worker-1");
  assert.deepEqual(watch.check(5000), []);
});
