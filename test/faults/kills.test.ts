// A worker is killed at each place of the protocol: the job ends with the weights of an undisturbed run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNothingRepeated, WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import { kill, step } from "./support/fault.ts";
import { stepsReissued } from "./support/ledger.ts";
import { JOB, LAST_STEP, simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
/** Of a round of an evaluation. */
const MOST_SAMPLES = 16 * JOB.batchSize;
const measuring = simulatedSuite({ ...JOB, measured: MOST_SAMPLES + JOB.batchSize });
/** Training waits until the one that was lost is replaced: a short job would be over before. */
const WAITING = { set: ["workers.replicas=3", "workers.min=3"], longestGapMs: WITH_A_NEW_PROCESS_MS };

/** In the order of a step. */
const POINTS = [
  "after-run",
  "after-first-block-sent",
  "before-exchange",
  "before-apply",
  "after-apply",
  "before-commit",
] as const;

test("a worker killed at each point of a step, each replaced before the next: nothing is lost", async () => {
  const faults = POINTS.map((point, i) => kill({ point, round: step(2 + i) }));
  await suite.survives("points", faults, WAITING);
});

test("a worker killed in a step is not waited for: the others go on with what they have of it, and the ledger says so", async () => {
  const run = await suite.recovers("alone", [kill({ worker: "worker-2", point: "before-exchange", round: step(5) })]);
  assertNothingRepeated(run, LAST_STEP);
  assert.deepEqual(await stepsReissued(run.runDir), [5]);
});

test("killed in the first step, and another one in the last: nothing is lost", async () => {
  const first = kill({ worker: "worker-1", point: "after-run", round: step(1) });
  await suite.survives("first-and-last", [first, kill({ point: "before-apply", round: step(LAST_STEP) })]);
});

test("killed in an evaluation, and another one in the test: nothing is lost", async () => {
  const evaluating = kill({ worker: "worker-3", point: "after-run", round: { kind: "eval" } });
  await suite.survives("evaluations", [evaluating, kill({ point: "before-exchange", round: { kind: "test" } })]);
});

test("killed in the second round of an evaluation, which begins again: nothing is lost", async () => {
  const round = { kind: "eval", index: MOST_SAMPLES } as const;
  await measuring.survives("evaluation-round", [kill({ worker: "worker-2", point: "after-run", round })]);
});

test("killed in the end round: nothing is lost", async () => {
  await suite.survives("end", [kill({ point: "before-exchange", round: { kind: "end" } })]);
});

test("killed before it writes a checkpoint, and another one while it does: nothing is lost", async () => {
  const faults = [kill({ point: "before-checkpoint" }), kill({ point: "in-checkpoint" })];
  await suite.survives("checkpoint", faults);
});

for (const point of ["before-report", "after-report", "before-start"] as const)
  test(`killed ${point}, in the reconfiguration that another death began: nothing is lost`, async () => {
    const first = kill({ worker: "worker-3", point: "after-run", round: step(4) });
    await suite.survives(`reconfiguring-${point}`, [first, kill({ worker: "worker-2", point, after: first.name })]);
  });

test("killed while it gives its state to a newcomer, and a newcomer while it gets one: nothing is lost", async () => {
  const faults = [
    kill({ worker: "worker-3", point: "after-run", round: step(3) }),
    kill({ worker: "worker-1", point: "in-state-copy" }),
    kill({ worker: "worker-5", point: "in-state-copy" }),
  ];
  await suite.survives("state-copy", faults, WAITING);
});

test("killed in an evaluation, and the newcomer and the one that gives it its state in the copy: nothing is lost", async () => {
  const faults = [
    kill({ worker: "worker-3", point: "after-run", round: { kind: "eval" } }),
    kill({ worker: "worker-4", point: "in-state-copy" }),
    kill({ worker: "worker-1", point: "in-state-copy" }),
  ];
  await suite.survives("evaluation-copy", faults, WAITING);
});

test("two workers killed in the same step cost nothing", async () => {
  const faults = ["worker-1", "worker-3"].map((worker) => kill({ worker, point: "before-apply", round: step(6) }));
  await suite.survives("two", faults);
});

test("all workers killed in the same step: the job goes on from its checkpoint, to the same weights", async () => {
  const workers = ["worker-1", "worker-2", "worker-3"];
  const faults = workers.map((worker) => kill({ worker, point: "before-exchange", round: step(7) }));
  await suite.recovers("all", faults);
});
