// Wrong bits: the workers whose states agree go on, the one that differs gets their state.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../common/errors.ts";
import { auditedMicroBatch } from "../../worker/audit.ts";
import type { Fault } from "./injector/faults.ts";
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

const AUDITED = ["numerics.audit=1"];

for (const { kind, workers } of [
  { kind: "wrong-bit-in-gradient", workers: 2 },
  { kind: "wrong-bit-in-gradient", workers: 3 },
  { kind: "wrong-bits-in-gradients", workers: 3 },
] as const) {
  test(`${kind} of one of ${workers} workers: audited, they do not reach the result, and the worker is named`, async () => {
    const { lines } = await suite.survives(`${kind}-${workers}`, [auditedFault(kind)], { workers, set: AUDITED });
    const told = lines.filter(({ code }) => code === "worker-set-aside").map(({ message }) => String(message));
    assert.equal(told.length, 1);
    assert.match(must(told[0], "a warning"), /^worker-1 on .*"tensorflow":"simulated"/);
  });
}

test("two workers that differ again and again can't tell who is wrong: the job fails, and nothing wrong is committed", async () => {
  const failed = { code: "audit-undecided", says: ["micro-batch 0", "rank 0", "rank 1"] };
  await suite.fails("undecided", [auditedFault("wrong-bits-in-gradients")], { workers: 2, set: AUDITED }, failed);
});

/** In the first run of the step after the place: whatever the shares are, the first worker's begins with micro-batch 0. */
function auditedFault(kind: "wrong-bit-in-gradient" | "wrong-bits-in-gradients"): Fault {
  return fault({ kind }, { worker: "worker-1", point: "after-apply", round: step(stepWithFirstAudited() - 1) });
}

function stepWithFirstAudited(): number {
  const { microBatches, batchSize } = JOB;
  const policy = { every: 1, seed: SEED, microBatches };
  const round = { kind: "train", phase: 0, epoch: 0, offset: 0, rateFactor: 1, batchSize, samples: batchSize } as const;
  const steps = Array.from({ length: LAST_STEP - 1 }, (_, i) => i + 2);
  return must(
    steps.find((number) => auditedMicroBatch({ ...round, step: number }, policy) === 0),
    "a step in which micro-batch 0 is audited",
  );
}
