// Several workers: the same bits for any number of them, on a run that is stopped and gone on with as well.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Elastune, Line } from "../support/elastune.ts";
import { pidsOf } from "../support/processes.ts";
import { threePhaseJob } from "../support/three-phases.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
/** Long enough to be stopped on the way. */
let long: string;
let undisturbed: unknown;
/** Three micro-batches of two samples; the epoch's last step holds two samples, so that one is full and two are empty. */
const THREE = ["--set", "training.microBatches=3"];

before(async () => {
  workshop = await openWorkshop("warm");
  long = await workshop.job("long", { training: { phases: [{ epochs: 30, learningRate: 0.01 }] } });
  undisturbed = await shaOf(long, "undisturbed", 1);
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

/** One that has made some steps. */
async function running(t: TestContext, runDir: string, workers: number): Promise<Elastune> {
  const begun = workshop.start(t, long, runDir, "--workers", String(workers));
  await begun.until(({ event, step }) => event === "step" && Number(step) >= 10);
  return begun;
}

test("killed with all its processes and resumed with another number of workers, the weights are the undisturbed ones", async (t) => {
  const killed = await running(t, "killed", 3);
  for (const pid of pidsOf(killed)) process.kill(pid, "SIGKILL");
  killed.kill("SIGKILL");
  await killed.ended;
  assert.equal(await shaOf(long, "killed", 2, "--resume"), undisturbed);
});

test("Ctrl-C, which a terminal sends to every process, drains: a checkpoint is saved and the run goes on where it was", async (t) => {
  const drained = await running(t, "drained", 2);
  for (const pid of pidsOf(drained)) process.kill(pid, "SIGINT");
  drained.kill("SIGINT");
  const { code, lines } = await drained.ended;
  assert.equal(code, 130);
  assert.equal(lines.at(-1)?.["code"], "stopped");
  assert.equal(await shaOf(long, "drained", 3, "--resume"), undisturbed);
});

test("trained by 3 workers, halted and gone on with in one process, the weights are the undisturbed ones", async (t) => {
  const halted = await running(t, "fewer", 3);
  halted.kill("SIGINT");
  assert.equal((await halted.ended).code, 130);
  assert.equal(await shaOf(long, "fewer", 1, "--resume"), undisturbed);
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

function elastuneStart(t: TestContext, args: readonly string[]): Elastune {
  return workshop.startCommand(t, ...args);
}
