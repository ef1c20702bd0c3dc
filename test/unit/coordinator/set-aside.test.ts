// A worker whose numbers differ in an audit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

const accuse = (driver: Driver, order: number, generation = driver.state.generation): string[] =>
  driver.tell({ kind: "wrong-numbers", peer: `worker-${order}`, generation, reason: "micro-batch 2 of step 5" });

test("a worker with other numbers is set aside, named with its numerics, and the others begin a generation without it", () => {
  const driver = Driver.active(3);
  assert.deepEqual(accuse(driver, 2), [
    "warning worker-set-aside",
    "worker-2 is lost",
    "worker-2 < shutdown set-aside",
    "worker-2 released",
    "store 2",
    "worker-1 < reconfigure 2",
    "worker-3 < reconfigure 2",
  ]);
  const [warning] = driver.effects.flatMap((effect) => (effect.kind === "warning" ? [effect.warning.message] : []));
  assert.match(warning ?? "", /^worker-2 on host-2 .*micro-batch 2 of step 5; its numerics are \{"cpu":"avx2"\}$/);
});

test("that all others say so sets one worker aside once", () => {
  const driver = Driver.active(3);
  accuse(driver, 2);
  assert.deepEqual(accuse(driver, 2, 1), []);
  for (const order of [1, 3]) driver.report(order);
  assert.deepEqual(accuse(driver, 2, 2), [], "it is no member any more");
  assert.equal(driver.state.kind, "active");
});

test("a worker that was set aside is not taken back; another process in its place is", () => {
  const driver = Driver.active(2);
  accuse(driver, 2);
  assert.deepEqual(driver.come(2), ["worker-2 < shutdown set-aside"]);
  driver.report(1);
  driver.come(3);
  assert.ok(driver.ready(3).includes("worker-3 < reconfigure 3"));
});

test("when the one that is left has done its part before the next generation, nobody is waited for", () => {
  const driver = Driver.active(2);
  accuse(driver, 2);
  driver.tell({ kind: "left", workerId: "worker-1", reason: undefined });
  assert.ok(driver.state.kind === "failed");
  assert.match(driver.state.failure.message, /^all workers have left/);
});

test("what was said in an earlier generation does not count: the audit is done again in this one", () => {
  const driver = Driver.active(3);
  driver.lose(3);
  for (const order of [1, 2]) driver.report(order);
  assert.deepEqual(accuse(driver, 2, 1), []);
});
