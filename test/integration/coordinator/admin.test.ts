import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { InvalidRequestError, TransientError } from "../../../common/errors.ts";
import { type AdminClient, openAdminClient } from "../../../cli/library/admin-client.ts";
import { aCoordinator, aWorker, DEADLINE, readyInfo, soon, until } from "./support.ts";

function anAdmin(t: TestContext, address: string): AdminClient {
  const admin = openAdminClient(address);
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
  session.ready(readyInfo());
  await session.start(soon());
  coordinator.publish({ event: "step", step: 4 });
  const { workers, ...status } = await admin.status();
  assert.deepEqual(workers[0], { workerId: "worker-1", host: "host-1", pid: 12, device: "cpu", ready: true, rank: 0 });
  assert.deepEqual(status, {
    jobUid: "uid-1",
    jobName: "flowers",
    state: "active",
    generation: 1,
    worldSize: 1,
    paused: false,
    wanted: "none",
    step: { event: "step", step: 4 },
    reason: "",
  });
});

test("a paused job's workers wait until it is resumed, and the command is stored first", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo());
  await session.start(soon());
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
  session.ready(readyInfo());
  await session.start(soon());
  await until(() => session.command.paused);
});

test("stop reaches every worker, and one that is paused goes on to its end", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const admin = anAdmin(t, coordinator.address);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo());
  await session.start(soon());
  await admin.pause();
  await until(() => session.command.paused);
  await admin.stop();
  await session.resumed(soon());
  assert.deepEqual(session.command, { paused: false, wanted: "stop" });
});

test("a halted job is over when all its workers have left", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo());
  await session.start(soon());
  await coordinator.command("halt");
  await until(() => session.command.wanted === "halt");
  await session.leave("halted");
  assert.deepEqual(await coordinator.done, { kind: "halted" });
});

test("scale is refused with what to do instead", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  await assert.rejects(
    anAdmin(t, coordinator.address).scale(4),
    (error) => error instanceof InvalidRequestError && /cannot be scaled yet/.test(error.message),
  );
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
