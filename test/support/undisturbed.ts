// Whether a run that was meddled with holds the same state after each step as one that nothing happened to.
import assert from "node:assert/strict";
import { assertFinished } from "./contract.ts";
import type { Line } from "./elastune.ts";
import type { Workshop } from "./workshop.ts";

/** Runs the job undisturbed, in one process, as far as those lines go. */
export async function assertUndisturbed(workshop: Workshop, job: string, lines: readonly Line[]): Promise<void> {
  const found = hashesOf(lines);
  const last = Math.max(...found.keys());
  assert.deepEqual(
    [...found.keys()],
    Array.from({ length: last }, (_, index) => index + 1),
    "steps left out or repeated",
  );
  const flags = ["--set", `training.limits.maxSteps=${last}`];
  const undisturbed = await workshop.run(job, `${job}-undisturbed`, ...flags);
  assertFinished(undisturbed);
  const expected = hashesOf(undisturbed.lines);
  const wrong = [...found].find(([step, hash]) => expected.get(step) !== hash);
  assert.equal(wrong, undefined, `another state after step ${String(wrong?.[0])}`);
}

function hashesOf(lines: readonly Line[]): ReadonlyMap<number, unknown> {
  const steps = lines.filter(({ event }) => event === "step");
  return new Map(steps.map((line) => [Number(line["step"]), line["stateHash"]]));
}
