import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

test("a generation forms as soon as all that were asked for are ready", () => {
  const driver = new Driver({ replicas: 2 });
  assert.deepEqual(driver.come(1), ["worker-1 is started"]);
  assert.deepEqual(driver.come(2), ["worker-2 is started"]);
  assert.deepEqual(driver.ready(2), ["worker-2 is ready"]);
  assert.deepEqual(driver.ready(1), [
    "worker-1 is ready",
    "store 1",
    "worker-1 < reconfigure 1",
    "worker-2 < reconfigure 1",
  ]);
  assert.deepEqual(driver.report(1), []);
  assert.deepEqual(driver.report(2), [
    "store 1 planned",
    "generation 1 of 2 from round 0",
    "worker-1 < start 1 rank 0",
    "worker-2 < start 1 rank 1",
  ]);
});

test("with the fewest that will do it forms after 30 s, and not before", () => {
  const driver = new Driver({ replicas: 3, min: 2 });
  for (const order of [1, 2]) driver.come(order);
  driver.ready(1);
  driver.at = 10_000;
  driver.ready(2);
  driver.at = 39_999;
  assert.deepEqual(driver.tell({ kind: "tick" }), []);
  driver.at = 40_000;
  assert.deepEqual(driver.tell({ kind: "tick" })[0], "store 1");
});

test("with fewer than the fewest it waits for ever", () => {
  const driver = new Driver({ replicas: 3, min: 2 });
  driver.come(1);
  driver.ready(1);
  driver.at = 1e9;
  assert.deepEqual(driver.tell({ kind: "tick" }), []);
  assert.equal(driver.state.kind, "forming");
});

test("workers beyond the micro-batches of a step wait as spares, and one that is lost is replaced by a spare at once", () => {
  const driver = new Driver({ replicas: 3, microBatches: 2 });
  for (const order of [1, 2, 3]) driver.come(order);
  for (const order of [1, 2, 3]) driver.ready(order);
  for (const order of [1, 2]) driver.report(order);
  assert.deepEqual(driver.plan.quotas, [1, 1]);
  assert.deepEqual(driver.lose(1), [
    "worker-1 is lost",
    "worker-1 released",
    "store 2",
    "worker-2 < reconfigure 2",
    "worker-3 < reconfigure 2",
  ]);
});

test("a spare that dies is missed by nobody", () => {
  const driver = Driver.active(2);
  driver.come(3);
  driver.ready(3);
  assert.deepEqual(driver.lose(3), ["worker-3 is lost", "worker-3 released"]);
});

test("a report of another generation, or of nobody who was asked, changes nothing", () => {
  const driver = new Driver({ replicas: 2 });
  for (const order of [1, 2]) driver.come(order);
  for (const order of [1, 2]) driver.ready(order);
  assert.deepEqual(driver.report(1, { generation: 0 }), []);
  assert.deepEqual(driver.report(9), []);
  assert.deepEqual(driver.report(1), []);
  assert.deepEqual(driver.report(1), []);
  assert.equal(driver.state.kind, "reconfiguring");
});

test("who does not answer a reconfiguration in time is lost, and the others begin anew without it", () => {
  const driver = new Driver({ replicas: 2 });
  for (const order of [1, 2]) driver.come(order);
  for (const order of [1, 2]) driver.ready(order);
  driver.report(1);
  assert.deepEqual(driver.tick(9999), []);
  assert.deepEqual(driver.tick(1), ["worker-2 is lost", "worker-2 released"]);
  assert.equal(driver.state.kind, "forming", "nobody has begun: it waits for the other worker");
  const begun = Driver.active(2);
  begun.come(3);
  begun.tell({ kind: "scaled", replicas: 3 });
  begun.ready(3);
  begun.report(1);
  begun.report(3, { fresh: true });
  assert.deepEqual(begun.tick(10_000), [
    "worker-2 is lost",
    "worker-2 released",
    "store 3",
    "worker-1 < reconfigure 3",
    "worker-3 < reconfigure 3",
  ]);
});

test("a new session is told what holds: reconfigure while it is awaited, then start and commands", () => {
  const driver = new Driver({ replicas: 2 });
  for (const order of [1, 2]) driver.come(order);
  driver.ready(1);
  driver.ready(2);
  assert.deepEqual(driver.come(2), ["worker-2 < reconfigure 1", "worker-2 < resume"]);
  driver.report(2);
  assert.deepEqual(driver.come(2), ["worker-2 < resume"], "that it may go on may be what it has missed");
  driver.report(1);
  driver.tell({ kind: "asked", command: "pause" });
  assert.deepEqual(driver.come(2), ["worker-2 < start 1 rank 1", "worker-2 < pause"]);
  driver.tell({ kind: "asked", command: "stop" });
  assert.deepEqual(driver.come(1), ["worker-1 < start 1 rank 0", "worker-1 < stop"]);
  driver.tell({ kind: "failed", message: "out of memory" });
  assert.deepEqual(driver.come(1), ["worker-1 < shutdown failed"]);
});

