// Errors within a worker: it is replaced, or goes on where that is right.
import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../support/contract.ts";
import { fault, step } from "./support/fault.ts";
import { simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();

test("an error in the computing costs its worker, not the job", async () => {
  await suite.survives("throw-in-compute", [
    fault({ kind: "throw-in-compute" }, { worker: "worker-2", point: "before-apply", round: step(5) }),
  ]);
});

test("an error that nobody foresaw costs its worker, not the job", async () => {
  await suite.survives("throw", [
    fault({ kind: "throw" }, { worker: "worker-2", point: "before-commit", round: step(5) }),
  ]);
});

test("a worker that runs out of memory is replaced", async () => {
  const out = fault({ kind: "out-of-memory" }, { worker: "worker-2", point: "before-exchange", round: step(5) });
  await suite.survives("memory", [out], { env: { NODE_OPTIONS: "--max-old-space-size=160" } });
});

test("a full disk costs a checkpoint, no step and no worker", async () => {
  const { ended } = await suite.recovers("disk", [
    fault({ kind: "full-disk", writes: 2 }, { point: "before-checkpoint" }),
  ]);
  assert.ok(valuesOf(ended, "warning", "code").includes("checkpoint-failed"), ended.stdout.join("\n"));
  assert.ok(!valuesOf(ended, "worker", "state").includes("lost"), ended.stdout.join("\n"));
});
