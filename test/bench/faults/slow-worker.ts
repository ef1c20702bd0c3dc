// One worker of four has a quarter of the others' speed: what all of them reach together, of the sum of their speeds.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type BenchJob, checked, WORKERS } from "./bench-job.ts";
import { commitsOf, paceSince } from "./commits.ts";
import type { Undisturbed } from "./kills.ts";
import { LiveRun } from "./live-run.ts";

export interface SlowWorkerResult {
  /** Steps a second against the sum of speeds. */
  readonly share: number;
  readonly sameWeights: boolean;
  readonly verified: boolean;
}

const SPEEDS = [1, 1, 1, 0.25];
/** Of the run, which is measured: by then shares are what speeds ask for. */
const LAST_PART = 0.4;

export async function slowWorker(job: BenchJob, undisturbed: Undisturbed): Promise<SlowWorkerResult> {
  const folder = path.join(job.folder, "speeds");
  await mkdir(folder);
  const speeds = { values: SPEEDS, folder };
  const run = new LiveRun(job.request("slow", { simulated: { ...job.simulated, speeds } }));
  try {
    await run.ended;
    const commits = commitsOf(run.steps);
    const from = commits[Math.floor(commits.length * (1 - LAST_PART))]?.at ?? 0;
    const sum = SPEEDS.reduce((total, speed) => total + speed, 0);
    const possible = (undisturbed.stepsPerSecond * sum) / WORKERS;
    return { share: paceSince(commits, from) / possible, ...(await checked(job, "slow")) };
  } finally {
    await run.close();
  }
}
