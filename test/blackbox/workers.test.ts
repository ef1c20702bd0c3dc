// Several workers: the same bits for any number of them, what a death does, who outlives whom.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Elastune, Line } from "../support/elastune.ts";
import { isRunning, pidsOf } from "../support/processes.ts";
import { threePhaseJob } from "../support/three-phases.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
/** Three micro-batches of two samples; the epoch's last step holds two samples, so that one is full and two are empty. */
const THREE = ["--set", "training.microBatches=3"];

before(async () => {
  workshop = await openWorkshop();
});
after(() => workshop.remove());

async function shaOf(job: string, runDir: string, workers: number, ...flags: string[]): Promise<unknown> {
  const ended = await workshop.run(job, runDir, "--workers", String(workers), ...flags);
  return assertFinished(ended)["weightsSha256"];
}

for (const { what, variants } of [
  { what: "pictures that are augmented anew in each epoch", variants: 0 },
  { what: "features of fixed variants", variants: 2 },
]) {
  test(`three phases with dropout, training statistics and a partial last step, on ${what}: 1, 2 and 3 workers end with the same weights`, async () => {
    const job = await threePhaseJob(workshop, `three-${variants}`, variants);
    const shas: unknown[] = [];
    for (const workers of [1, 2, 3]) shas.push(await shaOf(job, `three-${variants}-${workers}`, workers, ...THREE));
    assert.equal(new Set(shas).size, 1, String(shas));
  });
}

test("samples that are set aside count nowhere, whichever worker meets them", async () => {
  await workshop.pictures("torn", { a: 14, b: 14, c: 14 });
  for (const name of ["a/3.png", "b/1.png", "b/2.png", "c/9.png"])
    await writeFile(workshop.path("torn", name), Buffer.from("89504e470d0a1a0a00", "hex"));
  // Stored features of the first run would spare the second one the pictures.
  const changes = { dataset: { source: "file:./torn", corruptSamples: "skip" }, training: { features: "off" } };
  const job = await workshop.job("torn", changes);
  const [one, two] = [await workshop.run(job, "torn-1"), await workshop.run(job, "torn-2", "--workers", "2")];
  assert.equal(assertFinished(two)["weightsSha256"], assertFinished(one)["weightsSha256"]);
  assert.deepEqual(assertFinished(two)["test"], assertFinished(one)["test"]);
  const setAside = (lines: readonly Line[]): unknown =>
    lines.find(({ code }) => code === "samples-set-aside")?.["message"];
  assert.equal(setAside(two.lines), setAside(one.lines));
});

test("killed with all its processes and resumed with another number of workers, the weights are the undisturbed ones", async (t) => {
  const job = await workshop.job("killed", { training: { phases: [{ epochs: 30, learningRate: 0.01 }] } });
  const expected = await shaOf(job, "undisturbed", 1);
  const running = workshop.start(t, job, "killed", "--workers", "3");
  await running.until(({ event, step }) => event === "step" && Number(step) >= 10);
  for (const pid of pidsOf(running)) process.kill(pid, "SIGKILL");
  running.kill("SIGKILL");
  await running.ended;
  assert.equal(await shaOf(job, "killed", 2, "--resume"), expected);
});

test("Ctrl-C, which a terminal sends to every process, drains: a checkpoint is saved and the run goes on where it was", async (t) => {
  const job = await workshop.job("drained", { training: { phases: [{ epochs: 30, learningRate: 0.01 }] } });
  const running = workshop.start(t, job, "drained", "--workers", "2");
  await running.until(({ event, step }) => event === "step" && Number(step) >= 10);
  for (const pid of pidsOf(running)) process.kill(pid, "SIGINT");
  running.kill("SIGINT");
  const { code, lines } = await running.ended;
  assert.equal(code, 130);
  assert.equal(lines.at(-1)?.["code"], "stopped");
  assert.equal(await shaOf(job, "drained", 3, "--resume"), await shaOf(job, "not-drained", 1));
});

test("trained by 3 workers, halted and gone on with in one process, the weights are the undisturbed ones", async (t) => {
  const job = await workshop.job("fewer", { training: { phases: [{ epochs: 30, learningRate: 0.01 }] } });
  const running = workshop.start(t, job, "fewer", "--workers", "3");
  await running.until(({ event, step }) => event === "step" && Number(step) >= 10);
  running.kill("SIGINT");
  assert.equal((await running.ended).code, 130);
  assert.equal(await shaOf(job, "fewer", 1, "--resume"), await shaOf(job, "not-fewer", 1));
});

