// One fault at a time, with everything well again before the next: how long nothing is committed.
import { setTimeout as pause } from "node:timers/promises";
import { must } from "../../../common/errors.ts";
import { mix } from "../../../common/sampling/hash.ts";
import { type BenchJob, checked, WORKERS } from "./bench-job.ts";
import { commitsOf, longestGap } from "./commits.ts";
import { LiveRun, signalled } from "./live-run.ts";

export type SingleFault = "kill" | "stop" | "join and drain";

export interface GapsResult {
  /** Longest times without a commit, one for each fault. */
  readonly gapsMs: readonly number[];
  readonly sameWeights: boolean;
  readonly verified: boolean;
}

const WARM_UP_STEPS = 5;
/** Steps after a fault, with all workers there, before the next one. */
const CALM_STEPS = 5;
/** A stopped process is of no more use once it was given up: it is replaced when it is killed. */
const STOPPED_MS = 4000;

/** @param count at most so many: the run may be over before */
export async function singleFaults(
  job: BenchJob,
  fault: SingleFault,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<GapsResult> {
  const name = `single-${fault.replaceAll(" ", "-")}`;
  const run = new LiveRun(job.request(name));
  const spans: (readonly [number, number])[] = [];
  try {
    await run.step(WARM_UP_STEPS);
    for (let i = 0; i < count && roomLeft(run, job); i++) spans.push(...(await once(run, fault, seed + i)));
    await run.ended;
    const commits = commitsOf(run.steps);
    return { gapsMs: spans.map(([from, to]) => longestGap(commits, from, to)), ...(await checked(job, name)) };
  } finally {
    await run.close();
  }
}

/** A fault near the end would be measured by nothing. */
function roomLeft({ steps }: LiveRun, job: BenchJob): boolean {
  return (steps.at(-1)?.step ?? 0) < job.steps - 40;
}

/** @returns when each fault began, and when all was well again */
async function once(run: LiveRun, fault: SingleFault, seed: number): Promise<(readonly [number, number])[]> {
  if (fault === "join and drain") return [await scaled(run, WORKERS + 1), await scaled(run, WORKERS)];
  const members = await run.members(WORKERS);
  const { pid } = must(members[mix(seed) % members.length], "a member");
  const from = Date.now();
  signalled(pid, fault === "kill" ? "SIGKILL" : "SIGSTOP");
  if (fault === "stop") {
    await pause(STOPPED_MS);
    signalled(pid, "SIGKILL");
  }
  return [[from, await calm(run, WORKERS, pid)]];
}

async function scaled(run: LiveRun, workers: number): Promise<readonly [number, number]> {
  const from = Date.now();
  await run.scale(workers);
  return [from, await calm(run, workers)];
}

/** @returns when so many train, the one that had the fault not among them, and have done some steps */
async function calm(run: LiveRun, workers: number, without?: number): Promise<number> {
  while ((await run.members(workers)).some(({ pid }) => pid === without)) await pause(10);
  await run.step((run.steps.at(-1)?.step ?? 0) + CALM_STEPS);
  return Date.now();
}
