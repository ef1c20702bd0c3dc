// Any order of events keeps the invariants of coordinator/membership/step.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TreeRange } from "../../../common/tree.ts";
import { isOver } from "../../../coordinator/membership/end.ts";
import type { Effect } from "../../../coordinator/membership/state.ts";
import { Driver } from "./membership-support.ts";

type Action = (driver: Driver) => void;

const order = fc.integer({ min: 1, max: 5 });
const does = <T>(of: fc.Arbitrary<T>, act: (driver: Driver, value: T) => unknown): fc.Arbitrary<Action> =>
  of.map(
    (value): Action =>
      (driver) =>
        void act(driver, value),
  );
const held = fc
  .tuple(fc.nat(4), fc.nat(4))
  .map(([a, b]) => (a === b ? [] : [{ lo: Math.min(a, b), hi: Math.max(a, b) }]));

const action: fc.Arbitrary<Action> = fc.oneof(
  does(order, (driver, n) => driver.come(n)),
  does(order, (driver, n) => driver.ready(n)),
  does(fc.tuple(order, fc.constantFrom(0, 0, 0, 1), held), (driver, [n, round, ranges]) =>
    driver.report(n, { round, leaves: driver.policy.microBatches, held: ranges }),
  ),
  does(order, (driver, n) => driver.report(n, { fresh: true, stateHash: "" })),
  does(order, (driver, n) => driver.report(n, { generation: n })),
  does(fc.tuple(order, fc.constantFrom(undefined, "SIGTERM")), (driver, [n, reason]) =>
    driver.tell({ kind: "left", workerId: `worker-${n}`, reason }),
  ),
  does(order, (driver, n) => driver.lose(n)),
  does(order, (driver, n) => driver.tell({ kind: "lost", workerId: `worker-${n}`, reason: "stuck", isStuck: true })),
  does(order, (driver, n) => driver.tell({ kind: "closed", workerId: `worker-${n}` })),
  does(order, (driver, n) => driver.tell({ kind: "exited", host: `host-${n}`, pid: 100 + n, reason: "SIGKILL" })),
  does(order, (driver, n) => driver.tell({ kind: "drain", workerId: `worker-${n}`, reason: "SIGTERM" })),
  does(order, (driver, replicas) => driver.tell({ kind: "scaled", replicas })),
  does(fc.tuple(order, fc.nat(3), fc.boolean()), (driver, [n, lo, done]) => driver.run(n, 0, lo, lo + 1, done)),
  does(fc.tuple(order, fc.constantFrom(0.25, 1, 1.5)), (driver, [n, perSecond]) =>
    driver.tell({ kind: "speed", workerId: `worker-${n}`, perSecond }),
  ),
  does(fc.tuple(order, order), (driver, [n, peer]) => {
    const { generation } = driver.state;
    driver.tell({ kind: "peer-lost", workerId: `worker-${n}`, peer: `worker-${peer}`, generation });
  }),
  does(order, (driver, n) => {
    const { generation } = driver.state;
    driver.tell({ kind: "wrong-numbers", peer: `worker-${n}`, generation, reason: "an audit" });
  }),
  does(fc.constantFrom("pause", "resume", "stop", "halt"), (driver, command) =>
    driver.tell({ kind: "asked", command: command as "pause" }),
  ),
  does(fc.constant(undefined), (driver) => driver.tell({ kind: "trained" })),
  does(fc.integer({ min: 0, max: 20_000 }), (driver, ms) => driver.tick(ms)),
);

/** Events that bring a generation about, so that most runs get past forming. */
const towardsStart: fc.Arbitrary<Action[]> = fc.subarray([1, 2, 3], { minLength: 1 }).map((orders) => [
  ...orders.map((n): Action => (driver) => void driver.come(n)), // biome-ignore format: one event a line
  ...orders.map(
    (n): Action =>
      (driver) =>
        void driver.ready(n),
  ),
  (driver) => void driver.tick(30_000),
  ...orders.map(
    (n): Action =>
      (driver) =>
        void driver.report(n),
  ),
]);

const history = fc
  .tuple(fc.oneof(fc.constant([]), towardsStart), fc.array(action, { maxLength: 40 }))
  .map((both) => both.flat());

test("any order of events keeps M1 to M8", () => {
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
        assert.ok(!isOver(driver.state) || mayBeOver(driver), "M8");
        assert.ok(driver.effects.filter(({ kind }) => kind === "end").length <= 1, "M6");
      },
    ),
    { numRuns: 1000 },
  );
});

function onlyGoodbyes(effects: readonly Effect[]): boolean {
  return effects.every(
    (effect) =>
      ["member", "release"].includes(effect.kind) || (effect.kind === "send" && effect.order.kind === "shutdown"),
  );
}

/** Deaths alone end nothing, but for a micro-batch that three workers die of; states that differ are nobody's death. */
function mayBeOver({ state }: Driver): boolean {
  if (state.kind !== "failed") return true;
  const { code, message } = state.failure;
  return code !== "worker-lost" || /all workers have left/.test(message);
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
    assert.ok(plan.quotas.every((quota) => quota >= 0));
    if (plan.first !== undefined) assert.equal(sizeOf(plan.first.flat()), policy.microBatches);
    assert.ok(plan.restore || !plan.behind.includes(plan.source));
    assert.equal(
      plan.quotas.reduce((sum, quota) => sum + quota, 0),
      policy.microBatches,
    );
  }
}

function sizeOf(ranges: readonly TreeRange[]): number {
  return ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
}
