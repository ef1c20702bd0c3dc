// What the plan of a generation says of where members stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Driver } from "./membership-support.ts";

test("the round in progress is kept: held ranges stay where they are, the rest is shared", () => {
  const driver = Driver.active(3, { microBatches: 12 });
  driver.lose(3);
  driver.report(1, { round: 6, leaves: 12, held: [{ lo: 0, hi: 2 }] });
  driver.report(2, { round: 6, leaves: 12, held: [{ lo: 4, hi: 7 }] });
  const [one, two] = driver.plan.first ?? [];
  assert.deepEqual(one?.[0], { lo: 0, hi: 2 });
  assert.ok(two?.some(({ lo, hi }) => lo === 4 && hi === 7));
  assert.equal(driver.plan.round, 6);
  assert.equal(
    driver.plan.quotas.reduce((sum, quota) => sum + quota, 0),
    12,
  );
});

/** Three workers at 40 micro-batches a second, the third of which is lost so many ms after a round of 24 has begun; a spare is there. */
function lostLate(ms: number): Driver {
  const driver = Driver.active(3, { microBatches: 24 });
  for (const order of [1, 2, 3]) driver.tell({ kind: "speed", workerId: `worker-${order}`, perSecond: 40 });
  driver.come(4);
  driver.ready(4);
  for (const order of [1, 2, 3]) driver.run(order, 6, 8 * order - 8, 8 * order - 7);
  driver.at += ms;
  driver.lose(3);
  driver.report(1, { round: 6, leaves: 24, held: [{ lo: 0, hi: 8 }] });
  driver.report(2, { round: 6, leaves: 24, held: [{ lo: 8, hi: 16 }] });
  driver.report(4, { fresh: true });
  return driver;
}

test("late in a round a newcomer takes nothing of it: the others are done before it has the state", () => {
  assert.deepEqual(lostLate(190).plan.first?.[2], []);
});

test("early in a round a newcomer takes more of it than those who hold something still", () => {
  const sizes = lostLate(10).plan.first?.map((ranges) => ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0));
  assert.deepEqual(sizes, [10, 9, 5]);
});

test("what a member one round behind holds is void, and it gets the state from the lowest that has it", () => {
  const driver = Driver.active(3);
  driver.lose(3);
  driver.report(1, { round: 6, stateHash: "06", leaves: 8, held: [{ lo: 0, hi: 3 }] });
  driver.report(2, { round: 7, stateHash: "07" });
  assert.deepEqual(driver.plan, { ...driver.plan, round: 7, behind: [0], source: 1, restore: false });
  assert.equal(driver.plan.first, undefined);
});

test("of members at one round the state of most of them stands, and the odd one is told of", () => {
  const driver = Driver.active(4);
  driver.lose(4);
  driver.report(1, { round: 6, stateHash: "bad" });
  driver.report(2, { round: 6 });
  assert.deepEqual(driver.report(3, { round: 6 })[0], "warning state-differs");
  assert.deepEqual(driver.plan, { ...driver.plan, behind: [0], source: 1 });
});

/** Two workers whose states differ at round 6. */
function aDoubt(): Driver {
  const driver = Driver.active(2);
  differ(driver, 6);
  return driver;
}

function differ(driver: Driver, round: number): string[] {
  driver.tell({ kind: "diverged", generation: driver.state.generation, reason: "" });
  driver.report(1, { round, stateHash: "0a", leaves: 8, held: [{ lo: 0, hi: 4 }] });
  return driver.report(2, { round, stateHash: "0b", leaves: 8 });
}

test("without a majority nobody knows which state is right: all go back to the newest checkpoint, and a warning names both", () => {
  const driver = aDoubt();
  assert.deepEqual(driver.plan, { ...driver.plan, restore: true, behind: [], round: 0 });
  assert.deepEqual([driver.plan.first, driver.plan.reissued], [undefined, undefined]);
  const told = driver.effects.flatMap((effect) => (effect.kind === "warning" ? [effect.warning] : []));
  assert.equal(told.length, 1);
  assert.match(told[0]?.message ?? "", /worker-1 .* state 0a, but worker-2 .* state 0b/);
});

test("of two whose states differ one dies before it has told its own: nobody knows whether the other's is right", () => {
  const driver = Driver.active(2);
  driver.tell({ kind: "diverged", generation: 1, reason: "" });
  driver.lose(2);
  assert.equal(driver.report(1, { round: 6 })[0], "warning states-undecided");
  assert.deepEqual(driver.plan, { ...driver.plan, restore: true, behind: [], round: 0 });
});

