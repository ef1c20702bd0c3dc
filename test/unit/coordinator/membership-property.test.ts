// Any order of events keeps the invariants of coordinator/membership/step.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOver } from "../../../coordinator/membership/end.ts";
import type { Effect } from "../../../coordinator/membership/state.ts";
import { Driver } from "./membership-support.ts";

type Action = (driver: Driver) => void;

const order = fc.integer({ min: 1, max: 5 });
const action: fc.Arbitrary<Action> = fc.oneof(
  order.map(
    (n): Action =>
      (driver) =>
        void driver.come(n),
  ),
  order.map(
    (n): Action =>
      (driver) =>
        void driver.ready(n),
  ),
  fc.tuple(order, fc.constantFrom(0, 0, 0, 1)).map(
    ([n, round]): Action =>
      (driver) =>
        void driver.report(n, { round }),
  ),
  order.map(
    (n): Action =>
      (driver) =>
        void driver.report(n, { generation: n }),
  ),
  fc.tuple(order, fc.constantFrom(undefined, "SIGTERM")).map(
    ([n, reason]): Action =>
      (driver) =>
        void driver.tell({ kind: "left", workerId: `worker-${n}`, reason }),
  ),
  order.map(
    (n): Action =>
      (driver) =>
        void driver.tell({ kind: "lost", workerId: `worker-${n}`, reason: "silent" }),
  ),
  fc.constantFrom("pause", "resume", "stop", "halt").map(
    (command): Action =>
      (driver) =>
        void driver.tell({ kind: "asked", command: command as "pause" }),
  ),
  fc.constant<Action>((driver) => void driver.tell({ kind: "trained" })),
  fc.integer({ min: 0, max: 20_000 }).map(
    (ms): Action =>
      (driver) => {
        driver.at += ms;
        driver.tell({ kind: "tick" });
      },
  ),
);

/** Events that bring a generation about, so that most runs get past forming. */
const towardsStart: fc.Arbitrary<Action[]> = fc.subarray([1, 2, 3], { minLength: 1 }).map((orders) => [
  ...orders.map(
    (n): Action =>
      (driver) =>
        void driver.come(n),
  ),
  ...orders.map(
    (n): Action =>
      (driver) =>
        void driver.ready(n),
  ),
  (driver) => {
    driver.at += 30_000;
    driver.tell({ kind: "tick" });
  },
  ...orders.map(
    (n): Action =>
      (driver) =>
        void driver.report(n),
  ),
]);

const history = fc
  .tuple(fc.oneof(fc.constant([]), towardsStart), fc.array(action, { maxLength: 40 }))
  .map((both) => both.flat());

test("any order of events keeps M1 to M6", () => {
  fc.assert(
    fc.property(
      history,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (actions, replicas, microBatches) => {
        const driver = new Driver({ replicas, microBatches });
        let before = driver.state;
        for (const act of actions) {
          const told = driver.effects.length;
          act(driver);
          assert.ok(
            driver.state.generation - before.generation <= 1 && driver.state.generation >= before.generation,
            "M1",
          );
          if (isOver(before))
            assert.ok(onlyGoodbyes(driver.effects.slice(told)) && driver.state.kind === before.kind, "M6");
          before = driver.state;
        }
        storedBeforeSent(driver.effects);
        ranksInOrder(driver);
        assert.ok(driver.effects.filter(({ kind }) => kind === "end").length <= 1, "M6");
      },
    ),
    { numRuns: 1000 },
  );
});

function onlyGoodbyes(effects: readonly Effect[]): boolean {
  return effects.every(
    (effect) => effect.kind === "member" || (effect.kind === "send" && effect.order.kind === "shutdown"),
  );
}

/** M4, M5: a store of the same comes first, and only who was asked to report is started. */
function storedBeforeSent(effects: readonly Effect[]): void {
  let stored = 0;
  let planned = 0;
  let asked = { paused: false, wanted: "none" };
  const invited = new Set<string>();
  for (const effect of effects) {
    if (effect.kind === "store") {
      stored = effect.record.generation;
      if (effect.record.plan !== undefined) planned = stored;
      if (effect.record.command !== undefined) asked = effect.record.command;
    }
    if (effect.kind !== "send") continue;
    const { workerId, order } = effect;
    if (order.kind === "reconfigure") assert.equal(order.generation, stored, "M4");
    if (order.kind === "reconfigure") invited.add(workerId);
    if (order.kind === "start") assert.ok(order.generation === planned && invited.has(workerId), "M4, M5");
    if (order.kind === "command" && order.command === "pause") assert.ok(asked.paused, "M4");
    if (order.kind === "command" && ["stop", "halt"].includes(order.command))
      assert.equal(asked.wanted, order.command, "M4");
  }
}

/** M2, and no plan without work for everyone. */
function ranksInOrder({ effects, policy }: Driver): void {
  for (const effect of effects) {
    if (effect.kind !== "send" || effect.order.kind !== "start") continue;
    const { plan, rank } = effect.order;
    const orders = plan.members.map(({ workerId }) => Number(workerId.split("-")[1]));
    assert.deepEqual(
      orders,
      [...new Set(orders)].sort((a, b) => a - b),
      "M2",
    );
    assert.equal(plan.members[rank]?.workerId, effect.workerId, "M2");
    assert.equal(plan.quotas.length, orders.length);
    assert.ok(plan.quotas.every((quota) => quota > 0));
    assert.equal(
      plan.quotas.reduce((sum, quota) => sum + quota, 0),
      policy.microBatches,
    );
  }
}