test("the survivors of a death go on: stored, reported, planned, started, and the reason is told", () => {
  const driver = Driver.active(3);
  assert.deepEqual(driver.lose(2, "silent for 2 s"), [
    "worker-2 is lost",
    "worker-2 released",
    "store 2",
    "worker-1 < reconfigure 2",
    "worker-3 < reconfigure 2",
  ]);
  driver.report(1, { round: 5 });
  assert.deepEqual(driver.report(3, { round: 5 }), [
    "store 2 planned",
    "generation 2 of 2 from round 5",
    "worker-1 < start 2 rank 0",
    "worker-3 < start 2 rank 1",
  ]);
  const told = driver.effects.findLast((effect) => effect.kind === "generation");
  assert.equal(told?.news.reason, "worker-2 on host-2 was lost: silent for 2 s");
});

test("a worker that dies before training begins is waited for again", () => {
  const driver = new Driver({ replicas: 2 });
  driver.come(1);
  driver.ready(1);
  driver.lose(1);
  assert.equal(driver.state.kind, "forming");
  for (const order of [2, 3]) driver.come(order);
  driver.ready(2);
  assert.equal(driver.ready(3)[1], "store 1");
});

test("a ready worker joins a running job, and a death on the way begins the next generation", () => {
  const driver = Driver.active(2);
  driver.tell({ kind: "scaled", replicas: 3 });
  driver.come(3);
  assert.deepEqual(driver.ready(3).slice(0, 2), ["worker-3 is ready", "store 2"]);
  driver.report(1, { round: 4 });
  assert.equal(driver.lose(2)[2], "store 3");
  assert.deepEqual(driver.report(1, { generation: 2, round: 4 }), []);
  driver.report(1, { round: 4 });
  driver.report(3, { fresh: true });
  assert.deepEqual(driver.plan, { ...driver.plan, round: 4, behind: [1], source: 0, restore: false });
});

test("with fewer than the fewest the survivors wait, and the next ready worker is enough", () => {
  const driver = Driver.active(2, { min: 2 });
  assert.deepEqual(driver.lose(2), ["worker-2 is lost", "worker-2 released", "warning too-few-workers"]);
  assert.equal(driver.state.kind, "forming");
  driver.come(3);
  assert.equal(driver.ready(3)[1], "store 2");
  driver.report(1, { round: 7 });
  driver.report(3, { fresh: true });
  assert.deepEqual(driver.plan.behind, [1]);
});

test("when all have died, those who come restore together", () => {
  const driver = Driver.active(1);
  driver.lose(1);
  driver.come(2);
  driver.ready(2);
  driver.report(2, { fresh: true });
  assert.deepEqual(driver.plan, { ...driver.plan, behind: [], restore: true });
  assert.equal(driver.plan.first, undefined);
});

test("a worker that was taken for dead and speaks again is a newcomer", () => {
  const driver = Driver.active(2);
  driver.lose(2);
  driver.report(1, { round: 3 });
  assert.deepEqual(driver.come(2), ["worker-2 is started", "worker-2 < resume"]);
  driver.ready(2);
  driver.report(1, { round: 3 });
  driver.report(2, { round: 1, stateHash: "01" });
  assert.deepEqual(driver.plan.behind, [1]);
});

test("who comes back from a generation that is over, without a part in the newest, stops what it does there", () => {
  const left = { generation: 1, planHash: "00" };
  const driver = Driver.active(1);
  driver.come(2);
  driver.ready(2);
  driver.lose(1);
  assert.deepEqual(driver.come(1, left), ["worker-1 is started", "worker-1 < reconfigure 2", "worker-1 < resume"]);
  assert.deepEqual(driver.report(1, { round: 3 }), []);
  driver.report(2, { fresh: true });
  assert.deepEqual(driver.come(1, left), ["worker-1 < reconfigure 2", "worker-1 < resume"]);
  assert.deepEqual(driver.come(1), ["worker-1 < resume"]);
  assert.deepEqual(driver.come(2, left).slice(0, 1), ["worker-2 < start 2 rank 0"]);
});

test("the process that has stuck is sent away and not taken back", () => {
  const driver = Driver.active(2);
  const told = driver.tell({ kind: "lost", workerId: "worker-2", reason: "stuck", isStuck: true });
  assert.deepEqual(told.slice(0, 3), ["worker-2 is lost", "worker-2 < shutdown stuck", "worker-2 released"]);
  assert.deepEqual(driver.come(2), ["worker-2 < shutdown stuck"]);
});

test("the end of a process is the death of its worker, session or not", () => {
  const driver = Driver.active(2);
  driver.tell({ kind: "closed", workerId: "worker-2" });
  assert.deepEqual(driver.tell({ kind: "exited", host: "elsewhere", pid: 102, reason: "SIGKILL" }), []);
  assert.equal(driver.tell({ kind: "exited", host: "host-2", pid: 102, reason: "SIGKILL" })[0], "worker-2 is lost");
});

test("a worker whose numerics differ is sent away under strict numerics, and the others wait for another", () => {
  const driver = new Driver({ replicas: 2, min: 2 });
  for (const order of [1, 2, 3]) driver.come(order);
  driver.ready(1);
  assert.deepEqual(driver.ready(2, { numerics: { cpu: "sse" } }), [
    "worker-2 < shutdown numerics-differ",
    "worker-2 is lost",
  ]);
  assert.equal(driver.ready(3)[1], "store 1");
});