test("of three one differs: the others are most of them, also without it", () => {
  const driver = Driver.active(3);
  driver.tell({ kind: "diverged", generation: 1, reason: "" });
  driver.lose(2);
  driver.report(1, { round: 6 });
  driver.report(3, { round: 6 });
  assert.deepEqual(driver.plan, { ...driver.plan, restore: false, behind: [], round: 6 });
});

test("if states differ again at that round, a checkpoint does not help and the job fails; later it may", () => {
  const driver = aDoubt();
  assert.equal(differ(driver, 8)[0], "warning states-undecided");
  differ(driver, 8);
  assert.ok(driver.state.kind === "failed");
  assert.equal(driver.state.failure.code, "workers-differ");
  assert.match(driver.state.failure.message, /worker-1 .* state 0a, but worker-2 .* state 0b/);
});

function aThirdComes(driver: Driver): void {
  driver.tell({ kind: "scaled", replicas: 3 });
  driver.come(3);
  driver.ready(3);
  driver.report(3, { fresh: true });
}

test("a state from before the checkpoint does not count, however few have it", () => {
  const restarts = [{ fresh: true }, { round: 6, stateHash: "0b", placed: 1 }];
  for (const [one, two] of [restarts, [restarts[1], restarts[1]], [restarts[1], { round: 6, placed: 1 }]]) {
    const driver = aDoubt();
    aThirdComes(driver);
    driver.report(1, one);
    driver.report(2, two);
    assert.deepEqual(driver.plan, { ...driver.plan, restore: true, behind: [], round: 0 });
  }
});

test("once somebody has gone on from the checkpoint, whoever has a state from before it gets another one", () => {
  const driver = aDoubt();
  aThirdComes(driver);
  driver.report(1, { round: 6, stateHash: "0a", placed: 1 });
  driver.report(2, { round: 4, placed: 2 });
  assert.deepEqual(driver.plan, { ...driver.plan, restore: false, behind: [0, 2], source: 1, round: 4 });
});

test("what a lost worker had of the round and others compute is named as issued again, also by the next plan of that round", () => {
  const driver = Driver.active(3, { microBatches: 12 });
  driver.lose(3);
  driver.report(1, { round: 6, leaves: 12, held: [{ lo: 0, hi: 4 }] });
  driver.report(2, { round: 6, leaves: 12, held: [{ lo: 4, hi: 6 }] });
  assert.deepEqual(driver.plan.reissued, [{ lo: 8, hi: 12 }]);
  driver.lose(2);
  driver.report(1, {
    round: 6,
    leaves: 12,
    held: [
      { lo: 0, hi: 4 },
      { lo: 8, hi: 10 },
    ],
  });
  const lostFirst = { lo: 8, hi: 12 };
  assert.deepEqual(driver.plan.reissued, [{ lo: 4, hi: 6 }, lostFirst]);
  driver.tell({ kind: "scaled", replicas: 2 });
  driver.come(4);
  driver.ready(4);
  driver.report(1, { round: 7, leaves: 12, held: [{ lo: 0, hi: 2 }] });
  driver.report(4, { fresh: true });
  assert.equal(driver.plan.reissued, undefined);
});

test("what is given to a newcomer is not issued again; what a worker had computed from another state is", () => {
  const driver = Driver.active(3, { microBatches: 12, replicas: 3 });
  driver.tell({ kind: "diverged", generation: 1, reason: "" });
  for (const order of [1, 2, 3])
    driver.report(order, { round: 6, leaves: 12, held: [], stateHash: order === 2 ? "bad" : "06" });
  assert.deepEqual(driver.plan.reissued, [{ lo: 4, hi: 8 }]);
});

test("a worker that is one round behind has lost nothing of the next one", () => {
  const driver = Driver.active(3, { microBatches: 12 });
  driver.tell({ kind: "scaled", replicas: 2 });
  driver.tell({ kind: "diverged", generation: 1, reason: "" });
  driver.report(1, { round: 7, leaves: 12, held: [{ lo: 0, hi: 4 }] });
  driver.report(2, { round: 6, stateHash: "06" });
  driver.report(3, { round: 7, leaves: 12, held: [] });
  assert.equal(driver.plan.reissued, undefined);
});

test("the plan's hash is of its members and quotas", () => {
  const [a, b, c] = [Driver.active(2), Driver.active(2), Driver.active(3)];
  assert.match(a.plan.hash, /^[0-9a-f]{16}$/);
  assert.equal(a.plan.hash, b.plan.hash);
  assert.notEqual(a.plan.hash, c.plan.hash);
});
