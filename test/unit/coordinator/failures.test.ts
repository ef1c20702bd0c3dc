// Broken links, micro-batches that workers die of, computing that has stuck.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { largestConnected } from "../../../coordinator/membership/peers.ts";
import { ProgressWatch } from "../../../coordinator/membership/progress.ts";
import type { Member } from "../../../coordinator/membership/state.ts";
import { Driver } from "./membership-support.ts";

const peerLost = (driver: Driver, order: number, peer: number): string[] => {
  const { generation } = driver.state;
  return driver.tell({ kind: "peer-lost", workerId: `worker-${order}`, peer: `worker-${peer}`, generation });
};

test("a member whose session and links to all others are closed is lost at once", () => {
  const driver = Driver.active(3);
  assert.deepEqual(peerLost(driver, 1, 2), []);
  assert.deepEqual(driver.tell({ kind: "closed", workerId: "worker-2" }), [], "one of the others reaches it still");
  assert.deepEqual(peerLost(driver, 3, 2).slice(0, 3), ["worker-2 is lost", "worker-2 released", "store 2"]);
});

test("after a link broke between live members they link anew; the one that came later loses its part only if that fails", () => {
  const driver = Driver.active(2);
  peerLost(driver, 1, 2);
  assert.deepEqual(driver.tick(249), []);
  assert.deepEqual(driver.tick(1), ["store 2", "worker-1 < reconfigure 2", "worker-2 < reconfigure 2"]);
  for (const order of [1, 2]) driver.report(order);
  assert.deepEqual(driver.tick(5000), []);
  peerLost(driver, 2, 1);
  assert.deepEqual(driver.tick(1499), []);
  assert.deepEqual(driver.tick(1).slice(0, 3), [
    "worker-2 is lost",
    "worker-2 < shutdown cut-off",
    "worker-2 released",
  ]);
  assert.deepEqual(driver.come(2), ["worker-2 < shutdown cut-off"]);
});

test("what was said of a link in another generation does not count", () => {
  const driver = Driver.active(3);
  driver.tell({ kind: "peer-lost", workerId: "worker-1", peer: "worker-2", generation: 0 });
  peerLost(driver, 1, 3);
  driver.lose(2);
  for (const order of [1, 3]) driver.report(order);
  assert.deepEqual(driver.tick(5000), []);
});

const aMember = (order: number): Member => ({
  workerId: `worker-${order}`,
  order,
  host: "h",
  pid: order,
  isConnected: true,
  runs: [],
});

test("of members that do not all reach each other the largest set stays in which they do", () => {
  const edges = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 8 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const members = [0, 1, 2, 3, 4, 5, 6].map(aMember);
      const broken = pairs.flatMap(([by, to]) =>
        by === to ? [] : [{ by: `worker-${by}`, to: `worker-${to}`, at: 0 }],
      );
      const isWhole = (some: readonly Member[]): boolean => {
        const ids = some.map(({ workerId }) => workerId);
        return !broken.some(({ by, to }) => ids.includes(by) && ids.includes(to));
      };
      const kept = largestConnected(members, broken);
      assert.ok(isWhole(kept));
      for (let subset = 0; subset < 1 << members.length; subset++) {
        const some = members.filter((_, i) => (subset & (1 << i)) !== 0);
        if (isWhole(some)) assert.ok(some.length <= kept.length, "there is a larger one");
      }
    }),
  );
  const cut = [{ by: "worker-2", to: "worker-1", at: 0 }];
  assert.deepEqual(largestConnected([aMember(1), aMember(2)], cut), [aMember(1)]);
});

test("a micro-batch in hand at two deaths stands alone, and a third death with it fails the job", () => {
  const driver = Driver.active(4, { microBatches: 16 });
  const standing = { round: 9, leaves: 16 };
  driver.run(1, 9, 4, 6);
  driver.lose(1, "SIGSEGV");
  for (const order of [2, 3, 4])
    driver.report(order, { ...standing, held: [{ lo: 4 * order - 4, hi: 4 * order - 3 }] });
  driver.run(2, 9, 5, 6);
  driver.lose(2, "SIGSEGV");
  for (const order of [3, 4]) driver.report(order, { ...standing, held: [{ lo: 4 * order - 4, hi: 4 * order - 3 }] });
  assert.ok(
    driver.plan.first?.flat().some(({ lo, hi }) => lo === 5 && hi === 6),
    JSON.stringify(driver.plan.first),
  );
  driver.run(3, 9, 5, 6);
  driver.lose(3, "out of memory");
  assert.ok(driver.state.kind === "failed");
  assert.equal(driver.state.failure.code, "poison-micro-batch");
  assert.match(driver.state.failure.message, /^micro-batch 5 of round 9 .*SIGSEGV.*worker-3 on host-3: out of memory$/);
});

test("deaths in rounds that were completed are forgotten, and a run that has ended is nobody's death", () => {
  const driver = Driver.active(5);
  for (const [order, round] of [
    [1, 9],
    [2, 9],
    [3, 10],
  ] as const) {
    driver.run(order, round, 0, 1);
    if (order === 2) driver.run(order, round, 0, 1, true);
    driver.lose(order);
    for (let other = order + 1; other <= 5; other++) driver.report(other, { round });
  }
  assert.equal(driver.state.kind, "active");
  assert.deepEqual(driver.state.deaths, [{ round: 10, lo: 0, hi: 1, what: "worker-3 on host-3: silent" }]);
});

test("of the runs in hand the first two count, and a worker that leaves because it failed counts as one that died", () => {
  const driver = Driver.active(4, { microBatches: 16 });
  for (const lo of [0, 1, 2, 3]) driver.run(1, 9, lo, lo + 1);
  driver.run(1, 9, 0, 1, true);
  driver.tell({ kind: "left", workerId: "worker-1", reason: "the compute thread ended" });
  assert.deepEqual(
    driver.state.deaths.map(({ lo }) => lo),
    [1, 2],
  );
});

const BUDGET = { stuckMs: 3000, stuckFactor: 8, loadingMs: 600_000 };

test("a run that does not end is noticed after 3 s or 8 times the usual, whichever is longer", () => {
  for (const [usualMs, budgetMs] of [
    [100, 3000],
    [1000, 8000],
  ] as const) {
    const watch = new ProgressWatch(BUDGET, 250);
    watch.begun("worker-1", 4, 0);
    watch.ended("worker-1", usualMs);
    watch.begun("worker-1", 4, usualMs);
    const until = usualMs + budgetMs;
    for (let at = usualMs; at <= until; at += 250) assert.deepEqual(watch.check(at), []);
    assert.deepEqual(watch.check(until + 250)[0]?.workerId, "worker-1");
    assert.deepEqual(watch.check(until + 500), [], "once");
  }
});

test("neither a first run, nor another size, nor waiting, nor a late check is taken for being stuck", () => {
  const watch = new ProgressWatch(BUDGET, 250);
  watch.begun("first", 4, 0);
  watch.begun("idle", 4, 0);
  watch.ended("idle", 100);
  watch.begun("other size", 4, 0);
  watch.ended("other size", 100);
  watch.begun("other size", 8, 100);
  watch.begun("cut", 4, 0);
  watch.ended("cut", 100);
  watch.begun("cut", 4, 100);
  watch.interrupted("cut");
  for (let at = 250; at <= 60_000; at += 250) assert.deepEqual(watch.check(at), []);
  watch.begun("late", 4, 60_000);
  watch.ended("late", 60_100);
  watch.begun("late", 4, 60_100);
  assert.deepEqual(watch.check(90_000), []);
});
