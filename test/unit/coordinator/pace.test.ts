// When a change begins that can wait: early in a round, so that nobody waits for it at the round's end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

const ROUND_MS = 240;

/** Two workers train, and a third is asked for; round 6 has begun. */
function training(roundMs = ROUND_MS): Driver {
  const driver = Driver.active(2);
  driver.tell({ kind: "scaled", replicas: 3 });
  driver.come(3);
  for (const round of [5, 6]) {
    driver.at += roundMs;
    driver.run(1, round, 0, 1);
    driver.run(2, round, 4, 5);
  }
  return driver;
}

const formed = ["store 2", "worker-1 < reconfigure 2", "worker-2 < reconfigure 2", "worker-3 < reconfigure 2"];

test("who joins late in a round waits for the next one to begin", () => {
  const driver = training();
  driver.at += 100;
  assert.deepEqual(driver.ready(3), ["worker-3 is ready"]);
  assert.deepEqual(driver.tick(50), []);
  driver.at += 90;
  assert.deepEqual(driver.run(1, 6, 1, 2), [], "of the same round");
  assert.deepEqual(driver.run(2, 7, 4, 5), formed);
});

test("where a round goes on for long enough nobody waits", () => {
  const driver = training(2000);
  driver.at += 1600;
  assert.deepEqual(driver.ready(3), ["worker-3 is ready", ...formed]);
});

test("where no round begins any more, a change that waits is made after a while", () => {
  const driver = training();
  driver.at += 100;
  driver.ready(3);
  driver.tell({ kind: "asked", command: "pause" });
  assert.deepEqual(driver.tick(500), []);
  assert.deepEqual(driver.tick(200), formed);
});

test("a loss does not wait, and takes along what does", () => {
  const driver = training();
  driver.at += 100;
  driver.ready(3);
  assert.deepEqual(driver.lose(1), ["worker-1 is lost", "worker-1 released", "store 2", ...formed.slice(2)]);
});

test("who takes the place of a lost worker does not wait", () => {
  const driver = training();
  driver.at += 100;
  driver.lose(1);
  driver.report(2);
  driver.come(4);
  assert.equal(driver.ready(4)[1], "store 3");
  for (const order of [2, 4]) driver.report(order);
  assert.equal(driver.plan.members.length, 2);
  assert.deepEqual(driver.ready(3), ["worker-3 is ready"], "that makes more than there were before");
});

test("a member that drains is relieved when a round begins", () => {
  const driver = training();
  driver.at += 100;
  assert.deepEqual(driver.tell({ kind: "drain", workerId: "worker-2", reason: "SIGTERM" }), ["worker-2 is draining"]);
  driver.at += 140;
  assert.deepEqual(driver.run(1, 7, 0, 1), formed.slice(0, 3));
});
