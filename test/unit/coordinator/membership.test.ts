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

test("workers beyond the micro-batches of a step have no part, and may go", () => {
  const driver = new Driver({ replicas: 3, microBatches: 2 });
  for (const order of [1, 2, 3]) driver.come(order);
  for (const order of [1, 2, 3]) driver.ready(order);
  for (const order of [1, 2]) driver.report(order);
  assert.ok(driver.state.kind === "active");
  assert.deepEqual(driver.state.plan.quotas, [1, 1]);
  assert.deepEqual(driver.tell({ kind: "lost", workerId: "worker-3", reason: "silent" }), ["worker-3 is lost"]);
  assert.equal(driver.state.kind, "active");
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

test("who does not answer a reconfiguration in time is named", () => {
  const driver = new Driver({ replicas: 2 });
  for (const order of [1, 2]) driver.come(order);
  for (const order of [1, 2]) driver.ready(order);
  driver.report(1);
  driver.at = 1499;
  assert.deepEqual(driver.tell({ kind: "tick" }), []);
  driver.at = 1500;
  driver.tell({ kind: "tick" });
  assert.ok(driver.state.kind === "failed");
  assert.match(driver.state.failure.message, /generation 1 within 1500 ms from worker-2 on host-2$/);
});

test("workers at different rounds or states do not start", () => {
  for (const other of [{ round: 1 }, { stateHash: "01" }]) {
    const driver = new Driver({ replicas: 2 });
    for (const order of [1, 2]) driver.come(order);
    for (const order of [1, 2]) driver.ready(order);
    driver.report(1);
    driver.report(2, other);
    assert.ok(driver.state.kind === "failed");
    assert.equal(driver.state.failure.code, "workers-differ");
  }
});

test("a new session is told what holds: reconfigure while it is awaited, then start and commands", () => {
  const driver = new Driver({ replicas: 2 });
  for (const order of [1, 2]) driver.come(order);
  driver.ready(1);
  driver.ready(2);
  assert.deepEqual(driver.come(2), ["worker-2 < reconfigure 1"]);
  driver.report(2);
  assert.deepEqual(driver.come(2), []);
  driver.report(1);
  driver.tell({ kind: "asked", command: "pause" });
  assert.deepEqual(driver.come(2), ["worker-2 < start 1 rank 1", "worker-2 < pause"]);
  driver.tell({ kind: "asked", command: "stop" });
  assert.deepEqual(driver.come(1), ["worker-1 < start 1 rank 0", "worker-1 < stop"]);
  driver.tell({ kind: "failed", message: "out of memory" });
  assert.deepEqual(driver.come(1), ["worker-1 < shutdown failed"]);
});

test("a death before the end fails the job and sends the others away", () => {
  const driver = Driver.active(2);
  assert.deepEqual(driver.tell({ kind: "lost", workerId: "worker-2", reason: "silent for 2 s" }), [
    "worker-2 is lost",
    "worker-1 < shutdown failed",
    "end",
  ]);
  assert.ok(driver.state.kind === "failed");
  assert.equal(driver.state.failure.message, "worker-2 on host-2 (pid 102) was lost: silent for 2 s");
});

test("a death while the job forms fails it too", () => {
  const driver = new Driver({ replicas: 2 });
  driver.come(1);
  driver.tell({ kind: "lost", workerId: "worker-1", reason: "silent" });
  assert.equal(driver.state.kind, "failed");
});

test("a worker that has done its part may leave before the result is there", () => {
  const driver = Driver.active(2);
  assert.deepEqual(driver.tell({ kind: "left", workerId: "worker-2", reason: undefined }), ["worker-2 is left"]);
  driver.tell({ kind: "trained" });
  assert.equal(driver.state.kind, "ending");
  assert.deepEqual(driver.tell({ kind: "left", workerId: "worker-1", reason: undefined }), ["worker-1 is left", "end"]);
  assert.equal(driver.state.kind, "ended");
});

test("when all have left and nobody has reported the result, the job has failed", () => {
  const driver = Driver.active(1);
  driver.tell({ kind: "left", workerId: "worker-1", reason: undefined });
  assert.ok(driver.state.kind === "failed");
  assert.match(driver.state.failure.message, /none of them reported the result/);
});

test("after the result a death is none of the job's business, and who stays too long is sent away", () => {
  const driver = Driver.active(3);
  driver.tell({ kind: "trained" });
  assert.deepEqual(driver.tell({ kind: "lost", workerId: "worker-1", reason: "silent" }), ["worker-1 is lost"]);
  driver.at = driver.policy.leavingMs;
  assert.deepEqual(driver.tell({ kind: "tick" }), [
    "worker-2 < shutdown finished",
    "worker-3 < shutdown finished",
    "end",
  ]);
});

test("a command is stored before anyone is told, and asking again for what holds does nothing", () => {
  const driver = Driver.active(2);
  assert.deepEqual(driver.tell({ kind: "asked", command: "pause" }), [
    "store 1 paused none",
    "worker-1 < pause",
    "worker-2 < pause",
  ]);
  assert.deepEqual(driver.tell({ kind: "asked", command: "pause" }), []);
  assert.deepEqual(driver.tell({ kind: "asked", command: "resume" })[0], "store 1 running none");
});

test("a job that is to end is not paused, and halt goes beyond stop but stop not beyond halt", () => {
  const driver = Driver.active(1);
  driver.tell({ kind: "asked", command: "pause" });
  assert.deepEqual(driver.tell({ kind: "asked", command: "stop" })[0], "store 1 running stop");
  assert.deepEqual(driver.tell({ kind: "asked", command: "pause" }), []);
  assert.deepEqual(driver.tell({ kind: "asked", command: "halt" })[0], "store 1 running halt");
  assert.deepEqual(driver.tell({ kind: "asked", command: "stop" }), []);
});

test("a halt before the first round ends the job at once", () => {
  const driver = new Driver({ replicas: 2 });
  driver.come(1);
  assert.deepEqual(driver.tell({ kind: "asked", command: "halt" }), [
    "store 0 running halt",
    "worker-1 < shutdown halted",
    "end",
  ]);
});

test("a halted job's workers may go for any reason; a death fails it still", () => {
  const halted = Driver.active(2);
  halted.tell({ kind: "asked", command: "halt" });
  halted.tell({ kind: "left", workerId: "worker-1", reason: "halted" });
  halted.tell({ kind: "left", workerId: "worker-2", reason: "halted" });
  assert.equal(halted.state.kind, "halted");
  const died = Driver.active(2);
  died.tell({ kind: "asked", command: "halt" });
  died.tell({ kind: "lost", workerId: "worker-1", reason: "silent" });
  assert.equal(died.state.kind, "failed");
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

test("who comes when the job has begun, or is over, is sent away", () => {
  const driver = Driver.active(1);
  assert.deepEqual(driver.come(2), ["worker-2 < shutdown late"]);
  driver.tell({ kind: "failed", message: "out of memory" });
  assert.deepEqual(driver.come(3), ["worker-3 < shutdown failed"]);
});
