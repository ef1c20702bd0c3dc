// A new leader finds what the one before it has stored, and workers that come back to it, at each point at which that one can have died.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Started } from "../../../coordinator/membership/events.ts";
import { membershipAfter, type StoredMembership } from "../../../coordinator/membership/returning.ts";
import type { Plan } from "../../../coordinator/membership/state.ts";
import { Driver } from "./membership-support.ts";

const NOW = 10_000;

/** Of two workers that train in generation 1. */
function before(): { readonly plan: Plan; readonly stored: StoredMembership; readonly started: Started } {
  const { plan } = Driver.active(2);
  const asked = { paused: false, wanted: "none", replicas: 2 } as const;
  const stored = { generation: 1, planned: { generation: 1, plan }, asked, deaths: [] };
  return { plan, stored, started: { generation: 1, planHash: plan.hash } };
}

function aLeader(stored: StoredMembership): Driver {
  const driver = new Driver();
  driver.at = NOW;
  driver.state = membershipAfter(stored, NOW, driver.policy);
  return driver;
}

/** @returns what came of it, but for that it may go on: an order to pause may have been the last that it heard */
function back(driver: Driver, order: number, started?: Started): string[] {
  const told = [...driver.come(order, started), ...driver.ready(order)];
  return told.filter((line) => line !== `worker-${order} < resume`);
}

/** What is stored of deaths when that happens. */
function recordedDeaths(driver: Driver, event: Parameters<Driver["tell"]>[0]): unknown {
  driver.tell(event);
  const last = driver.effects.findLast((effect) => effect.kind === "store");
  return last?.record.deaths;
}

test("a worker that comes back is told that it may go on, where nobody has asked for a pause", () => {
  const { stored, started } = before();
  assert.ok(aLeader(stored).come(1, started).includes("worker-1 < resume"));
});

test("all come back and obey the stored plan: the same generation goes on, nobody is asked to stop", () => {
  const { stored, started } = before();
  const driver = aLeader(stored);
  assert.deepEqual(back(driver, 2, started), ["worker-2 is started", "worker-2 is ready"]);
  assert.deepEqual(back(driver, 1, started).slice(-3), [
    "generation 1 of 2 from round 0",
    "worker-1 < start 1 rank 0",
    "worker-2 < start 1 rank 1",
  ]);
  assert.deepEqual(driver.plan, stored.planned?.plan);
  assert.ok(!driver.effects.some(({ kind }) => kind === "store"));
});

test("one has not come back after 3 s: the next generation is made of the others, and not before", () => {
  const { stored, started } = before();
  const driver = aLeader(stored);
  back(driver, 1, started);
  assert.deepEqual(driver.tick(2999), []);
  assert.deepEqual(driver.tick(1), ["store 2", "worker-1 < reconfigure 2"]);
  assert.deepEqual(driver.report(1, { round: 7 })[1], "generation 2 of 1 from round 7");
});

test("the leader died after it stored the next generation: the one after that is made, whether workers had heard of it or not", () => {
  const { stored, started } = before();
  for (const first of [started, undefined]) {
    const driver = aLeader({ ...stored, generation: 2 });
    back(driver, 1, first);
    assert.deepEqual(back(driver, 2, started).slice(-3), [
      "store 3",
      "worker-1 < reconfigure 3",
      "worker-2 < reconfigure 3",
    ]);
  }
});

test("the leader died after it stored the plan: one that has not had its Start is asked again, with all others", () => {
  const { stored, plan } = before();
  const driver = aLeader({ ...stored, generation: 2, planned: { generation: 2, plan } });
  back(driver, 1, { generation: 2, planHash: plan.hash });
  assert.equal(back(driver, 2)[2], "store 3");
});

test("a worker with another plan of the same generation is not gone on with", () => {
  const { stored, started } = before();
  const driver = aLeader(stored);
  back(driver, 1, started);
  assert.equal(back(driver, 2, { ...started, planHash: "another" })[2], "store 2");
});

test("nothing was planned before: it forms as a first coordinator would, above the last generation", () => {
  const driver = aLeader({ generation: 4, planned: undefined, asked: undefined, deaths: [] });
  back(driver, 1);
  assert.equal(back(driver, 2)[2], "store 5");
});

test("what users have asked for holds on, and what they ask meanwhile is stored", () => {
  const { stored, started } = before();
  const driver = aLeader({ ...stored, asked: { paused: true, wanted: "none", replicas: 2 } });
  back(driver, 1, started);
  assert.deepEqual(back(driver, 2, started).slice(-4), [
    "worker-1 < start 1 rank 0",
    "worker-1 < pause",
    "worker-2 < start 1 rank 1",
    "worker-2 < pause",
  ]);
  const other = aLeader(stored);
  assert.deepEqual(other.tell({ kind: "asked", command: "stop" }), ["store 1 running stop"]);
  back(other, 1, started);
  assert.ok(back(other, 2, started).includes("worker-2 < stop"));
});

test("a worker that came back and died before the others is not counted", () => {
  const { stored, started } = before();
  const driver = aLeader(stored);
  back(driver, 1, started);
  driver.lose(1);
  back(driver, 2, started);
  assert.equal(driver.state.kind, "returning");
  assert.equal(driver.tick(3000)[0], "store 2");
});

test("deaths under the leader before count: the third with a micro-batch in hand fails the job, whoever led at the first two", () => {
  const { stored, started } = before();
  const deaths = [1, 2].map((n) => ({ round: 0, lo: 4, hi: 6, what: `worker-${n + 2} on host-1: SIGSEGV` }));
  const driver = aLeader({ ...stored, deaths });
  back(driver, 1, started);
  back(driver, 2, started);
  assert.deepEqual(recordedDeaths(driver, { kind: "asked", command: "pause" }), deaths);
  driver.run(2, 0, 4, 5);
  driver.lose(2, "SIGSEGV");
  assert.ok(driver.state.kind === "failed");
  assert.equal(driver.state.failure.code, "poison-micro-batch");
});

test("none has come back: the job waits for any, and says so", () => {
  const { stored } = before();
  const driver = aLeader(stored);
  assert.deepEqual(driver.tick(3000), ["warning too-few-workers"]);
  assert.equal(back(driver, 1)[2], "store 2");
});
