// Wrong bits: the workers whose states agree go on, the one that differs gets their state.
import assert from "node:assert/strict";
import { test } from "node:test";
import { planQuotas, sharesOf } from "../../common/plan.ts";
import { must } from "../../common/errors.ts";
import { auditedMicroBatch } from "../../worker/audit.ts";
import { fault, step } from "./support/fault.ts";
import { SEED } from "./support/simulated-job.ts";
import { JOB, LAST_STEP, simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
const place = { worker: "worker-2", point: "after-apply", round: step(4) } as const;

test("a wrong bit in one worker's weights does not reach the result", async () => {
  await suite.survives("weights", [fault({ kind: "wrong-bit-in-weights" }, place)]);
});

test("a wrong bit in what one worker received does not reach the result", async () => {
  await suite.survives("link", [fault({ kind: "wrong-bit-on-link", link: 0 }, place)]);
});

for (const workers of [2, 3]) {
  test(`a wrong bit in a gradient that is audited does not reach the result, and its worker is named: ${workers} workers`, async () => {
    // The fault happens in the step after that one, in the second worker's first micro-batch.
    const at = { worker: "worker-2", point: "after-apply", round: step(auditedStep(workers) - 1) } as const;
    const wrong = fault({ kind: "wrong-bit-in-gradient" }, at);
    const changes = { workers, set: ["numerics.audit=1"] };
    const { lines } = await suite.survives(`gradient-${workers}`, [wrong], changes);
    const told = lines.filter(({ code }) => code === "worker-set-aside").map(({ message }) => String(message));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^worker-2 on .*"tensorflow":"simulated"/);
  });
}

/** A step in which the second worker's first micro-batch is the one that is audited. */
function auditedStep(workers: number): number {
  const { microBatches, batchSize } = JOB;
  const { lo } = sharesOf(planQuotas(new Array<number>(workers).fill(1), microBatches), microBatches)[1] ?? { lo: -1 };
  const policy = { every: 1, seed: SEED, microBatches };
  const steps = Array.from({ length: LAST_STEP - 1 }, (_, i) => i + 2);
  const found = steps.find(
    (at) => auditedMicroBatch({ ...A_STEP, batchSize, samples: batchSize, step: at }, policy) === lo,
  );
  return must(found, "a step in which that micro-batch is audited");
}

const A_STEP = { kind: "train", phase: 0, epoch: 0, offset: 0, rateFactor: 1 } as const;
