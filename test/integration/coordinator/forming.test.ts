import assert from "node:assert/strict";
import { test } from "node:test";
import type { Standing } from "../../../worker/coordination/standing.ts";
import { aCoordinator, aWorker, DEADLINE, readyInfo, soon, standing } from "./support.ts";

test("three workers form a generation, with ranks in the order of their ids", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 3, min: 3 } });
  const workers = [];
  for (const host of ["a", "b", "c"]) workers.push(await aWorker(t, coordinator.address, { host }));
  // Ready in another order than they came.
  for (const at of [2, 0, 1]) workers[at]?.session.ready(readyInfo({ address: `127.0.0.1:${at}` }), standing());
  const starts = await Promise.all(workers.map(({ session }) => session.start(0, soon())));
  assert.deepEqual(
    starts.map(({ rank }) => rank),
    [0, 1, 2],
  );
  for (const { generation, members, quotas } of starts) {
    assert.equal(generation, 1);
    assert.deepEqual(
      members.map(({ workerId, host, address }) => ({ workerId, host, address })),
      ["a", "b", "c"].map((host, at) => ({ workerId: `worker-${at + 1}`, host, address: `127.0.0.1:${at}` })),
    );
    assert.equal(
      quotas.reduce((sum, quota) => sum + quota, 0),
      8,
    );
  }
  assert.deepEqual(told.generations, [{ generation: 1, worldSize: 3, round: 0, reason: "3 workers are ready" }]);
  assert.deepEqual(
    told.stored.map(({ generation, plan }) => ({ generation, planned: plan !== undefined })),
    [
      { generation: 1, planned: false },
      { generation: 1, planned: true },
    ],
  );
});

test("a worker is given the job, its settings and its hash", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const { session: _session, manifest: _manifest, samples: _samples, ...given } = await aWorker(t, coordinator.address);
  assert.deepEqual(given, {
    workerId: "worker-1",
    jobUid: "uid-1",
    jobName: "flowers",
    jobText: "kind: FineTuneJob\n",
    jobHash: "abc",
    settings: { eager: false },
  });
});

test("the job ends with the result that was reported, once all workers have left", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 2 } });
  const workers = [await aWorker(t, coordinator.address), await aWorker(t, coordinator.address)];
  for (const { session } of workers) session.ready(readyInfo(), standing());
  for (const { session } of workers) await session.start(0, soon());
  await workers[1]?.session.leave();
  await workers[0]?.session.report("event", { event: "step", step: 1 });
  await workers[0]?.session.report("trained", { weightsSha256: "f00" });
  await workers[0]?.session.leave();
  assert.deepEqual(await coordinator.done, { kind: "trained", result: { weightsSha256: "f00" } });
  assert.deepEqual(
    told.reports.map(({ kind, workerId }) => ({ kind, workerId })),
    [
      { kind: "event", workerId: "worker-1" },
      { kind: "trained", workerId: "worker-1" },
    ],
  );
  assert.deepEqual(told.members.map(({ workerId, state }) => `${workerId} ${state}`).sort(), [
    "worker-1 left",
    "worker-1 ready",
    "worker-1 started",
    "worker-2 left",
    "worker-2 ready",
    "worker-2 started",
  ]);
});

test(
  "what a survivor reports of a round in progress comes back to it in the plan, and a newcomer is behind",
  DEADLINE,
  async (t) => {
    const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 2 } });
    const workers = [await aWorker(t, coordinator.address), await aWorker(t, coordinator.address)];
    const held = [{ lo: 0, hi: 3 }];
    const interrupted: Standing = { kind: "trained", round: 5, stateHash: "05", placed: 0, leaves: 8, held };
    for (const { session } of workers)
      session.ready(readyInfo(), { enter: () => Promise.resolve(interrupted), reported: () => undefined });
    for (const { session } of workers) await session.start(0, soon());
    await workers[1]?.session.leave("its disk is full");
    const next = await aWorker(t, coordinator.address);
    next.session.ready(readyInfo(), { enter: () => Promise.resolve({ kind: "fresh" }), reported: () => undefined });
    const start = await workers[0]?.session.start(1, soon());
    const { first, reissued, round, behind, source, restore, planHash } = await next.session.start(0, soon());
    assert.deepEqual({ round, behind, source, restore }, { round: 5, behind: [1], source: 0, restore: false });
    assert.deepEqual({ first, reissued }, { first: start?.first, reissued: start?.reissued });
    assert.equal(reissued.at(-1)?.hi, 8);
    assert.deepEqual(first?.[0]?.[0], held[0]);
    assert.equal((first ?? []).flat().reduce((sum, { lo, hi }) => sum + hi - lo, 0), 8); // biome-ignore format: one claim
    assert.match(planHash, /^[0-9a-f]{16}$/);
    assert.equal(told.generations.at(-1)?.reason, "worker-2 has left: its disk is full; worker-3 joined");
  },
);
