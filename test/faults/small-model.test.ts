// TensorFlow computes, workers are killed: while they compute the features of a frozen trunk, in steps, evaluations and the end.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertFinished, valuesOf } from "../support/contract.ts";
import { EPOCH_STEPS, threePhaseJob } from "../support/three-phases.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";
import type { Fault } from "./injector/faults.ts";
import { assertNothingRepeated, assertUndisturbed, WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import { fault, kill, step } from "./support/fault.ts";
import { type EndedRun, faultyRun } from "./support/faulty-run.ts";

const WORKERS = 2;
/** Training waits until the one that was killed is replaced: a short job would be over before, or nobody left who has its State. */
const SET = [`workers.replicas=${WORKERS}`, `workers.min=${WORKERS}`];
/** Three phases of two epochs. */
const STEPS = 6 * EPOCH_STEPS;

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

/** Of another run that nobody disturbs. */
async function survives(jobFile: string, name: string, faults: readonly Fault[]): Promise<EndedRun> {
  const expected = assertFinished(await workshop.run(jobFile, `${name}-undisturbed`));
  const run = await faultyRun({ jobFile, runDir: workshop.path(name), workers: WORKERS, faults, set: SET });
  const finished = await assertUndisturbed(run, expected["weightsSha256"], WITH_A_NEW_PROCESS_MS);
  assert.deepEqual(finished["test"], expected["test"]);
  return run;
}

test("killed while features are computed, in a step, in a validation, in the test and in the last step: the same model", async () => {
  const job = await threePhaseJob(workshop, "phases", 2);
  const faults = [
    kill({ worker: "worker-1", point: "after-run", round: { kind: "features" } }),
    kill({ point: "before-exchange", round: step(EPOCH_STEPS + 2) }),
    kill({ point: "after-run", round: { kind: "eval" } }),
    kill({ point: "before-apply", round: step(STEPS) }),
    kill({ point: "after-run", round: { kind: "test" } }),
  ];
  assertNothingRepeated(await survives(job, "phases", faults), STEPS);
});

test("of two workers one has a wrong bit in its weights while they train on features: both go back, to the same model", async () => {
  const job = await threePhaseJob(workshop, "wrong", 2);
  const expected = assertFinished(await workshop.run(job, "wrong-undisturbed"));
  const place = { worker: "worker-2", point: "after-apply", round: step(2) } as const;
  const faults = [fault({ kind: "wrong-bit-in-weights" }, place)];
  const run = await faultyRun({ jobFile: job, runDir: workshop.path("wrong"), workers: WORKERS, faults, set: SET });
  await assertUndisturbed(run, expected["weightsSha256"], WITH_A_NEW_PROCESS_MS);
  assert.ok(valuesOf(run.ended, "warning", "code").includes("states-undecided"));
});

test("corrupt pictures are named in the end, though every worker that met them has died", async () => {
  await workshop.pictures("left-data", { a: 14, b: 14 });
  const corrupt = ["a/1.png", "a/5.png", "b/3.png", "b/8.png"];
  for (const name of corrupt) await writeFile(workshop.path("left-data", name), "no picture");
  const dataset = { source: "file:./left-data", corruptSamples: "skip" };
  const training = { features: "off", phases: [{ epochs: 1, unfreeze: ["head"], learningRate: 0.01 }] };
  const faults = [
    kill({ worker: "worker-1", point: "after-run", round: { kind: "eval" } }),
    kill({ worker: "worker-2", point: "after-run", round: { kind: "test" } }),
  ];
  const { ended } = await survives(await workshop.job("left", { dataset, training }), "left", faults);
  const warning = ended.lines.find(({ code }) => code === "samples-set-aside");
  for (const name of corrupt)
    assert.ok(String(warning?.["message"]).includes(name), `${name}: ${JSON.stringify(warning)}`);
});

test("a corrupt picture is set aside by whoever meets it, also after its worker was killed", async () => {
  await workshop.pictures("torn-data", { a: 14, b: 14 });
  await writeFile(workshop.path("torn-data", "a", "3.png"), "no picture");
  const dataset = { source: "file:./torn-data", corruptSamples: "skip" };
  const job = await workshop.job("torn", { dataset, training: { features: "off" } });
  const { ended } = await survives(job, "torn", [kill({ worker: "worker-2", point: "before-apply", round: step(7) })]);
  assert.ok(valuesOf(ended, "warning", "code").includes("samples-set-aside"));
});
