// Audits of gradients, where nothing is wrong: they change no bit and accuse nobody. Wrong ones: test/faults/audits.test.ts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFinished, valuesOf } from "../support/contract.ts";
import { threePhaseJob } from "../support/three-phases.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

test("audited in each step, 1, 2 and 3 workers end with the weights of a job without audits, and no worker is set aside", async () => {
  const job = await threePhaseJob(workshop, "audited", 0);
  const run = (name: string, workers: number, audit: number) => {
    const set = ["training.microBatches=3", `numerics.audit=${audit}`].flatMap((one) => ["--set", one]);
    return workshop.run(job, name, "--workers", String(workers), ...set);
  };
  const expected = assertFinished(await run("without", 1, 0))["weightsSha256"];
  for (const workers of [1, 2, 3]) {
    const ended = await run(`audited-${workers}`, workers, 1);
    assert.equal(assertFinished(ended)["weightsSha256"], expected);
    assert.ok(!valuesOf(ended, "warning", "code").includes("worker-set-aside"), ended.stdout.join("\n"));
  }
});
