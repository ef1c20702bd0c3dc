import assert from "node:assert/strict";
import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { call, callStream, openClient } from "../../../proto/client.ts";
import { coordinatorService, datasetService } from "../../../proto/services.ts";
import { aCoordinator, aWorker, DEADLINE, readyInfo, soon, standing, until } from "./support.ts";

interface Proxy {
  readonly address: string;
  /** Drops the connections that are open; new ones are let through. */
  readonly cut: () => void;
  /** From now on no byte passes in either direction, and nobody is told. */
  readonly swallow: () => void;
}

/** A TCP proxy in front of the coordinator. */
async function aProxy(t: TestContext, target: string): Promise<Proxy> {
  const port = Number(target.split(":")[1]);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return {
    address: `127.0.0.1:${address.port}`,
    cut,
    swallow: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

test("a worker without a sign of life is lost with the reason, and the others go on", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t, { policy: { replicas: 2, min: 1, silenceMs: 600 } });
  const proxy = await aProxy(t, coordinator.address);
  const lost = await aWorker(t, proxy.address, { host: "far", pid: 99 });
  const other = await aWorker(t, coordinator.address);
  for (const { session } of [lost, other]) session.ready(readyInfo(), standing());
  await Promise.all([lost, other].map(({ session }) => session.start(0, soon())));
  proxy.swallow();
  await until(() => told.generations.length === 2);
  assert.match(told.generations[1]?.reason ?? "", /^worker-1 on far was lost: it gave no sign of life for \d+ ms$/);
  assert.equal(told.generations[1]?.worldSize, 1);
  assert.equal(told.members.at(-1)?.state, "lost");
});

test("a session whose connection breaks goes on over another, and is told again what holds", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const proxy = await aProxy(t, coordinator.address);
  const { session } = await aWorker(t, proxy.address);
  proxy.cut();
  session.ready(readyInfo(), standing());
  const start = await session.start(0, soon());
  assert.equal(start.generation, 1);
  proxy.cut();
  await coordinator.command("pause");
  while (!session.command.paused) await new Promise((resolve) => setTimeout(resolve, 5));
  await session.report("event", { event: "step", step: 1 });
  assert.equal(told.reports.length, 1);
  assert.deepEqual(
    told.members.map(({ state }) => state),
    ["started", "ready"],
  );
});

test("a report that is sent twice is taken once", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const { workerId } = await aWorker(t, coordinator.address);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  const report = (sequence: number) =>
    call(client, coordinatorService.report, { workerId, sequence, kind: 1, payloadJson: "{}" });
  await Promise.all([report(1), report(1)]);
  await report(1);
  await report(2);
  assert.equal(told.reports.length, 2);
  await assert.rejects(report(4), /report 4 of worker-1 came where 3 was expected/);
});

test("when the only worker leaves before the end the job waits for another", DEADLINE, async (t) => {
  const { coordinator, told } = await aCoordinator(t);
  const { session } = await aWorker(t, coordinator.address);
  session.ready(readyInfo(), standing());
  await session.start(0, soon());
  await session.leave("SIGTERM");
  await until(() => told.warnings.length === 1);
  assert.deepEqual(told.members.at(-1), { ...told.members.at(-1), state: "left", reason: "SIGTERM" });
  const next = await aWorker(t, coordinator.address);
  next.session.ready(readyInfo(), standing());
  assert.equal((await next.session.start(0, soon())).generation, 2);
});

test("a worker finds the coordinator among several addresses", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const gone = await aCoordinator(t);
  await gone.coordinator.close();
  const { workerId } = await aWorker(t, "", { addresses: [gone.coordinator.address, coordinator.address] });
  assert.equal(workerId, "worker-1");
});

test("health answers SERVING", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  const check = {
    path: "/grpc.health.v1.Health/Check",
    requestStream: false,
    responseStream: false,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (bytes: Buffer) => bytes,
    responseDeserialize: (bytes: Buffer) => bytes,
  };
  // Field 1, a varint: 1 is SERVING.
  assert.deepEqual(await call(client, check, undefined), Buffer.from([8, 1]));
});

test("a message above the limit is refused, and the coordinator goes on", DEADLINE, async (t) => {
  const { coordinator } = await aCoordinator(t);
  const { session } = await aWorker(t, coordinator.address);
  await assert.rejects(session.report("event", { text: "x".repeat(5 << 20) }));
  const client = openClient(coordinator.address);
  t.after(() => {
    client.close();
  });
  for await (const { data } of callStream(client, datasetService.manifest, {})) assert.equal(data.length, 0);
});
