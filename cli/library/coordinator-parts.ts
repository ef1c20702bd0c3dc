// What every coordinator of a run is given, wherever its store is: the job, its data, who may take part.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import type { Job } from "../../common/job/schema.ts";
import type { Budgets } from "../../coordinator/membership/policy.ts";
import type { CoordinatorOptions, JobIdentity } from "../../coordinator/server/coordinator.ts";
import { mostWorkers } from "../../coordinator/server/scale.ts";
import type { Leadership } from "../../coordinator/store/guarded.ts";
import { absent, type Store } from "../../coordinator/store/store.ts";
import { ServedSamples } from "../../worker/data/served-samples.ts";
import { sampleKindOf } from "../../worker/data/source.ts";
import { runPlaces } from "../../worker/run-places.ts";
import type { WorkerSettings } from "../../worker/settings.ts";
import { openLatest } from "./latest-checkpoint.ts";
import type { PreparedRun } from "./run-in-folder.ts";

export interface PartsOptions {
  readonly run: PreparedRun;
  readonly store: Store;
  readonly leadership: Leadership;
  /** Workers that training begins with. Default: spec.workers.replicas. */
  readonly workers: number | undefined;
  readonly samples: ServedSamples;
}

type CommonParts = Pick<
  CoordinatorOptions,
  "job" | "policy" | "manifest" | "readSample" | "latest" | "token" | "clock"
>;

/** @throws ConfigError when the job is not for so many workers */
export async function coordinatorParts(options: PartsOptions): Promise<CommonParts> {
  const { run, store, leadership, samples } = options;
  const { job, folder } = run;
  const { replicas, min, max } = job.spec.workers;
  const { microBatches } = job.spec.training;
  const workers = options.workers ?? replicas;
  refuseTooMany(run, workers);
  const { checkpointDir } = runPlaces(job, folder.directory);
  return {
    job: await identityOf(run, store, { replicas: workers, maxWorkers: mostWorkers({ max, microBatches }) }),
    policy: {
      replicas: workers,
      min: Math.min(min, workers),
      max,
      microBatches,
      strictNumerics: job.spec.numerics.mode === "strict",
      ...budgetsOf(job),
    },
    manifest: async function* () {
      yield await readFile(path.join(folder.directory, "manifest.json"));
    },
    readSample: (id) => samples.read(id),
    latest: await openLatest({ store, leadership, folder: checkpointDir, onFileFailed: tellNotNamed(run) }),
    token: leadership.token,
    clock: systemClock,
  };
}

/** What a job file says in seconds. */
export function budgetsOf({ spec: { workers } }: Job): Partial<Budgets> {
  const { timeouts } = workers;
  const ms = (seconds: number): number => seconds * 1000;
  return {
    silenceMs: ms(timeouts.silenceSeconds),
    reconnectMs: ms(timeouts.reconnectSeconds),
    peersMs: ms(timeouts.linkSeconds),
    stuckMs: ms(timeouts.stuckSeconds),
    loadingMs: ms(timeouts.loadingSeconds),
    reportMs: ms(timeouts.reportSeconds),
    formingMs: ms(timeouts.formingSeconds),
  };
}

/** For workers that do not reach the data set. To be closed. */
export function serveSamples({ job, folder, manifest }: PreparedRun, signal: AbortSignal): ServedSamples {
  const { dataRoot: root } = runPlaces(job, folder.directory);
  return new ServedSamples({ manifest, root, sample: sampleKindOf(job.spec.dataset), clock: systemClock, signal });
}

/** The longest that a timer can wait, in ms: 24 days. */
const MOST_TIMER_MS = 2 ** 31 - 1;

/** However long. @throws the signal's reason */
export async function slept(ms: number, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= MOST_TIMER_MS) await systemClock.sleep(Math.min(left, MOST_TIMER_MS), signal);
}

/** The store names the checkpoint all the same; a run that goes on without the store would begin with the one before. */
function tellNotNamed({ hooks }: PreparedRun): (error: unknown) => Promise<void> {
  return (error) =>
    hooks.emit({
      event: "warning",
      code: "checkpoint-failed",
      message: `latest.json was not written: ${messageOf(error)}`,
      hint: "training goes on; make room on the disk",
    });
}

/** Each worker has at least one micro-batch of a step; nobody may ask for more than `max`. */
function refuseTooMany({ job, jobFile }: PreparedRun, workers: number): void {
  const { max } = job.spec.workers;
  if (workers > max) {
    const message = `expected at least as many as workers are asked for (${workers}), found ${max}`;
    throw new ConfigError(jobFile, [{ path: "spec.workers.max", message, hint: "raise it or take fewer workers" }]);
  }
  const { microBatches } = job.spec.training;
  if (workers <= microBatches) return;
  const message = `expected at least as many micro-batches as workers, found ${microBatches} for ${workers} workers`;
  const hint = "raise it (that makes it another job, with other weights) or take fewer workers";
  throw new ConfigError(jobFile, [{ path: "spec.training.microBatches", message, hint }]);
}

/** `maxWorkers`: that can ever take part at one time. */
type Numbers = { readonly replicas: number; readonly maxWorkers: number };

async function identityOf(run: PreparedRun, store: Store, workers: Numbers): Promise<JobIdentity> {
  const { job, jobFile, jobHash, folder, options } = run;
  const { directory } = folder;
  const settings: WorkerSettings & Numbers = {
    jobFile,
    directory,
    eager: options.eager ?? false,
    resume: folder.existed,
    ...workers,
  };
  return { uid: await uidOf(store), name: job.metadata.name, text: stringifyJob(job), hash: jobHash, settings };
}

/** Of this run, once and for all: a resumed one is the same job to its workers. */
async function uidOf(store: Store): Promise<string> {
  const operations = [{ kind: "put", key: "uid", value: randomUUID() }] as const;
  await store.commit({ compares: [absent("uid")], operations });
  return must(await store.get("uid"), "the job's uid").value;
}
