// A job on this machine by several workers: a coordinator and the workers as processes of their own, which end with this one. The
// coordinator's events are the run's.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { JobFailedError, UsageError } from "../../common/errors.ts";
import { errorOfReport } from "../../proto/failure.ts";
import { type AdminClient, openAdminClient, type WorkerExit } from "../library/admin-client.ts";
import type { Emit } from "../library/event-stream.ts";
import { type JobRunOptions, readJob } from "../library/run-in-folder.ts";
import type { CoordinatorEvent, ErrorEvent } from "./coordinator-process.ts";
import { CoordinatorSlots } from "./coordinator-slots.ts";
import { visibleGpus } from "./gpus.ts";
import { Repeats } from "./repeats.ts";
import type { GivenUp } from "./process-slot.ts";
import { type Death, wayOf } from "./restarts.ts";
import { openWorkerSlots, type WorkerSlots } from "./worker-slots.ts";

export interface LaunchOptions extends JobRunOptions {
  readonly workers: number;
  /** Of which one leads. Default: one, which is alone. */
  readonly standBys?: StandBys;
  /** What a worker runs, with the arguments of `elastune worker`. Default: elastune itself; tests put a worker with faults here. */
  readonly workerProgram?: string;
  /** The same for a coordinator. */
  readonly coordinatorProgram?: string;
  readonly signal: AbortSignal;
}

/** Coordinators that share a store. */
export interface StandBys {
  readonly coordinators: number;
  /** Of the run, which exists and is shared. */
  readonly directory: string;
  /** Arguments of each. */
  readonly args: readonly string[];
}

/** For the coordinator to say why a worker has ended. */
const COORDINATOR_MS = 5000;
/** For workers to leave once the coordinator has. */
const LEAVING_MS = 10_000;

/** @throws ConfigError, UsageError, JobFailedError: what made the coordinator fail */
export async function launch(jobFile: string, options: LaunchOptions, emit: Emit): Promise<void> {
  const launched = new Launched(jobFile, options, emit);
  try {
    await launched.run();
  } finally {
    await launched.close();
  }
}

class Launched {
  readonly #jobFile: string;
  readonly #options: LaunchOptions;
  readonly #emit: Emit;
  readonly #coordinators: CoordinatorSlots;
  readonly #over = new AbortController();
  #workers: WorkerSlots | undefined;
  #admin: AdminClient | undefined;
  #runDir: string;
  readonly #repeats = new Repeats();
  #startedTold = false;
  #finished = false;
  #spares = 0;
  /** What the coordinator failed for. */
  #failure: { readonly event: ErrorEvent; readonly code: number } | undefined;
  /** A worker that cannot be had. */
  #givenUp: Error | undefined;

