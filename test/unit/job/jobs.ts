// A small good job as text, and what is wrong with a bad one.
import assert from "node:assert/strict";
import { ConfigError, must, type Problem } from "../../../common/errors.ts";
import { parseJob } from "../../../common/job/parse.ts";

/** The least a job can say: six lines, so that what a test adds under `spec` begins on line 7. */
export const LEAST = `apiVersion: elastune.dev/v1alpha1
kind: FineTuneJob
metadata: { name: flowers }
spec:
  model: { source: file:./model.h5 }
  dataset: { source: file:./data }
`;

/** `LEAST` with more lines under `spec`, which begin on line 7. */
export function withSpec(more: string): string {
  return `${LEAST}${more}\n`;
}

/** Everything wrong with a job; fails when it is accepted or anything but a ConfigError is thrown. */
export function problemsOf(input: string | Uint8Array, overrides: readonly string[] = []): readonly Problem[] {
  try {
    parseJob(input, "job.yaml", overrides);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems;
    throw thrown;
  }
  throw new Error("the job was accepted");
}

/** The only problem of a job; fails when there are more. */
export function problemOf(input: string | Uint8Array, overrides: readonly string[] = []): Problem {
  const [problem, ...others] = problemsOf(input, overrides);
  assert.deepEqual(others, []);
  return must(problem, "a problem");
}
