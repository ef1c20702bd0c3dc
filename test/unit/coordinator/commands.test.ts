// What a job is told to do, and how it ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

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
  assert.deepEqual(driver.lose(1), ["worker-1 is lost", "worker-1 released"]);
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

test("a halted job's workers may go for any reason; when one dies the others go on to the edge", () => {
  const halted = Driver.active(2);
  halted.tell({ kind: "asked", command: "halt" });
  assert.deepEqual(halted.tell({ kind: "left", workerId: "worker-1", reason: "halted" }), ["worker-1 is left"]);
  halted.tell({ kind: "left", workerId: "worker-2", reason: "halted" });
  assert.equal(halted.state.kind, "halted");
  const died = Driver.active(3);
  died.tell({ kind: "asked", command: "halt" });
  died.tell({ kind: "left", workerId: "worker-3", reason: "halted" });
  assert.deepEqual(died.lose(1).slice(2), ["store 2", "worker-2 < reconfigure 2"]);
  assert.deepEqual(died.report(2).slice(2), ["worker-2 < start 2 rank 0", "worker-2 < halt"]);
  died.lose(2);
  assert.equal(died.state.kind, "halted");
});

test("who comes when the job is over is sent away", () => {
  const driver = Driver.active(1);
  driver.tell({ kind: "failed", message: "out of memory" });
  assert.deepEqual(driver.come(3), ["worker-3 < shutdown failed"]);
});

test("the result may be reported by everyone, while a generation forms too", () => {
  const driver = Driver.active(2);
  driver.lose(2);
  driver.tell({ kind: "trained" });
  assert.equal(driver.state.kind, "ending");
  assert.deepEqual(driver.tell({ kind: "trained" }), []);
  assert.deepEqual(driver.tell({ kind: "left", workerId: "worker-1", reason: undefined }), ["worker-1 is left", "end"]);
});
