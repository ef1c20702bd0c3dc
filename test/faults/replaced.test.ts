// A worker is lost while a job goes on: another process takes its place, and after each step the state is that of a run that nothing
// happened to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../common/errors.ts";
import { type Elastune, elastune, type Ended } from "../support/elastune.ts";
import { generationOf, goneOn, halted, workerEvents } from "../support/generations.ts";
import { assertUndisturbed } from "../support/undisturbed.ts";
import { openSimulatedRuns, type SimulatedRuns } from "./support/simulated-runs.ts";

/** Goes on until it is stopped. */
const ENDLESS = { microBatches: 4, batchSize: 8, stepsPerEpoch: 6, epochs: 100_000, everySteps: 100_000 };

let runs: SimulatedRuns;

before(async () => {
  runs = await openSimulatedRuns(ENDLESS);
});
after(() => runs.remove());

function kill(running: Elastune, victim: string, signal: "SIGKILL" | "SIGSTOP"): number {
  const pid = Number(workerEvents(running.lines, "started").find(({ worker }) => worker === victim)?.["pid"]);
  process.kill(pid, signal);
  return pid;
}

function status(name: string, ...flags: string[]): Promise<Ended> {
  return elastune(["status", runs.path(name), ...flags], { cwd: runs.folder });
}

/** Whichever two were ready first are members; the third one is the spare. */
async function memberOf(name: string): Promise<string> {
  const { lines, stderr } = await status(name, "--json");
  const workers = lines[0]?.["workers"] as readonly { readonly workerId: string; readonly rank?: number }[] | undefined;
  return must(workers?.find(({ rank }) => rank === 1)?.workerId, `a member: ${stderr}`);
}

async function assertAsUndisturbed(running: Elastune, name: string): Promise<void> {
  const simulated = { ...runs.simulated, microBatchMs: 0 };
  await assertUndisturbed(await halted(running), (override) =>
    runs.run(`${name}-undisturbed`, { workers: 1, simulated, set: [override] }),
  );
}

test("a worker that is killed is replaced by another process, and no step's state differs", async (t) => {
  const running = runs.start(t, "killed");
  const two = await generationOf(running, 2, undefined);
  await goneOn(running);
  kill(running, "worker-1", "SIGKILL");
  const one = await generationOf(running, 1, two);
  await generationOf(running, 2, one);
  await goneOn(running);
  assert.deepEqual(
    workerEvents(running.lines, "lost").map(({ worker }) => worker),
    ["worker-1"],
  );
  await assertAsUndisturbed(running, "killed");
});

test("a spare takes the place of a worker that is killed before another process is ready", async (t) => {
  const running = runs.start(t, "spare", { set: ["workers.spares=1"] });
  const two = await generationOf(running, 2, undefined);
  const ready = (n: number) => running.until(() => workerEvents(running.lines, "ready").length >= n);
  await ready(3);
  assert.match((await status("spare")).stdout.join("\n"), /2 of 2 workers, 1 spare/);
  kill(running, await memberOf("spare"), "SIGKILL");
  await generationOf(running, 2, two);
  assert.equal(workerEvents(running.lines, "ready").length, 3);
  await ready(4);
  await goneOn(running);
  await assertAsUndisturbed(running, "spare");
});

test("a worker that hangs is lost, killed and replaced", async (t) => {
  const running = runs.start(t, "hangs");
  const two = await generationOf(running, 2, undefined);
  await goneOn(running);
  const pid = kill(running, "worker-2", "SIGSTOP");
  const one = await generationOf(running, 1, two);
  await generationOf(running, 2, one);
  assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  await assertAsUndisturbed(running, "hangs");
});
