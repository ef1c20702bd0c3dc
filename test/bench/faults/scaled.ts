// From 2 workers to 8 and back to 3 while the job runs: those that stay keep their processes.
import { type BenchJob, checked } from "./bench-job.ts";
import { LiveRun } from "./live-run.ts";

export interface ScaledResult {
  /** Milliseconds from the command until so many train. */
  readonly upMs: number;
  readonly downMs: number;
  /** Every worker that was there before and should be there after has its process still. */
  readonly processesKept: boolean;
  readonly sameWeights: boolean;
  readonly verified: boolean;
}

const WARM_UP_STEPS = 5;

export async function scaledRun(job: BenchJob): Promise<ScaledResult> {
  const run = new LiveRun(job.request("scaled", { workers: 2 }));
  try {
    await run.step(WARM_UP_STEPS);
    const two = await pidsOf(run, 2);
    const [eight, upMs] = await timed(() => scaledTo(run, 8));
    const [three, downMs] = await timed(() => scaledTo(run, 3));
    await run.ended;
    const processesKept = two.every((pid) => eight.includes(pid)) && three.every((pid) => eight.includes(pid));
    return { upMs, downMs, processesKept, ...(await checked(job, "scaled")) };
  } finally {
    await run.close();
  }
}

async function scaledTo(run: LiveRun, workers: number): Promise<readonly number[]> {
  await run.scale(workers);
  return pidsOf(run, workers);
}

async function pidsOf(run: LiveRun, workers: number): Promise<readonly number[]> {
  return (await run.members(workers)).map(({ pid }) => pid);
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now();
  return [await work(), performance.now() - from];
}
