// Workers come and go while a job runs, by command or by accident: after each step the state is that of a run that nothing happened to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Elastune, Ended, Line } from "../support/elastune.ts";
import { assertUndisturbed } from "../support/undisturbed.ts";
import { type Changes, openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
/** Goes on until it is stopped. */
const ENDLESS: Changes = {
  training: { batchSize: 8, microBatches: 4, phases: [{ epochs: 100_000, learningRate: 0.001 }] },
  checkpoint: { everySteps: 100_000 },
};

before(async () => {
  workshop = await openWorkshop();
});
after(() => workshop.remove());

function scale(run: string, workers: number): Promise<Ended> {
  return workshop.elastune("scale", workshop.path(run), String(workers), "--json");
}

/** The first generation of so many workers after another one. */
async function generationOf(running: Elastune, worldSize: number, after: Line | undefined): Promise<Line> {
  const found = await running.until(
    (line) =>
      line.event === "generation" &&
      line["worldSize"] === worldSize &&
      Number(line["generation"]) > Number(after?.["generation"] ?? 0),
  );
  assert.ok(found !== undefined, `no generation of ${worldSize} workers`);
  return found;
}

/** Ten steps more: what has happened has become part of the state. */
async function goneOn(running: Elastune): Promise<void> {
  const step = Number(running.lines.findLast(({ event }) => event === "step")?.["step"] ?? 0);
  assert.ok((await running.until((line) => line.event === "step" && Number(line["step"]) >= step + 10)) !== undefined);
}

/** Halts it, and runs the job undisturbed as far as it came. */
async function assertAsUndisturbed(running: Elastune, job: string): Promise<readonly Line[]> {
  running.kill("SIGINT");
  const { code, lines } = await running.ended;
  assert.equal(code, 130);
  await assertUndisturbed(workshop, job, lines);
  return lines;
}

const workerEvents = (lines: readonly Line[], state: string): readonly Line[] =>
  lines.filter((line) => line.event === "worker" && line["state"] === state);

test("scaled from 2 to 4 to 2 workers, those that stay keep their processes, and no step's state differs", async (t) => {
  const job = await workshop.job("scaled", ENDLESS);
  const running = workshop.start(t, job, "scaled", "--workers", "2");
  const two = await generationOf(running, 2, undefined);
  assert.equal((await scale("scaled", 4)).code, 0);
  const four = await generationOf(running, 4, two);
  await goneOn(running);
  assert.equal((await scale("scaled", 2)).code, 0);
  await generationOf(running, 2, four);
  await goneOn(running);
  await running.until(() => workerEvents(running.lines, "left").length >= 2);
  const gone = workerEvents(running.lines, "left").map(({ worker, reason }) => `${String(worker)} ${String(reason)}`);
  assert.deepEqual(gone.sort(), ["worker-3 drained", "worker-4 drained"]);
  assert.deepEqual(workerEvents(running.lines, "lost"), []);
  const lines = await assertAsUndisturbed(running, job);
  assert.equal(workerEvents(lines, "started").length, 4);
});

test("a worker that is killed is replaced by another process, and no step's state differs", async (t) => {
  const job = await workshop.job("killed", ENDLESS);
  const running = workshop.start(t, job, "killed", "--workers", "2");
  const two = await generationOf(running, 2, undefined);
  await goneOn(running);
  const victim = workerEvents(running.lines, "started").find(({ worker }) => worker === "worker-1");
  process.kill(Number(victim?.["pid"]), "SIGKILL");
  const one = await generationOf(running, 1, two);
  await generationOf(running, 2, one);
  await goneOn(running);
  assert.deepEqual(
    workerEvents(running.lines, "lost").map(({ worker }) => worker),
    ["worker-1"],
  );
  await assertAsUndisturbed(running, job);
});

test("a spare takes the place of a worker that is killed before another process is ready", async (t) => {
  const job = await workshop.job("spare", { ...ENDLESS, workers: { spares: 1 } });
  const running = workshop.start(t, job, "spare", "--workers", "2");
  const two = await generationOf(running, 2, undefined);
  const ready = (n: number) => running.until(() => workerEvents(running.lines, "ready").length >= n);
  await ready(3);
  const status = await workshop.elastune("status", workshop.path("spare"));
  assert.match(status.stdout.join("\n"), /2 of 2 workers, 1 spare/);
  const victim = workerEvents(running.lines, "started").find(({ worker }) => worker === "worker-2");
  process.kill(Number(victim?.["pid"]), "SIGKILL");
  await generationOf(running, 2, two);
  assert.equal(workerEvents(running.lines, "ready").length, 3);
  await ready(4);
  await goneOn(running);
  await assertAsUndisturbed(running, job);
});

test("a worker that hangs is lost, killed and replaced", async (t) => {
  const job = await workshop.job("hangs", ENDLESS);
  const running = workshop.start(t, job, "hangs", "--workers", "2");
  const two = await generationOf(running, 2, undefined);
  await goneOn(running);
  const victim = workerEvents(running.lines, "started").find(({ worker }) => worker === "worker-2");
  process.kill(Number(victim?.["pid"]), "SIGSTOP");
  const one = await generationOf(running, 1, two);
  await generationOf(running, 2, one);
  assert.throws(() => process.kill(Number(victim?.["pid"]), 0), { code: "ESRCH" });
  await assertAsUndisturbed(running, job);
});

test("a number of workers that the job cannot have is refused, and the run goes on", async (t) => {
  const job = await workshop.job("bounded", { ...ENDLESS, workers: { max: 3 } });
  const running = workshop.start(t, job, "bounded", "--workers", "2");
  await generationOf(running, 2, undefined);
  assertFailed(await scale("bounded", 5), { code: 78, error: "config", says: ["microBatches", "5", "4"] });
  assertFailed(await scale("bounded", 4), { code: 78, error: "config", says: ["spec.workers.max", "3"] });
  await goneOn(running);
});

test("scaling a run that is finished, one whose coordinator is gone, and none at all says so", async (t) => {
  const job = await workshop.job("short");
  assertFinished(await workshop.run(job, "short", "--workers", "2"));
  assertFailed(await scale("short", 3), { code: 2, error: "usage", says: ["finished"] });
  const running = workshop.start(t, await workshop.job("left", ENDLESS), "left", "--workers", "2");
  await generationOf(running, 2, undefined);
  running.kill("SIGKILL");
  await running.ended;
  assertFailed(await scale("left", 3), { code: 1, error: "coordinator-unreachable", says: ["leads no more"] });
  const wrong = await workshop.elastune("scale", workshop.path("data"), "none", "--json");
  assert.equal(wrong.code, 2);
});
