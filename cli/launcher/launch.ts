// A job on this machine by several workers: a coordinator and the workers as processes of their own, which end with this one. The
// coordinator's events are the run's.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { JobFailedError, UsageError } from "../../common/errors.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { errorOfReport } from "../../proto/failure.ts";
import type { Emit } from "../library/event-stream.ts";
import { type JobRunOptions, readJob, type RunProgress } from "../library/run-in-folder.ts";
import { Child } from "./child.ts";
import { gpuOf, visibleGpus } from "./gpus.ts";

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

class Launched {
  readonly #jobFile: string;
  readonly #options: LaunchOptions;
  readonly #emit: Emit;
  readonly #coordinator: Child;
  readonly #workers: Child[] = [];
  readonly #over = new AbortController();
  #runDir = "";
  /** Where workers keep what ends with them, their sockets say: one that is killed leaves it behind. */
  #temporary = "";
  /** A worker that ended without a word to the coordinator. */
  #lost: Error | undefined;

  constructor(jobFile: string, options: LaunchOptions, emit: Emit) {
    this.#jobFile = jobFile;
    this.#options = options;
    this.#emit = emit;
    this.#coordinator = new Child({ args: ["coordinator", jobFile, ...coordinatorArgs(options)] });
  }

  /** Tells the coordinator's events on until it ends. */
  async run(): Promise<void> {
    let failure: (RunEvent & { readonly event: "error" }) | undefined;
    for await (const line of this.#coordinator.lines) {
      const event = JSON.parse(line) as (RunEvent & Stamped) | ({ readonly event: "progress" } & RunProgress);
      if (event.event === "progress") this.#options.onProgress?.(event);
      else if (event.event === "error") failure = event as RunEvent & { readonly event: "error" };
      else {
        if (event.event === "started") this.#runDir = event.runDir;
        await this.#emit(event);
        if (event.event === "coordinator") await this.#startWorkers(event.address);
      }
    }
    const { code, signal } = await this.#coordinator.ended;
    if (this.#lost !== undefined) throw this.#lost;
    if (failure !== undefined) throw thrownFrom(failure, code ?? 1);
    // Asked to, it ends with the signal's exit code, and its events have said so.
    if (code !== 0 && !this.#options.signal.aborted)
      throw new JobFailedError("coordinator-died", `the coordinator ended with ${signal ?? `code ${code}`}`);
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    this.#over.abort();
    const over = new AbortController();
    const late = systemClock.sleep(LEAVING_MS, over.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#workers.map(({ ended }) => ended)), late]);
    over.abort();
    for (const child of [this.#coordinator, ...this.#workers]) child.kill();
    await Promise.all([this.#coordinator, ...this.#workers].map(({ ended }) => ended));
    if (this.#temporary !== "") await rm(this.#temporary, { recursive: true, force: true });
  }

  async #startWorkers(address: string): Promise<void> {
    const { workers, signal, set = [] } = this.#options;
    const logs = path.join(this.#runDir, "logs");
    await mkdir(logs, { recursive: true });
    this.#temporary = await mkdtemp(path.join(tmpdir(), "elastune-"));
    const { device } = (await readJob(this.#jobFile, set)).spec.workers;
    const gpus = await visibleGpus(device);
    for (let i = 0; i < workers; i++) {
      const logFile = path.join(logs, `worker-${i + 1}.log`);
      const worker = new Child({
        args: ["worker", "--coordinator", address, ...this.#cacheArgs],
        program: this.#options.workerProgram,
        env: { ...gpuOf(gpus, i), TMPDIR: this.#temporary },
        logFile,
      });
      this.#workers.push(worker);
      void this.#watch(worker, logFile);
    }
    const halt = (): void => {
      this.#coordinator.terminate();
    };
    if (signal.aborted) halt();
    else signal.addEventListener("abort", halt, { once: true });
  }

  /** The coordinator knows what became of a worker that it knew; of one that never came to it only this process does. */
  async #watch(worker: Child, logFile: string): Promise<void> {
    const { code, signal } = await worker.ended;
    if (code === 0) return;
    const { aborted } = await waited(COORDINATOR_MS, this.#over.signal);
    if (aborted) return;
    const how = signal ?? `code ${code}`;
    const message = `the worker process ${worker.pid} ended with ${how}: ${worker.lastWords}`;
    this.#lost ??= new JobFailedError("worker-ended", message, { hint: `its log is ${logFile}` });
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
function thrownFrom({ code, message, hint }: RunEvent & { readonly event: "error" }, exitCode: number): Error {
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
