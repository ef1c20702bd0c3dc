// Whether a run that was meddled with holds the same state after each step as one that nothing happened to.
import assert from "node:assert/strict";
import { assertFinished } from "./contract.ts";
import type { Ended, Line } from "./elastune.ts";

/** @param again runs the job in one process, with nothing but this override of its keys */
export async function assertUndisturbed(
  lines: readonly Line[],
  again: (override: string) => Promise<Ended>,
): Promise<void> {
  const found = hashesOf(lines);
  const last = Math.max(...found.keys());
  assert.deepEqual(
    [...found.keys()],
    Array.from({ length: last }, (_, index) => index + 1),
    "steps left out or repeated",
  );
  const undisturbed = await again(`training.limits.maxSteps=${last}`);
  assertFinished(undisturbed);
  const expected = hashesOf(undisturbed.lines);
  const wrong = [...found].find(([step, hash]) => expected.get(step) !== hash);
  assert.equal(wrong, undefined, `another state after step ${String(wrong?.[0])}`);
}

function hashesOf(lines: readonly Line[]): ReadonlyMap<number, unknown> {
  const steps = lines.filter(({ event }) => event === "step");
  return new Map(steps.map((line) => [Number(line["step"]), line["stateHash"]]));
}
