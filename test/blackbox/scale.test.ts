// Workers come and go by command while a job runs: after each step the state is that of a run that nothing happened to.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Ended } from "../support/elastune.ts";
import { generationOf, goneOn, halted, workerEvents } from "../support/generations.ts";
import { assertUndisturbed } from "../support/undisturbed.ts";
import { type Changes, openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
/** Goes on until it is stopped. */
const ENDLESS: Changes = {
  training: { batchSize: 8, microBatches: 4, phases: [{ epochs: 100_000, learningRate: 0.001 }] },
  checkpoint: { everySteps: 100_000 },
};

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

function scale(run: string, workers: number): Promise<Ended> {
  return workshop.elastune("scale", workshop.path(run), String(workers), "--json");
}

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
  const lines = await halted(running);
  await assertUndisturbed(lines, (override) => workshop.run(job, "undisturbed", "--set", override));
  assert.equal(workerEvents(lines, "started").length, 4);
});

test("a number of workers that the job cannot have is refused, and the run goes on", async (t) => {
  const job = await workshop.job("bounded", { ...ENDLESS, workers: { max: 3 } });
  const running = workshop.start(t, job, "bounded", "--workers", "2");
  await generationOf(running, 2, undefined);
  assertFailed(await scale("bounded", 5), { code: 78, error: "config", says: ["microBatches", "5", "4"] });
  assertFailed(await scale("bounded", 4), { code: 78, error: "config", says: ["spec.workers.max", "3"] });
  await goneOn(running);
});

test("scaling a run that is finished, and none at all, says so", async () => {
  const job = await workshop.job("short");
  assertFinished(await workshop.run(job, "short", "--workers", "2"));
  assertFailed(await scale("short", 3), { code: 2, error: "usage", says: ["finished"] });
  const wrong = await workshop.elastune("scale", workshop.path("data"), "none", "--json");
  assert.equal(wrong.code, 2);
});
