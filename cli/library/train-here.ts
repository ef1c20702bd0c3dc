// Training in this process: one worker that does all of it.
import { cacheDir as defaultCacheDir } from "../../common/cache-dir.js";
import { systemClock } from "../../common/clock.ts";
import type { Job } from "../../common/job/schema.ts";
import { runAgent } from "../../worker/agent.ts";
import { fileRegister } from "../../worker/checkpoint/register.ts";
import { alone, type Command } from "../../worker/members.ts";
import { NO_POINTS } from "../../worker/protocol-points.ts";
import { runPlaces } from "../../worker/run-places.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import type { JobRunOptions, PreparedRun } from "./run-in-folder.ts";

const WORKER = "w1";

export function trainHere(run: PreparedRun): Promise<Trained | undefined> {
  const { job, folder, options, hooks } = run;
  const places = runPlaces(job, folder.directory);
  return runAgent({
    ...run,
    ...hooks,
    ...places,
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    eager: options.eager ?? false,
    resume: folder.existed,
    replicas: 1,
    maxWorkers: 1,
    points: NO_POINTS,
    clock: systemClock,
    signal: options.signal ?? new AbortController().signal,
    emitAsWriter: hooks.emit,
    untakenRound: () => undefined,
    register: fileRegister(places.checkpointDir, WORKER),
    onState: (state, device) => hooks.emit({ event: "worker", worker: WORKER, pid: process.pid, device, state }),
    join: () => Promise.resolve(alone(commandOf(job, options, systemClock.monotonicMs()))),
  });
}

/** Of the signal and of the time limit, which acts as a command to stop. */
function commandOf({ spec }: Job, { signal }: JobRunOptions, startedMs: number): () => Command {
  const limitMs = (spec.training.limits.maxSeconds ?? Infinity) * 1000;
  return () => {
    if (signal?.aborted === true) return "halt";
    return systemClock.monotonicMs() - startedMs >= limitMs ? "stop" : "none";
  };
}