  constructor(jobFile: string, options: LaunchOptions, emit: Emit) {
    this.#jobFile = jobFile;
    this.#options = options;
    this.#emit = emit;
    this.#runDir = options.standBys?.directory ?? "";
    const { standBys, coordinatorProgram } = options;
    this.#coordinators = new CoordinatorSlots({
      count: standBys?.coordinators ?? 1,
      restarts: standBys !== undefined,
      args: ["coordinator", jobFile, ...coordinatorArgs(options), ...(standBys?.args ?? [])],
      program: coordinatorProgram,
      onEvent: (event) => this.#heard(event),
      // Each of several that leads in turn fails for the same reason.
      onFailure: (event, code) => (this.#failure ??= { event, code }),
      onDeath: (death) => void this.#tellDeath(death, "another one leads meanwhile; it is started again"),
      onGivenUp: (verdict) => void this.#without(verdict),
    });
  }

  /** Tells the coordinators' events on until all have ended. */
  async run(): Promise<void> {
    const ends = await this.#coordinators.ended();
    if (this.#finished) return; // by one of them; it is all the others had to know
    if (this.#givenUp !== undefined) throw this.#givenUp;
    if (this.#failure !== undefined) throw thrownFrom(this.#failure.event, this.#failure.code);
    // Asked to, they end with the signal's exit code, and their events have said so. One that ended in order was the last to lead.
    if (!ends.some(({ code }) => code === 0) && !this.#options.signal.aborted)
      throw new JobFailedError("coordinator-died", `the coordinator ended with ${ends.map(wayOf).join(", ")}`);
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#workers?.close(LEAVING_MS);
    await this.#coordinators.close();
    this.#admin?.close();
  }

  #tellDeath({ pid, ...death }: Death, hint: string): Promise<void> {
    const message = `the coordinator process ${pid ?? "?"} ended with ${wayOf(death)}`;
    return this.#emit({ event: "warning", code: "coordinator-lost", message, hint });
  }

  /** The job goes on with the others, and fails when the last one has ended. */
  async #without({ first }: GivenUp): Promise<void> {
    const why = first.lastWords === "" ? "" : `: ${first.lastWords}`;
    await this.#tellDeath(first, `it is not started again${why}`);
    await this.#begin();
  }

  async #heard(event: CoordinatorEvent): Promise<void> {
    if (event.event === "progress") return this.#options.onProgress?.(event);
    if (event.event === "error" || event.event === "finished") this.#endRestarts();
    if (event.event === "error" || this.#finished) return;
    if (event.event === "started") {
      this.#runDir = event.runDir;
      if (this.#startedTold) return; // each leader says it
      this.#startedTold = true;
    }
    this.#finished ||= event.event === "finished";
    if (this.#options.standBys !== undefined && this.#repeats.isRepeated(event)) return;
    if (event.event === "worker") this.#workers?.heard(event);
    if (event.event === "scale") this.#workers?.resize(event.replicas + this.#spares);
    await this.#emit(event);
    if (event.event === "coordinator") await this.#begin();
  }

  /** Workers are given the addresses of all coordinators: who follows one of them answers at the same. */
  async #begin(): Promise<void> {
    const { addresses } = this.#coordinators;
    if (addresses !== undefined && addresses.length > 0 && this.#admin === undefined) await this.#follow(addresses);
  }

  #endRestarts(): void {
    this.#coordinators.endRestarts();
    this.#workers?.endRestarts();
  }

  async #follow(addresses: readonly string[]): Promise<void> {
    const { set = [], workers } = this.#options;
    this.#admin = openAdminClient(addresses);
    const { device, spares } = (await readJob(this.#jobFile, set)).spec.workers;
    this.#spares = spares;
    this.#workers = await openWorkerSlots({
      args: () => ["worker", "--coordinator", addresses.join(","), ...this.#cacheArgs],
      program: this.#options.workerProgram,
      gpus: await visibleGpus(device),
      logs: path.join(this.#runDir, "logs"),
      onExit: (exit) => {
        this.#tellExit(exit);
      },
      onGivenUp: (error, verdict) => void this.#giveUp(error, verdict),
    });
    this.#workers.resize(workers + spares);
    this.#haltOnSignal();
  }

  #haltOnSignal(): void {
    const { signal } = this.#options;
    const halt = (): void => {
      this.#endRestarts();
      void this.#halt();
    };
    if (signal.aborted) halt();
    else signal.addEventListener("abort", halt, { once: true });
  }

  /** One that is alone halts when it is asked to end; of several it would only hand over. */
  async #halt(): Promise<void> {
    const isTold = this.#options.standBys !== undefined && (await this.#toldToHalt());
    if (!isTold) this.#coordinators.terminate();
  }

  async #toldToHalt(): Promise<boolean> {
    try {
      await this.#admin?.halt(this.#over.signal);
      return true;
    } catch {
      return false; // nobody leads: the newest checkpoint is what there is
    }
  }

  /** Only saves time: a coordinator that does not hear it misses the worker's signs of life. */
  #tellExit(exit: WorkerExit): void {
    this.#admin?.exited(exit, this.#over.signal).catch(() => undefined);
  }

  /** What is wrong with a job the coordinator has most often been told, and says it better. */
  async #giveUp(error: Error, { count }: GivenUp): Promise<void> {
    this.#endRestarts();
    if (count === 1 && (await waited(COORDINATOR_MS, this.#over.signal)).aborted) return;
    this.#givenUp ??= error;
    await this.#halt();
  }

  get #cacheArgs(): readonly string[] {
    const { cacheDir } = this.#options;
    return cacheDir === undefined ? [] : ["--cache-dir", cacheDir];
  }
}

async function waited(ms: number, signal: AbortSignal): Promise<{ readonly aborted: boolean }> {
  await systemClock.sleep(ms, signal).catch(() => undefined); // rejects only when it is aborted
  return signal;
}

/** The error that the coordinator told and ended with. */
function thrownFrom({ code, message, hint }: ErrorEvent, exitCode: number): Error {
  if (exitCode === 2) return new UsageError(message);
  if (exitCode !== 78) return errorOfReport({ kind: "failed", code, message, ...(hint === undefined ? {} : { hint }) });
  const [source = "", ...lines] = message.split("\n");
  return errorOfReport({ kind: "config", source, problems: lines.map((line) => ({ path: "", message: line.trim() })) });
}

function coordinatorArgs({ resume, eager, set = [], workers, cacheDir, ...options }: LaunchOptions): string[] {
  const runDir = options.standBys?.directory ?? options.runDir;
  return [
    "--json",
    "--workers",
    String(workers),
    ...(runDir === undefined ? [] : ["--run-dir", runDir]),
    ...(resume === true ? ["--resume"] : []),
    ...(eager === true ? ["--eager"] : []),
    ...set.flatMap((override) => ["--set", override]),
    ...(cacheDir === undefined ? [] : ["--cache-dir", cacheDir]),
  ];
}
