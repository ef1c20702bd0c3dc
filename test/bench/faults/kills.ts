// A random worker is killed again and again, and replaced: what is left of the samples a second, and what was computed for nothing.
import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { mix } from "../../../common/sampling/hash.ts";
import { type BenchJob, checked } from "./bench-job.ts";
import { commitsOf, medianStepMs, paceSince } from "./commits.ts";
import { LiveRun, signalled } from "./live-run.ts";

export interface KillsRequest {
  readonly kills: number;
  /** In steps of an undisturbed run. */
  readonly every: number;
  readonly spares: number;
  readonly seed: number;
}

export interface KillsResult {
  readonly kills: number;
  /** Samples a second against the undisturbed run. */
  readonly share: number;
  readonly stepsPerSecond: number;
  readonly undisturbedStepsPerSecond: number;
  /** Micro-batches that were begun against those that are in the result. */
  readonly computedPerCommitted: number;
  readonly sameWeights: boolean;
  readonly verified: boolean;
}

const WARM_UP_STEPS = 5;
/** What an undisturbed run is measured by. */
const PACE_STEPS = 40;
/** While nobody trains there is nobody to kill. */
const LOOK_EVERY_MS = 10;

export interface Undisturbed {
  readonly stepsPerSecond: number;
  readonly medianStepMs: number;
}

export async function undisturbedPace(job: BenchJob): Promise<Undisturbed> {
  const set = [`training.limits.maxSteps=${WARM_UP_STEPS + PACE_STEPS}`];
  const run = new LiveRun(job.request("undisturbed", { set }));
  try {
    await run.ended;
    const commits = commitsOf(run.steps).filter(({ step }) => step > WARM_UP_STEPS);
    return { stepsPerSecond: paceSince(commits, 0), medianStepMs: medianStepMs(commits) };
  } finally {
    await run.close();
  }
}

/** The job has so many steps that there is time for all kills; they go on to its end. */
export async function killedAgainAndAgain(
  job: BenchJob,
  undisturbed: Undisturbed,
  { kills, every, spares, seed }: KillsRequest,
): Promise<KillsResult> {
  const name = `killed-${every}-${spares}`;
  const countFile = path.join(job.folder, `${name}-count`);
  const set = spares === 0 ? [] : [`workers.spares=${spares}`];
  const run = new LiveRun(job.request(name, { set, simulated: { ...job.simulated, countFile } }));
  try {
    await run.step(WARM_UP_STEPS);
    const before = await standing(run, countFile);
    const done = await killMembers(run, { kills, intervalMs: every * undisturbed.medianStepMs, seed });
    const after = await standing(run, countFile);
    await run.ended;
    const steps = after.step - before.step;
    const stepsPerSecond = (steps / (after.at - before.at)) * 1000;
    return {
      kills: done,
      share: stepsPerSecond / undisturbed.stepsPerSecond,
      stepsPerSecond,
      undisturbedStepsPerSecond: undisturbed.stepsPerSecond,
      computedPerCommitted: (after.computed - before.computed) / (steps * job.microBatches),
      ...(await checked(job, name)),
    };
  } finally {
    await run.close();
  }
}

interface Standing {
  readonly at: number;
  /** The last one that was told. */
  readonly step: number;
  /** Micro-batches that were begun. */
  readonly computed: number;
}

async function standing({ steps }: LiveRun, countFile: string): Promise<Standing> {
  return { at: performance.now(), step: steps.at(-1)?.step ?? 0, computed: (await stat(countFile)).size };
}

/** By the clock: one that comes late does not move the next. @returns how many there were before the run was over */
async function killMembers(
  run: LiveRun,
  { kills, intervalMs, seed }: { readonly kills: number; readonly intervalMs: number; readonly seed: number },
): Promise<number> {
  const from = performance.now();
  let done = 0;
  while (done < kills) {
    await pause(Math.max(LOOK_EVERY_MS, from + (done + 1) * intervalMs - performance.now()));
    const members = await run.trainingNow().catch(() => []); // the coordinator leaves with the job
    if (run.isOver) return done;
    const victim = members[mix(seed + done) % members.length];
    if (victim !== undefined && signalled(victim.pid, "SIGKILL")) done++;
  }
  return done;
}
