// Runs a job from start to end on this machine: events as an async iterator, cancellation by AbortSignal. The command line is a thin
// shell over this.
import type { RunEvent, Stamped } from "../../common/events.ts";
import { launch } from "../launcher/launch.ts";
import { launchSeveral, refuseWithoutEtcd } from "../launcher/launch-several.ts";
import type { EtcdOptions } from "./etcd-options.ts";
import { eventStream } from "./event-stream.ts";
import { type JobRunOptions, readJob, runInOwnFolder } from "./run-in-folder.ts";
import { trainHere } from "./train-here.ts";

export interface RunOptions extends JobRunOptions, EtcdOptions {
  /** Default: spec.workers.replicas. One trains in this process; several are processes of their own, with a coordinator. */
  readonly workers?: number;
  /** Of which one leads, and another one when it dies; they need `etcd`. Default: 1. */
  readonly coordinators?: number;
  /** In seconds: how long a leader that has died is missed. Default: 5. */
  readonly leaseTtl?: number;
}
export type { RunProgress } from "./run-in-folder.ts";

/**
 * The run begins at once. A reader that leaves the loop stops it as the signal does: at the next round's edge, after a checkpoint.
 * @throws while iterating: ConfigError, UsageError, JobFailedError
 */
export function runJob(jobFile: string, options: RunOptions = {}): AsyncIterable<RunEvent & Stamped> {
  return eventStream(options.signal, async (emit, signal) => {
    const { replicas, spares } = (await readJob(jobFile, options.set ?? [])).spec.workers;
    const { coordinators = 1, etcd } = options;
    const workers = options.workers ?? replicas;
    refuseWithoutEtcd(coordinators, etcd);
    if (etcd !== undefined) return launchSeveral(jobFile, { ...options, coordinators, workers, signal, etcd }, emit);
    if (workers + spares > 1) await launch(jobFile, { ...options, workers, signal }, emit);
    else await runInOwnFolder(jobFile, { ...options, signal }, emit, trainHere);
  });
}
