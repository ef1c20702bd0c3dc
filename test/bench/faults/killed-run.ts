// A job by the real launcher, one of whose workers is killed now and then.
import { runJob, type RunOptions } from "../../../cli/library/run-job.ts";
import { must } from "../../../common/errors.ts";
import type { FinishedEvent } from "../../../common/events.ts";

export interface KilledRun {
  /** When each step was told of, in ms. */
  readonly committedMs: readonly number[];
  /** Steps that had been told of before each kill. */
  readonly killedAfter: readonly number[];
  readonly finished: FinishedEvent;
}

/** Kills the worker that has been ready longest, whichever rank it has. @param isTime after this step, when so many were killed before */
export async function killedRun(
  job: string,
  options: RunOptions,
  isTime: (step: number, kills: number) => boolean,
): Promise<KilledRun> {
  const ready: number[] = [];
  const committedMs: number[] = [];
  const killedAfter: number[] = [];
  let finished: FinishedEvent | undefined;
  for await (const event of runJob(job, options)) {
    if (event.event === "worker" && event.state === "ready") ready.push(event.pid);
    if (event.event === "finished") finished = event;
    if (event.event !== "step") continue;
    committedMs.push(performance.now());
    if (!isTime(event.step, killedAfter.length)) continue;
    const pid = ready.shift();
    if (pid !== undefined && tryKill(pid)) killedAfter.push(committedMs.length);
  }
  return { committedMs, killedAfter, finished: must(finished, `the end of ${job}`) };
}

/** @returns false for a process that has ended already. */
function tryKill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
