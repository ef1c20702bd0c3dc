import assert from "node:assert/strict";
import { test } from "node:test";
import { budgetsOf } from "../../../cli/library/coordinator-parts.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { DEFAULT_BUDGETS } from "../../../coordinator/membership/policy.ts";
import { problemsOf, withSpec } from "./jobs.ts";

test("what a job leaves out is what the coordinator takes by default", () => {
  const budgets = budgetsOf(parseJob(withSpec(""), "job.yaml"));
  assert.deepEqual({ ...DEFAULT_BUDGETS, ...budgets }, DEFAULT_BUDGETS);
});

test("a job may be more patient, and no less than is sensible", () => {
  const job = parseJob(withSpec("  workers: { timeouts: { silenceSeconds: 4, stuckSeconds: 60 } }"), "job.yaml");
  assert.deepEqual([budgetsOf(job).silenceMs, budgetsOf(job).stuckMs], [4000, 60_000]);
  const [problem] = problemsOf(withSpec("  workers: { timeouts: { silenceSeconds: 0.1 } }"));
  assert.equal(problem?.path, "spec.workers.timeouts.silenceSeconds");
  assert.equal(problem.message, "expected a number from 0.5 to 86400, found 0.1");
});
