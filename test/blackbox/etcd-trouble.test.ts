// A job under several coordinators whose etcd goes away for a while, or is slow: training goes on, and after each step the state is that of
// a run that nothing happened to.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { must } from "../../common/errors.ts";
import type { Elastune, Line } from "../support/elastune.ts";
import { type Etcd, startEtcd, withEtcd } from "../support/etcd.ts";
import { isLeader, leaders, stepFrom, stepsBetween } from "../support/leaders.ts";
import { openProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { assertUndisturbed } from "../support/undisturbed.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
const DEADLINE = { timeout: 180_000 };
const EVERY_STEPS = 20;
/** Goes on until it is stopped. */
const ENDLESS = {
  training: { phases: [{ epochs: 100_000, learningRate: 0.001 }] },
  checkpoint: { everySteps: EVERY_STEPS },
};
/** Beyond the lease's 2 s, after which nobody leads. */
const AWAY_MS = 5000;
/** In each direction. */
const SLOW_MS = 300;

before(async () => {
  workshop = await openWorkshop();
});
after(() => workshop.remove());

interface Started {
  readonly running: Elastune;
  readonly job: string;
  readonly etcd: Etcd;
  /** Between the coordinators and etcd. */
  readonly proxy: TcpProxy;
}

await withEtcd("a job whose etcd is in trouble", (program) => {
  async function started(t: TestContext, name: string, ttlSeconds: number): Promise<Started> {
    const etcd = await startEtcd(t, { program });
    const proxy = await openProxy(t, etcd.port);
    const job = await workshop.job(name, ENDLESS);
    const flags = ["--workers", "2", "--coordinators", "2", "--lease-ttl", String(ttlSeconds)];
    const running = workshop.start(t, job, name, ...flags, "--etcd", `http://127.0.0.1:${proxy.port}`);
    return { running, job, etcd, proxy };
  }

  test(
    "etcd is away: training goes on, and when it is back workers join and checkpoints are published",
    DEADLINE,
    async (t) => {
      const { running, job, etcd, proxy } = await started(t, "away", 2);
      await running.until(stepFrom(20));
      const first = must(leaders(running.lines)[0], "a leader");
      await etcd.kill();
      const connections = proxy.connections;
      const down = await nextLine(running, first, ({ pid, state }) => pid === first["pid"] && state === "standby");
      await pause(AWAY_MS);
      assert.ok(
        proxy.connections - connections < 50,
        `${proxy.connections - connections} connections of 2 coordinators`,
      );
      etcd.start();
      await etcd.ready();
      const next = await nextLine(running, down, isLeader);
      assert.equal((await workshop.elastune("scale", workshop.path("away"), "3", "--json")).code, 0);
      const three = await nextLine(running, next, ({ event, worldSize }) => event === "generation" && worldSize === 3);
      const isNewer = ({ event, step }: Line): boolean =>
        event === "checkpoint" && Number(step) > Number(three["step"]);
      await nextLine(running, three, isNewer);
      assert.ok(stepsBetween(running.lines, down, next) >= 10, "training stood still");
      await assertAsUndisturbed(running, job);
    },
  );

  test(
    "etcd takes 600 ms to answer: who leads goes on, is followed when it dies, and no step is told twice",
    DEADLINE,
    async (t) => {
      const { running, job, proxy } = await started(t, "slow", 4);
      proxy.set({ delayMs: SLOW_MS });
      await running.until(stepFrom(20));
      const first = must(leaders(running.lines).at(-1), "a leader");
      await pause(8000); // two leases: keepalives must have come through
      const last = must(leaders(running.lines).at(-1), "a leader");
      process.kill(Number(last["pid"]), "SIGKILL");
      const next = await nextLine(running, last, isLeader);
      assert.ok(Number(next["token"]) > Number(last["token"]));
      assert.equal(first, last, "a leader whose keepalives come through has stepped down");
      await nextLine(running, next, ({ event }) => event === "step");
      await assertAsUndisturbed(running, job);
    },
  );
});

/** The first that fits and was told after that one. */
async function nextLine(running: Elastune, after: Line, fits: (line: Line) => boolean): Promise<Line> {
  const from = running.lines.indexOf(after);
  const found = await running.until((line) => running.lines.indexOf(line) > from && fits(line));
  return must(found, "a line that the run ended without");
}

/** Halts it, and runs the job undisturbed as far as it came. */
async function assertAsUndisturbed(running: Elastune, job: string): Promise<void> {
  running.kill("SIGINT");
  const { code, lines } = await running.ended;
  assert.equal(code, 130);
  await assertUndisturbed(lines, (override) =>
    workshop.run(job, `undisturbed-${path.basename(job)}`, "--set", override),
  );
}
