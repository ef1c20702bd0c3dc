// Leads the workers of a job: owns the run's folder, as a run in one process does, and has it trained by whoever comes. With etcd it is one
// of several, of which one leads.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { type CoordinatedOptions, CoordinatedTraining } from "./coordinated-training.ts";
import { type Emit, eventStream } from "./event-stream.ts";
import { type EtcdOptions, readEtcdOptions } from "./etcd-options.ts";
import { type JobRunOptions, readJob, runInOwnFolder } from "./run-in-folder.ts";
import { openSharedRunFolder } from "./shared-run-folder.ts";

export interface CoordinateOptions extends JobRunOptions, CoordinatedOptions, EtcdOptions {}

/** @throws while iterating: as `runJob` */
export function coordinateJob(jobFile: string, options: CoordinateOptions): AsyncIterable<RunEvent & Stamped> {
  const { etcd } = options;
  return eventStream(options.signal, (emit, signal) =>
    etcd === undefined
      ? coordinateAlone(jobFile, { ...options, signal }, emit)
      : coordinateWithOthers(jobFile, { ...options, signal, etcd }, emit),
  );
}

async function coordinateAlone(jobFile: string, options: CoordinateOptions, emit: Emit): Promise<void> {
  const training = new CoordinatedTraining(options);
  const tell: Emit = (event) => {
    training.publish(event);
    return emit(event);
  };
  try {
    await runInOwnFolder(jobFile, options, tell, (run) => training.train(run));
  } finally {
    await training.close();
  }
}

type WithEtcd = CoordinateOptions & { readonly signal: AbortSignal; readonly etcd: string };

/** Takes up whatever run is in the folder: one of the others may have begun it. */
async function coordinateWithOthers(jobFile: string, options: WithEtcd, emit: Emit): Promise<void> {
  const access = await readEtcdOptions(options, process.env);
  const job = await readJob(jobFile, options.set ?? []);
  const directory = path.resolve(options.runDir ?? path.join("runs", job.metadata.name));
  const folder = await openSharedRunFolder(directory, systemClock);
  const { standBy } = await import("./stand-by.ts"); // loading etcd3 takes 0.2 s
  try {
    await standBy(jobFile, { ...options, etcd: access }, folder, emit);
  } finally {
    await folder.close();
  }
}
