// Training by worker processes: a coordinator over the embedded store, which the workers come to. What they report is told as if the job
// had been trained here.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { writeAtomically } from "../../common/files.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import type { Coordinator, JobIdentity } from "../../coordinator/server/coordinator.ts";
import { mostWorkers } from "../../coordinator/server/scale.ts";
import { openCoordinator } from "../../coordinator/server/open-coordinator.ts";
import { openEmbeddedStore } from "../../coordinator/store/embedded.ts";
import { lastGeneration, storeGeneration } from "../../coordinator/store/generations.ts";
import { type Leadership, leadAlone } from "../../coordinator/store/guarded.ts";
import { absent, type Store } from "../../coordinator/store/store.ts";
import { ServedSamples } from "../../worker/data/served-samples.ts";
import { sampleKindOf } from "../../worker/data/source.ts";
import { runPlaces } from "../../worker/run-places.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import { COORDINATOR_FILE, type CoordinatorFile } from "./coordinator-file.ts";
import { openLatest } from "./latest-checkpoint.ts";
import { ReportedRun } from "./reported-run.ts";
import type { PreparedRun } from "./run-in-folder.ts";
import type { WorkerSettings } from "../../worker/settings.ts";

export interface CoordinatedOptions {
  /** Workers that training begins with. Default: spec.workers.replicas. */
  readonly workers?: number;
  /** Loopback only. */
  readonly listen: { readonly host: string; readonly port: number };
}

/** The longest that a timer can wait, in ms: 24 days. */
const MOST_TIMER_MS = 2 ** 31 - 1;

export class CoordinatedTraining {
  readonly #options: CoordinatedOptions;
  readonly #closing = new AbortController();
  #store: Store | undefined;
  #coordinator: Coordinator | undefined;
  #samples: ServedSamples | undefined;

  constructor(options: CoordinatedOptions) {
    this.#options = options;
  }

  /** To those who follow the events over the network. */
  publish(event: object): void {
    this.#coordinator?.publish(event);
  }

  /** @returns undefined when it was halted. @throws what made the job fail, on whichever worker */
  async train(run: PreparedRun): Promise<Trained | undefined> {
    const { directory } = run.folder;
    this.#store = await openEmbeddedStore(path.join(directory, "coordinator.log"), { clock: systemClock });
    const leadership = await leadAlone(this.#store, "leader", String(process.pid));
    const coordinator = await this.#open(run, this.#store, leadership);
    this.#coordinator = coordinator;
    const { address } = coordinator;
    await writeAtomically(path.join(directory, COORDINATOR_FILE), [
      JSON.stringify({ address, pid: process.pid } satisfies CoordinatorFile),
    ]);
    await run.hooks.emit({ event: "coordinator", pid: process.pid, address, state: "leader", token: leadership.token });
    this.#haltOnSignal(run, coordinator);
    const outcome = await coordinator.done;
    if (outcome.kind === "failed") throw outcome.error;
    return outcome.kind === "halted" ? undefined : (outcome.result as Trained);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#coordinator?.close();
    await this.#samples?.close();
    await this.#store?.close();
  }

  async #open(run: PreparedRun, store: Store, leadership: Leadership): Promise<Coordinator> {
    const { job, folder } = run;
    const { replicas, min, max } = job.spec.workers;
    const { microBatches } = job.spec.training;
    const workers = this.#options.workers ?? replicas;
    refuseTooMany(run, workers);
    const samples = this.#serve(run);
    this.#samples = samples;
    const { checkpointDir } = runPlaces(job, folder.directory);
    return openCoordinator({
      job: await identityOf(run, store, { replicas: workers, maxWorkers: mostWorkers({ max, microBatches }) }),
      policy: {
        replicas: workers,
        min: Math.min(min, workers),
        max,
        microBatches,
        strictNumerics: job.spec.numerics.mode === "strict",
      },
      manifest: async function* () {
        yield await readFile(path.join(folder.directory, "manifest.json"));
      },
      readSample: (id) => samples.read(id),
      store: { store: (record) => storeGeneration(store, leadership, record) },
      latest: await openLatest({ store, leadership, folder: checkpointDir, onFileFailed: tellNotNamed(run) }),
      token: leadership.token,
      before: { generation: await lastGeneration(store), planned: undefined, asked: undefined },
      listen: this.#options.listen,
      clock: systemClock,
      hooks: new ReportedRun(run, () => {
        this.#stopAtLimit(run);
      }),
    });
  }

  #serve({ job, folder, manifest }: PreparedRun): ServedSamples {
    const { dataRoot: root } = runPlaces(job, folder.directory);
    const sample = sampleKindOf(job.spec.dataset);
    return new ServedSamples({ manifest, root, sample, clock: systemClock, signal: this.#closing.signal });
  }

  #haltOnSignal({ options }: PreparedRun, coordinator: Coordinator): void {
    const halt = (): void => {
      tell(coordinator, "halt");
    };
    if (options.signal?.aborted === true) halt();
    options.signal?.addEventListener("abort", halt, { once: true, signal: this.#closing.signal });
  }

  /** The time limit acts as a command to stop, by the clock of the process that leads. */
  #stopAtLimit({ job }: PreparedRun): void {
    const { maxSeconds } = job.spec.training.limits;
    if (maxSeconds === undefined) return;
    slept(maxSeconds * 1000, this.#closing.signal).then(
      () => {
        tell(must(this.#coordinator, "a coordinator"), "stop");
      },
      () => undefined, // the job was over first
    );
  }
}

/** A coordinator that cannot store a command leads no more: the job has failed, and `done` tells. */
function tell(coordinator: Coordinator, command: "halt" | "stop"): void {
  coordinator.command(command).catch(() => undefined);
}

async function slept(ms: number, signal: AbortSignal): Promise<void> {
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
