import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { InvalidRequestError, TransientError } from "../../../common/errors.ts";
import { type AdminClient, openAdminClient } from "../../../cli/library/admin-client.ts";
import { aCoordinator, aWorker, DEADLINE, readyInfo, soon, standing, until } from "./support.ts";

function anAdmin(t: TestContext, address: string): AdminClient {
  const admin = openAdminClient([address]);
  t.after(() => {
    admin.close();
  });
  return admin;
}

test("status tells state, generation, workers with their ranks, and the last step", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  const before = await admin.status();
  assert.equal(before.state, "forming");
  assert.equal(before.step, undefined);
  const { session } = await aWorker(t, coordinator.address, { pid: 12 });
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  coordinator.publish({ event: "step", step: 4 });
  const { workers, ...status } = await admin.status();
  assert.deepEqual(workers[0], { workerId: "worker-1", host: "host-1", pid: 12, device: "cpu", ready: true, rank: 0 });
  assert.deepEqual(status, {
    jobUid: "uid-1",
    jobName: "flowers",
    state: "active",
    generation: 1,
    worldSize: 1,
    replicas: 1,
    paused: false,
    wanted: "none",
    step: { event: "step", step: 4 },
    reason: "",
    leader: coordinator.address,
    fencingToken: 7,
  });
});

test("a paused job's workers wait until it is resumed, and the command is stored first", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  await admin.pause();
  assert.deepEqual(told.stored.at(-1), { generation: 1, command: { paused: true, wanted: "none", replicas: 1 } });
  await until(() => session.command.paused);
  const resumed = session.resumed(soon());
  await admin.resume();
  await resumed;
  assert.equal(session.command.paused, false);
});

test("a job paused while it forms starts paused", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  await coordinator.command("pause");
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  await until(() => session.command.paused);
});

test("stop reaches every worker, and one that is paused goes on to its end", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  await admin.pause();
  await until(() => session.command.paused);
  await admin.stop();
  await session.resumed(soon());
  assert.deepEqual(session.command, { paused: false, wanted: "stop" });
});

test("a halted job is over when all its workers have left", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  await coordinator.command("halt");
  await until(() => session.command.wanted === "halt");
  await session.leave("halted");
  assert.deepEqual(await coordinator.done, { kind: "halted" });
});

test(
  "a worker whose process has ended is lost at once, another one of the same process id on another machine is not",
  DEADLINE,
  async (t) => {
    const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 3, silenceMs: 60_000 } });
    const admin = anAdmin(t, coordinator.address);
    const worker = await aWorker(t, coordinator.address, { pid: 12 });
    await aWorker(t, coordinator.address, { pid: 12, host: "host-2" });
    await until(() => told.members.length === 2);
    await admin.exited({ host: "host-1", pid: 12, reason: "its process ended with SIGKILL" });
    assert.deepEqual(told.members.at(-1), {
      workerId: worker.workerId,
      host: "host-1",
      pid: 12,
      state: "lost",
      reason: "its process ended with SIGKILL",
    });
  },
);

test("the end of a process that is no worker changes nothing", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  await aWorker(t, coordinator.address, { pid: 12 });
  await until(() => told.members.length === 1);
  await admin.exited({ host: "host-1", pid: 13, reason: "its process ended with code 1" });
  assert.equal((await admin.status()).workers.length, 1);
});

test("scaling is stored and told before it is answered, and status shows it", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  assert.equal((await admin.status()).replicas, 1);
  await admin.scale(4);
  assert.equal(told.stored.at(-1)?.command?.replicas, 4);
  assert.deepEqual(told.scales, [4]);
  assert.equal((await admin.status()).replicas, 4);
});

for (const { replicas, says } of [
  { replicas: 9, says: /microBatches/ },
  { replicas: 7, says: /workers\.max/ },
  { replicas: 1, says: /workers\.min/ },
  { replicas: 0, says: /workers\.min/ },
])
  test(`scaling to ${replicas} where that cannot be is refused with the reason`, DEADLINE, async (t) => {
    const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 2, max: 6, microBatches: 8 } });
    await assert.rejects(
      anAdmin(t, coordinator.address).scale(replicas),
      (error) => error instanceof InvalidRequestError && says.test(error.message),
    );
    assert.deepEqual(told.scales, []);
  });

test("a job that is to end is not scaled", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  await coordinator.command("stop");
  await assert.rejects(anAdmin(t, coordinator.address).scale(2), /nothing to scale/);
});

test("events come from a sequence number on, those to come too, and end with the coordinator", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  for (let step = 1; step <= 3; step++) coordinator.publish({ event: "step", step });
  const read: unknown[] = [];
  const reading = (async () => {
    for await (const { sequence, event } of anAdmin(t, coordinator.address).events(2)) {
      read.push([sequence, event]);
      if (sequence === 3) coordinator.publish({ event: "step", step: 4 });
      if (sequence === 4) void coordinator.close();
    }
  })();
  await reading;
  assert.deepEqual(
    read,
    [2, 3, 4].map((step) => [step, { event: "step", step }]),
  );
});

test("a reader of events that stops does not hold the coordinator", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  coordinator.publish({ event: "step", step: 1 });
  for await (const { sequence } of anAdmin(t, coordinator.address).events(0)) {
    assert.equal(sequence, 1);
    break;
  }
  await coordinator.close();
});

test("a coordinator that is not there is a passing failure", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  await coordinator.close();
  await assert.rejects(anAdmin(t, coordinator.address).status(), TransientError);
});

test("a command that cannot be stored is refused, sent to nobody, and fails the job", DEADLINE, async (t) => {
  const fenced = new Error("another coordinator leads");
  const { coordinator } = await aCoordinator(t, { store: { store: () => Promise.reject(fenced) } });
  const { session } = await aWorker(t, coordinator.address);
  await until(() => session.command.wanted === "none");
  await assert.rejects(anAdmin(t, coordinator.address).stop(), TransientError);
  assert.equal(session.command.wanted, "none");
  assert.deepEqual(await coordinator.done, { kind: "failed", error: fenced });
});
