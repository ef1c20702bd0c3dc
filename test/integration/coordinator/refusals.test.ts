import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import { ConfigError, InvalidRequestError, JobFailedError } from "../../../common/errors.ts";
import { openCoordinator } from "../../../coordinator/server/open-coordinator.ts";
import { call, openClient, openStream } from "../../../proto/client.ts";
import { failureReportOf } from "../../../proto/failure.ts";
import { coordinatorService } from "../../../proto/services.ts";
import { fromStatus } from "../../../proto/status.ts";
import { ShutdownError } from "../../../worker/coordination/worker-session.ts";
import { aCoordinator, aWorker, DEADLINE, readyInfo, soon, standing, until } from "./support.ts";

test("a worker that expects another job is refused with both jobs named", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  await assert.rejects(
    aWorker(t, coordinator.address, { jobHash: "def" }),
    (error) => error instanceof InvalidRequestError && /job def.*job abc/.test(error.message),
  );
  await aWorker(t, coordinator.address, { jobHash: "abc" });
});

test("a worker of another protocol version is refused with both versions named", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  await assert.rejects(
    call(client, coordinatorService.register, { protocolVersion: 99 }),
    (error) => error instanceof InvalidRequestError && /version 99.*version 1/.test(error.message),
  );
});

test("a registration that is repeated because its answer was lost gets the same worker id", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  const request = { protocolVersion: 1, attemptId: "once" };
  const first = await call(client, coordinatorService.register, request);
  const second = await call(client, coordinatorService.register, request);
  assert.equal(second.workerId, first.workerId);
});

test("a session of a worker that is not registered is refused", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  const stream = openStream(client, coordinatorService.session);
  stream.write({ hello: { workerId: "worker-9" } });
  stream.resume();
  const [error] = (await once(stream, "error").catch((thrown: unknown) => [thrown])) as [
    Parameters<typeof fromStatus>[0],
  ];
  assert.match(fromStatus(error).message, /no worker "worker-9"/);
  assert.ok(fromStatus(error) instanceof InvalidRequestError);
});

test(
  "under strict numerics a worker that differs from the first is sent away with what differs",
  DEADLINE,
  async (t) => {
    const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 2 } });
    const first = await aWorker(t, coordinator.address);
    first.session.ready(readyInfo({ numerics: { cpu: "avx2" } }), standing());
    const other = await aWorker(t, coordinator.address);
    other.session.ready(readyInfo({ numerics: { cpu: "avx512" } }), standing());
    await assert.rejects(
      other.session.start(0, soon()),
      (error) =>
        error instanceof ShutdownError &&
        error.code === "numerics-differ" &&
        /cpu: expected "avx2", found "avx512"/.test(error.message),
    );
    assert.equal(told.members.at(-1)?.state, "lost");
  },
);

test("under relaxed numerics a worker that differs takes part, and what differs is told", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 2, strictNumerics: false } });
  for (const cpu of ["avx2", "avx512"])
    (await aWorker(t, coordinator.address)).session.ready(readyInfo({ numerics: { cpu } }), standing());
  await until(() => told.members.some(({ differs }) => differs !== undefined));
  assert.deepEqual(told.members.find(({ differs }) => differs !== undefined)?.differs, [
    'cpu: expected "avx2", found "avx512"',
  ]);
});

test(
  "of two states at one round none has a majority: workers restore, and if they differ again the job fails and both are named",
  DEADLINE,
  async (t) => {
    const { coordinator } = await aCoordinator(t, { policy: { replicas: 2, min: 2 } });
    const workers = [await aWorker(t, coordinator.address), await aWorker(t, coordinator.address)];
    const ready = (placed: number): void => {
      for (const [i, { session }] of workers.entries())
        session.ready(readyInfo(), standing(3, i === 0 ? "aa" : "bb", placed));
    };
    ready(0);
    for (const { session } of workers) assert.equal((await session.start(0, soon())).restore, true);
    ready(1);
    workers[0]?.session.diverged(1, "states differ");
    const outcome = await coordinator.done;
    assert.ok(outcome.kind === "failed" && outcome.error instanceof JobFailedError);
    assert.equal(outcome.error.code, "workers-differ");
    assert.match(outcome.error.message, /worker-1 .* round 3 with state aa, but worker-2 .* round 3 with state bb/);
  },
);

test("a failure that a worker reports is the job's, as it was thrown", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t, { policy: { replicas: 2, min: 2 } });
  const workers = [await aWorker(t, coordinator.address), await aWorker(t, coordinator.address)];
  const thrown = new ConfigError("job.yaml", [{ path: "spec.model.source", message: "there is no such file" }]);
  await workers[0]?.session.report("failed", failureReportOf(thrown));
  const outcome = await coordinator.done;
  assert.ok(outcome.kind === "failed" && outcome.error instanceof ConfigError);
  assert.equal(outcome.error.message, thrown.message);
  assert.equal((await workers[1]?.session.done)?.code, "failed");
});

test("an address that others can reach is refused with the reason", async () => {
  await assert.rejects(
    openCoordinator({
      job: { uid: "u", name: "n", text: "", hash: "", settings: {} },
      policy: { replicas: 1, min: 1, microBatches: 1, strictNumerics: true },
      manifest: () => new Uint8Array(),
      readSample: () => Promise.resolve(new Uint8Array()),
      store: { store: () => Promise.resolve() },
      latest: { move: ({ name }) => Promise.resolve(name) },
      token: 1,
      listen: { host: "0.0.0.0", port: 0 },
      clock: systemClock,
      hooks: {
        onMember: () => undefined,
        onGeneration: () => undefined,
        onWarning: () => undefined,
        onScale: () => undefined,
        onReport: () => undefined,
      },
    }),
    (error) => error instanceof ConfigError && /expected a loopback address, found 0\.0\.0\.0/.test(error.message),
  );
});
