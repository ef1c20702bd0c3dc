// What must be true of a run after any fault.
import assert from "node:assert/strict";
import { verifyRun } from "../../../cli/library/verify-run.ts";
import { assertFinished, valuesOf } from "../../support/contract.ts";
import type { Line } from "../../support/elastune.ts";
import type { EndedRun } from "./faulty-run.ts";

/** Far more than it takes on a machine that is busy with other tests, far less than waiting for a budget that is none of the fault's. */
const LONGEST_GAP_MS = 15_000;
/** For training that waits for a process to start, which takes its time on such a machine. */
export const WITH_A_NEW_PROCESS_MS = 60_000;

/** All faults happened, the job finished with the weights of a run that had none, and nothing stood still for long. */
export async function assertUndisturbed(
  run: EndedRun,
  weightsSha256: unknown,
  longestGapMs = LONGEST_GAP_MS,
): Promise<Line> {
  const shown = `${run.ended.stdout.join("\n")}\n${run.ended.stderr}`;
  for (const { name } of run.faults) assert.ok((await run.hit(name)) !== undefined, `${name} did not happen\n${shown}`);
  const finished = assertFinished(run.ended);
  assert.equal(finished["weightsSha256"], weightsSha256, shown);
  const gap = longestGap(run.ended.lines);
  assert.ok(gap < longestGapMs, `nothing was committed for ${gap} ms\n${shown}`);
  await assertVerified(run.runDir);
  return finished;
}

/** No step was trained a second time: somebody who had its result was there at every moment. */
export function assertNothingRepeated({ ended }: EndedRun, steps: number): void {
  const told = valuesOf(ended, "step", "step").map(Number);
  assert.deepEqual(
    told,
    Array.from({ length: steps }, (_, i) => i + 1),
  );
}

/** @throws AssertionError when `elastune verify` would find anything */
export async function assertVerified(runDir: string): Promise<void> {
  const { ok, problems, missing, duplicated } = await verifyRun(runDir);
  assert.deepEqual({ ok, problems, missing, duplicated }, { ok: true, problems: [], missing: 0, duplicated: 0 });
}

/** Between two rounds that are told, and to the end. */
function longestGap(lines: readonly Line[]): number {
  const times = lines
    .filter(({ event }) => ["step", "validation", "finished"].includes(event))
    .map((line) => Date.parse(String(line["time"])));
  return Math.max(...times.map((time, i) => time - (times[i - 1] ?? time)));
}
