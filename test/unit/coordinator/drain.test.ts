// Draining, scaling, and speeds: changes that nobody dies of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

const drain = (driver: Driver, order: number): string[] =>
  driver.tell({ kind: "drain", workerId: `worker-${order}`, reason: "SIGTERM" });

test("a member that drains keeps what it holds, gets nothing new, and is left out once it has left", () => {
  const driver = Driver.active(2);
  assert.deepEqual(drain(driver, 1).slice(0, 2), ["worker-1 is draining", "store 2"]);
  driver.report(1, { round: 3, leaves: 8, held: [{ lo: 0, hi: 2 }] });
  driver.report(2, { round: 3, leaves: 8, held: [{ lo: 4, hi: 5 }] });
  assert.deepEqual(driver.plan.quotas, [0, 8]);
  assert.deepEqual(driver.plan.first?.[0], [{ lo: 0, hi: 2 }]);
  assert.deepEqual(drain(driver, 1), [], "once is enough");
  const left = driver.tell({ kind: "left", workerId: "worker-1", reason: "drained" });
  assert.deepEqual(left, ["worker-1 is left", "store 3", "worker-2 < reconfigure 3"]);
});

test("the only member goes on until another one is ready", () => {
  const driver = Driver.active(1);
  assert.deepEqual(drain(driver, 1), ["worker-1 is draining"]);
  driver.come(2);
  assert.equal(driver.ready(2)[1], "store 2");
  driver.report(1, { round: 3 });
  driver.report(2, { fresh: true });
  assert.deepEqual(driver.plan, { ...driver.plan, quotas: [0, 8], behind: [1], source: 0 });
});

test("when only members that drain are left they have all the work", () => {
  const driver = Driver.active(2);
  drain(driver, 1);
  driver.report(1);
  driver.report(2);
  driver.lose(2);
  driver.report(1);
  assert.deepEqual(driver.plan.quotas, [8]);
});

test("more members than micro-batches, all of which drain: the first have the work", () => {
  const driver = Driver.active(2, { microBatches: 2 });
  driver.come(3);
  driver.ready(3);
  drain(driver, 1);
  drain(driver, 2);
  drain(driver, 3);
  for (const order of [1, 2, 3]) driver.report(order, { round: 1 });
  assert.deepEqual(driver.plan.quotas, [1, 1, 0]);
});

test("a member that asks while a generation forms drains in that one", () => {
  const driver = Driver.active(3);
  driver.lose(3);
  assert.deepEqual(drain(driver, 2), ["worker-2 is draining"]);
  driver.report(1);
  driver.report(2);
  assert.deepEqual(driver.plan.quotas, [8, 0]);
});

test("a job that is scaled takes spares at once; whoever starts processes is told, and it is stored first", () => {
  const driver = Driver.active(1);
  driver.come(2);
  driver.ready(2);
  assert.deepEqual(driver.tell({ kind: "scaled", replicas: 2 }), [
    "store 1 running none",
    "scale 2",
    "store 2",
    "worker-1 < reconfigure 2",
    "worker-2 < reconfigure 2",
  ]);
  assert.deepEqual(driver.tell({ kind: "scaled", replicas: 2 }), []);
  const told = driver.effects.findLast((effect) => effect.kind === "store" && effect.record.command !== undefined);
  assert.ok(told?.kind === "store" && told.record.command?.replicas === 2);
});

test("scaling down drains nobody by itself, but nobody new takes part", () => {
  const driver = Driver.active(3);
  assert.deepEqual(driver.tell({ kind: "scaled", replicas: 2 }), ["store 1 running none", "scale 2"]);
  driver.come(4);
  assert.deepEqual(driver.ready(4), ["worker-4 is ready"]);
  drain(driver, 3);
  for (const order of [1, 2, 3]) driver.report(order);
  driver.tell({ kind: "left", workerId: "worker-3", reason: "drained" });
  for (const order of [1, 2]) driver.report(order);
  assert.equal(driver.plan.members.length, 2);
});

const speed = (driver: Driver, order: number, perSecond: number): string[] =>
  driver.tell({ kind: "speed", workerId: `worker-${order}`, perSecond });

test("a slow worker is told of once, and the next plan gives it less", () => {
  const driver = Driver.active(4, { microBatches: 16 });
  for (const order of [1, 2, 3]) speed(driver, order, 10);
  assert.deepEqual(speed(driver, 4, 2.5), ["warning slow-worker"]);
  assert.deepEqual(speed(driver, 4, 2.6), []);
  assert.equal(driver.tick(250)[0], "store 2");
  for (const order of [1, 2, 3, 4]) driver.report(order, { round: 20 });
  assert.deepEqual(driver.plan.quotas, [5, 5, 5, 1]);
  const told = driver.effects.findLast((effect) => effect.kind === "generation");
  assert.equal(told?.news.reason, "quotas follow the speeds of the workers");
});

test("speeds that differ by little change nothing, and quotas change once in 30 s at most", () => {
  const driver = Driver.active(2);
  speed(driver, 1, 10);
  assert.deepEqual(driver.tick(250), [], "one speed is not known");
  speed(driver, 2, 10.8);
  assert.deepEqual(driver.tick(250), []);
  speed(driver, 2, 30);
  assert.equal(driver.tick(250)[0], "store 2");
  for (const order of [1, 2]) driver.report(order);
  speed(driver, 2, 10);
  assert.deepEqual(driver.tick(29_000), []);
  assert.equal(driver.tick(1000)[0], "store 3");
});
