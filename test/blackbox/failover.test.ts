// A job under several coordinators: it survives any of them, and ends with the weights of an undisturbed run.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Elastune, Line } from "../support/elastune.ts";
import { startEtcd, withEtcd } from "../support/etcd.ts";
import { isLeader, leaders, stepFrom } from "../support/leaders.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
/**
 * Long enough for a coordinator to be missed and followed. One micro-batch for each worker: however busy this machine is, there is no
 * other way to share them out, so that a generation is the takeover's if there is one.
 */
const LONG = {
  training: { microBatches: 2, phases: [{ epochs: 150, learningRate: 0.001 }] },
  checkpoint: { everySteps: 50 },
};
const DEADLINE = { timeout: 180_000 };

before(async () => {
  workshop = await openWorkshop();
});
after(() => workshop.remove());

test("several coordinators without etcd are refused with what to do", async () => {
  const job = await workshop.job("without");
  assertFailed(await workshop.run(job, "without", "--coordinators", "3", "--workers", "2"), {
    code: 78,
    error: "config",
    says: ["--etcd"],
  });
});

test("an etcd that is no address is refused", async () => {
  const job = await workshop.job("nowhere");
  const flags = ["--coordinators", "2", "--etcd", "127.0.0.1", "--etcd-cert", "missing.pem"];
  assertFailed(await workshop.run(job, "nowhere", ...flags), {
    code: 78,
    error: "config",
    says: ["http://HOST:PORT", "--etcd-key"],
  });
});

await withEtcd("jobs under several coordinators", (program) => {
  let expected: Promise<unknown> | undefined;

  /** Of the long job, undisturbed. */
  async function undisturbed(): Promise<unknown> {
    const job = await workshop.job("long", LONG);
    expected ??= workshop.run(job, "undisturbed").then((ended) => assertFinished(ended)["weightsSha256"]);
    return expected;
  }

  async function started(t: TestContext, name: string, coordinators = 3): Promise<Elastune> {
    const etcd = await startEtcd(t, { program });
    const job = await workshop.job("long", LONG);
    const flags = ["--workers", "2", "--coordinators", String(coordinators), "--lease-ttl", "2"];
    return workshop.start(t, job, name, ...flags, "--etcd", etcd.endpoint);
  }

  test("the leader is killed: another one goes on in the same generation, and no step is lost", DEADLINE, async (t) => {
    const running = await started(t, "killed");
    await running.until(stepFrom(20));
    const first = leaders(running.lines)[0];
    process.kill(Number(first?.["pid"]), "SIGKILL");
    const second = await running.until((line) => isLeader(line) && line["pid"] !== first?.["pid"]);
    assert.ok(Number(second?.["token"]) > Number(first?.["token"]));
    const ended = await running.ended;
    assert.equal(assertFinished(ended)["weightsSha256"], await undisturbed());
    assert.deepEqual(generations(ended.lines), [1]);
    assertEachStepOnce(ended.lines);
  });

  test("the leader is asked to end: it hands over, and status tells who leads then", DEADLINE, async (t) => {
    const running = await started(t, "handed-over", 2);
    await running.until(stepFrom(20));
    const first = leaders(running.lines)[0];
    process.kill(Number(first?.["pid"]), "SIGTERM");
    const second = await running.until((line) => isLeader(line) && line["pid"] !== first?.["pid"]);
    const { lines } = await workshop.elastune("status", workshop.path("handed-over"), "--json");
    assert.deepEqual([lines[0]?.["leader"], lines[0]?.["fencingToken"]], [second?.["address"], second?.["token"]]);
    assert.equal(assertFinished(await running.ended)["weightsSha256"], await undisturbed());
  });

  test(
    "Ctrl-C halts the job under whichever coordinator leads; resumed, it ends with the same weights",
    DEADLINE,
    async (t) => {
      const running = await started(t, "halted", 2);
      await running.until(stepFrom(20));
      running.kill("SIGINT");
      const ended = await running.ended;
      assert.deepEqual([ended.code, ended.lines.at(-1)?.["code"]], [130, "stopped"]);
      const resumed = await workshop.run(await workshop.job("long", LONG), "halted", "--resume");
      assert.equal(assertFinished(resumed)["weightsSha256"], await undisturbed());
    },
  );

  test("`--etcd local` starts one, and ends it", DEADLINE, async () => {
    const job = await workshop.job("local");
    const env = { PATH: `${path.dirname(program)}${path.delimiter}${process.env["PATH"] ?? ""}` };
    const args = [
      "run",
      job,
      "--run-dir",
      "local",
      "--json",
      "--workers",
      "2",
      "--coordinators",
      "2",
      "--etcd",
      "local",
    ];
    const ended = await workshop.elastuneWith(env, ...args);
    assert.equal(
      assertFinished(ended)["weightsSha256"],
      assertFinished(await workshop.run(job, "alone"))["weightsSha256"],
    );
  });
});

function generations(lines: readonly Line[]): readonly unknown[] {
  return lines.filter(({ event }) => event === "generation").map(({ generation }) => generation);
}

function assertEachStepOnce(lines: readonly Line[]): void {
  const steps = lines.filter(({ event }) => event === "step").map(({ step }) => Number(step));
  assert.deepEqual(
    steps,
    Array.from(steps, (_, i) => i + 1),
  );
}
