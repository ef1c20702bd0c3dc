// Runs a job from start to end on this machine: events as an async iterator, cancellation by AbortSignal. The command line is a thin
// shell over this.
import { systemClock } from "../../common/clock.ts";
import { EventQueue } from "../../common/event-queue.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { type JobRunOptions, runInOwnFolder } from "./run-in-folder.ts";
import { trainHere } from "./train-here.ts";

export type RunOptions = JobRunOptions;
export type { RunProgress } from "./run-in-folder.ts";

/** Events that may wait for a slow reader before training waits for it. */
const QUEUED_EVENTS = 1000;

/**
 * The run begins at once. A reader that leaves the loop stops it as the signal does: at the next round's edge, after a checkpoint.
 * @throws while iterating: ConfigError, UsageError, JobFailedError
 */
export function runJob(jobFile: string, options: RunOptions = {}): AsyncIterable<RunEvent & Stamped> {
  const left = new AbortController();
  const queue = new EventQueue<RunEvent & Stamped>(QUEUED_EVENTS, () => {
    left.abort();
  });
  const signal = AbortSignal.any([left.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const emit = (event: RunEvent): Promise<void> =>
    queue.push({ ...event, time: new Date(systemClock.now()).toISOString() });
  runInOwnFolder(jobFile, { ...options, signal }, emit, trainHere).then(
    () => {
      queue.close();
    },
    (error: unknown) => {
      queue.fail(error);
    },
  );
  return queue;
}
