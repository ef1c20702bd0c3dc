// A job on this machine by several workers: a coordinator and the workers as processes of their own, which end with this one. The
// coordinator's events are the run's.
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { JobFailedError, UsageError } from "../../common/errors.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { errorOfReport } from "../../proto/failure.ts";
import { type AdminClient, openAdminClient, type WorkerExit } from "../library/admin-client.ts";
import type { Emit } from "../library/event-stream.ts";
import { type JobRunOptions, readJob, type RunProgress } from "../library/run-in-folder.ts";
import { Child } from "./child.ts";
import { visibleGpus } from "./gpus.ts";
import type { GivenUp } from "./worker-slot.ts";
import { openWorkerSlots, type WorkerSlots } from "./worker-slots.ts";

export interface LaunchOptions extends JobRunOptions {
  readonly workers: number;
  /** What a worker runs, with the arguments of `elastune worker`. Default: elastune itself; tests put a worker with faults here. */
  readonly workerProgram?: string;
  readonly signal: AbortSignal;
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

type CoordinatorEvent = (RunEvent & Stamped) | ({ readonly event: "progress" } & RunProgress);
type ErrorEvent = RunEvent & { readonly event: "error" };

class Launched {
  readonly #jobFile: string;
  readonly #options: LaunchOptions;
  readonly #emit: Emit;
  readonly #coordinator: Child;
  readonly #over = new AbortController();
  #workers: WorkerSlots | undefined;
  #admin: AdminClient | undefined;
  #address = "";
  #runDir = "";
  #spares = 0;
  /** What the coordinator failed for. */
  #failure: ErrorEvent | undefined;
  /** A worker that cannot be had. */
  #givenUp: Error | undefined;

  constructor(jobFile: string, options: LaunchOptions, emit: Emit) {
    this.#jobFile = jobFile;
    this.#options = options;
    this.#emit = emit;
    this.#coordinator = new Child({ args: ["coordinator", jobFile, ...coordinatorArgs(options)] });
  }

  /** Tells the coordinator's events on until it ends. */
  async run(): Promise<void> {
    for await (const line of this.#coordinator.lines) await this.#heard(JSON.parse(line) as CoordinatorEvent);
    const { code, signal } = await this.#coordinator.ended;
    if (this.#givenUp !== undefined) throw this.#givenUp;
    if (this.#failure !== undefined) throw thrownFrom(this.#failure, code ?? 1);
    // Asked to, it ends with the signal's exit code, and its events have said so.
    if (code !== 0 && !this.#options.signal.aborted)
      throw new JobFailedError("coordinator-died", `the coordinator ended with ${signal ?? `code ${code}`}`);
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#workers?.close(LEAVING_MS);
    this.#coordinator.kill();
    await this.#coordinator.ended;
    this.#admin?.close();
  }

  async #heard(event: CoordinatorEvent): Promise<void> {
    if (event.event === "progress") return this.#options.onProgress?.(event);
    if (event.event === "error" || event.event === "finished") this.#workers?.endRestarts();
    if (event.event === "error") {
      this.#failure = event as ErrorEvent;
      return;
    }
    if (event.event === "started") this.#runDir = event.runDir;
    if (event.event === "worker") this.#workers?.heard(event);
    if (event.event === "scale") this.#workers?.resize(event.replicas + this.#spares);
    await this.#emit(event);
    if (event.event === "coordinator") await this.#follow(event.address);
  }

  async #follow(address: string): Promise<void> {
    const { set = [], workers } = this.#options;
    this.#address = address;
    this.#admin = openAdminClient(address);
    const { device, spares } = (await readJob(this.#jobFile, set)).spec.workers;
    this.#spares = spares;
    this.#workers = await openWorkerSlots({
      args: () => ["worker", "--coordinator", this.#address, ...this.#cacheArgs],
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
      this.#workers?.endRestarts();
      this.#coordinator.terminate();
    };
    if (signal.aborted) halt();
    else signal.addEventListener("abort", halt, { once: true });
  }

  /** Only saves time: a coordinator that does not hear it misses the worker's signs of life. */
  #tellExit(exit: WorkerExit): void {
    this.#admin?.exited(exit, this.#over.signal).catch(() => undefined);
  }

  /** What is wrong with a job the coordinator has most often been told, and says it better. */
  async #giveUp(error: Error, { count }: GivenUp): Promise<void> {
    this.#workers?.endRestarts();
    if (count === 1 && (await waited(COORDINATOR_MS, this.#over.signal)).aborted) return;
    this.#givenUp ??= error;
    this.#coordinator.terminate();
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

function coordinatorArgs({ runDir, resume, eager, set = [], workers, cacheDir }: LaunchOptions): string[] {
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
