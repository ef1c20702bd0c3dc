// Wrong gradients, which leave all states alike: audits find them. As many micro-batches as workers, so that no share ever changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../common/errors.ts";
import { auditedMicroBatch } from "../../worker/audit.ts";
import type { Fault } from "./injector/faults.ts";
import { fault, step } from "./support/fault.ts";
import { SEED } from "./support/simulated-job.ts";
import { JOB, simulatedSuite } from "./support/suite.ts";

const JOBS = { 2: { ...JOB, microBatches: 2 }, 3: { ...JOB, microBatches: 3, batchSize: 18 } } as const;
const suites = { 2: simulatedSuite(JOBS[2]), 3: simulatedSuite(JOBS[3]) } as const;
const AUDITED = ["numerics.audit=1"];

for (const { kind, workers } of [
  { kind: "wrong-bit-in-gradient", workers: 2 },
  { kind: "wrong-bit-in-gradient", workers: 3 },
  { kind: "wrong-bits-in-gradients", workers: 3 },
] as const) {
  test(`${kind} of one of ${workers} workers: audited, they do not reach the result, and the worker is named`, async () => {
    const wrong = auditedFault(kind, workers);
    const { lines } = await suites[workers].survives(kind, [wrong], { workers, set: AUDITED });
    const told = lines.filter(({ code }) => code === "worker-set-aside").map(({ message }) => String(message));
    assert.equal(told.length, 1);
    const message = must(told[0], "a warning");
    assert.ok(message.startsWith(`${must(wrong.worker, "a worker")} on `), message);
    assert.match(message, /"tensorflow":"simulated"/);
  });
}

test("two workers that differ again and again can't tell who is wrong: the job fails, and nothing wrong is committed", async () => {
  const wrong = auditedFault("wrong-bits-in-gradients", 2);
  const failed = { code: "audit-undecided", says: ["of step 5 differs", "rank 0", "rank 1"] };
  await suites[2].fails("undecided", [wrong], { workers: 2, set: AUDITED }, failed);
});

/** In step 5, of the worker whose only micro-batch is the one that is audited. */
function auditedFault(kind: "wrong-bit-in-gradient" | "wrong-bits-in-gradients", workers: 2 | 3): Fault {
  const { batchSize, microBatches } = JOBS[workers];
  const round = { kind: "train", step: 5, phase: 0, epoch: 0, offset: 0, rateFactor: 1 } as const;
  const owner = auditedMicroBatch({ ...round, batchSize, samples: batchSize }, { every: 1, seed: SEED, microBatches });
  return fault({ kind }, { worker: `worker-${must(owner, "an audit") + 1}`, point: "after-apply", round: step(4) });
}
