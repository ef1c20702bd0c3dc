// The launcher is killed: none of its processes outlives it, and whoever asks for the run is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertFailed } from "../support/contract.ts";
import { Elastune } from "../support/elastune.ts";
import { isRunning, pidsOf } from "../support/processes.ts";
import { shortLives } from "../support/short-lives.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

const GONE = { code: 1, error: "coordinator-unreachable", says: ["leads no more"] };

let workshop: Workshop;
let pids: readonly number[];

/** One of the two workers had to be started again before. */
before(async () => {
  workshop = await openWorkshop("warm");
  const job = await workshop.job("orphans", { training: { phases: [{ epochs: 100_000 }] } });
  const { env } = await shortLives(workshop, "orphans", 1, 3);
  const args = ["run", job, "--run-dir", workshop.path("orphans"), "--workers", "2", "--json"];
  const launcher = new Elastune(args, { cwd: workshop.folder, env });
  await launcher.until(({ event }) => event === "step");
  pids = pidsOf(launcher);
  launcher.kill("SIGKILL");
});
after(() => workshop.remove());

test("coordinator and workers end within a second, one that was started again as well", async () => {
  assert.equal(pids.length, 3);
  await pause(1000);
  for (const pid of pids) assert.ok(!(await isRunning(pid)), `process ${pid} outlived its launcher`);
});

test("asking a run whose coordinator is gone, or that never had one, says so", async () => {
  assertFailed(await workshop.elastune("status", workshop.path("orphans"), "--json"), GONE);
  assertFailed(await workshop.elastune("pause", workshop.path("data"), "--json"), {
    code: 2,
    error: "usage",
    says: ["no coordinator"],
  });
});

test("scaling a run whose coordinator is gone says so", async () => {
  assertFailed(await workshop.elastune("scale", workshop.path("orphans"), "3", "--json"), GONE);
});