test("coordinator and workers end within a second of the launcher's death", async (t) => {
  const job = await workshop.job("orphans", { training: { phases: [{ epochs: 100_000 }] } });
  const running = workshop.start(t, job, "orphans", "--workers", "2");
  await running.until(({ event }) => event === "step");
  const pids = pidsOf(running);
  assert.equal(pids.length, 3);
  running.kill("SIGKILL");
  await pause(1000);
  for (const pid of pids) assert.ok(!(await isRunning(pid)), `process ${pid} outlived its launcher`);
});

test("a coordinator and workers that were started by themselves do the same", async (t) => {
  const job = await workshop.job("apart");
  const coordinator = elastuneStart(t, [
    "coordinator",
    job,
    "--run-dir",
    workshop.path("apart"),
    "--workers",
    "2",
    "--json",
  ]);
  const line = await coordinator.until(({ event }) => event === "coordinator");
  const workers = [1, 2].map(() => elastuneStart(t, ["worker", "--coordinator", String(line?.["address"])]));
  const finished = assertFinished(await coordinator.ended);
  for (const worker of workers) assert.equal((await worker.ended).code, 0);
  assert.equal(finished["weightsSha256"], await shaOf(job, "together", 1));
});

test("a running job is asked, held, let go on and stopped; stopped, it is measured and saved", async (t) => {
  const job = await workshop.job("told", { training: { phases: [{ epochs: 100_000, learningRate: 0.001 }] } });
  const running = workshop.start(t, job, "told", "--workers", "2");
  await running.until(({ event }) => event === "step");
  const ask = async (command: string): Promise<Line | undefined> => {
    const { code, lines, stderr } = await workshop.elastune(command, workshop.path("told"), "--json");
    assert.equal(code, 0, `${stderr}\n${JSON.stringify(running.lines.slice(-3))}`);
    return lines[0];
  };
  const status = await ask("status");
  assert.deepEqual([status?.["state"], status?.["worldSize"]], ["active", 2]);
  await ask("pause");
  assert.equal((await ask("status"))?.["paused"], true);
  await pause(500);
  const held = running.lines.length;
  await pause(500);
  assert.equal(running.lines.length, held);
  await ask("resume");
  await running.until(({ event, step }) => event === "step" && Number(step) > held);
  await ask("stop");
  const finished = assertFinished(await running.ended);
  assert.ok(finished["test"] !== null);
  assert.equal((await ask("status"))?.["state"], "ended");
});

test("a time limit ends training by the coordinator's clock; the model is measured and saved", async () => {
  const job = await workshop.job("timed", {
    training: { limits: { maxSeconds: 1 }, phases: [{ epochs: 100_000, learningRate: 0.001 }] },
  });
  const finished = assertFinished(await workshop.run(job, "timed", "--workers", "2"));
  assert.ok(Number(finished["steps"]) > 0 && finished["test"] !== null);
});

test("asking a run whose coordinator is gone, or that never had one, says so", async (t) => {
  const job = await workshop.job("gone", { training: { phases: [{ epochs: 100_000 }] } });
  const running = workshop.start(t, job, "gone", "--workers", "2");
  await running.until(({ event }) => event === "step");
  running.kill("SIGKILL");
  await running.ended;
  assertFailed(await workshop.elastune("status", workshop.path("gone"), "--json"), {
    code: 1,
    error: "coordinator-unreachable",
    says: ["leads no more"],
  });
  assertFailed(await workshop.elastune("pause", workshop.path("data"), "--json"), {
    code: 2,
    error: "usage",
    says: ["no coordinator"],
  });
});

test("more workers than micro-batches are refused", async () => {
  const job = await workshop.job("few");
  assertFailed(await workshop.run(job, "few", "--workers", "4"), {
    code: 78,
    error: "config",
    says: ["microBatches", "4"],
  });
});

test("an address beyond this machine is refused with the reason", async () => {
  const job = await workshop.job("beyond");
  const args = ["coordinator", job, "--run-dir", workshop.path("beyond"), "--listen", "0.0.0.0:0", "--json"];
  assertFailed(await workshop.elastune(...args), { code: 78, error: "config", says: ["0.0.0.0"] });
});

function elastuneStart(t: Parameters<Workshop["start"]>[0], args: readonly string[]): Elastune {
  return workshop.startCommand(t, ...args);
}
