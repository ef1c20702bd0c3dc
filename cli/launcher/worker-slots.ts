// The workers of a job on this machine: so many slots as there are to be workers, and one that cannot have a worker ends the run.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { JobFailedError } from "../../common/errors.ts";
import type { RunEvent } from "../../common/events.ts";
import type { WorkerExit } from "../library/admin-client.ts";
import { Child } from "./child.ts";
import { gpuOf } from "./gpus.ts";
import { type Death, wayOf } from "./restarts.ts";
import { type GivenUp, ProcessSlot } from "./process-slot.ts";

export interface WorkerSlotsParts {
  /** Of the command line, after the program's name. */
  readonly args: () => readonly string[];
  /** Default: this program. */
  readonly program?: string | undefined;
  readonly gpus: readonly string[];
  /** Folder for what they write to stderr. */
  readonly logs: string;
  readonly onExit: (exit: WorkerExit) => void;
  readonly onGivenUp: (error: Error, verdict: GivenUp) => void;
}

/** Opened by `openWorkerSlots`, to be closed. */
export class WorkerSlots {
  readonly #parts: WorkerSlotsParts;
  /** Where workers keep what ends with them, their sockets say: one that is killed leaves it behind. */
  readonly #temporary: string;
  readonly #slots: ProcessSlot[] = [];
  #closed = false;

  constructor(parts: WorkerSlotsParts, temporary: string) {
    this.#parts = parts;
    this.#temporary = temporary;
  }

  /** So many workers from now on: those of the highest slots drain. */
  resize(count: number): void {
    if (this.#closed) return;
    while (this.#slots.length < count) this.#slots.push(this.#slot(this.#slots.length));
    this.#slots.forEach((slot, index) => {
      if (index < count) slot.want();
      else slot.drain();
    });
  }

  heard({ pid, state }: RunEvent & { readonly event: "worker" }): void {
    if (state !== "started" && state !== "ready" && state !== "lost") return;
    this.#slots.find((slot) => slot.pid === pid)?.heard(state);
  }

  /** The run is over or is to end: those who are there end by themselves. */
  endRestarts(): void {
    this.#closed = true;
    for (const slot of this.#slots) slot.leave();
  }

  /** Once the coordinator has ended. Kills those that are still there after `ms`. */
  async close(ms: number): Promise<void> {
    this.#closed = true;
    for (const slot of this.#slots) slot.dismiss();
    const over = new AbortController();
    const late = systemClock.sleep(ms, over.signal).catch(() => undefined); // all have ended
    const empty = Promise.all(this.#slots.map((slot) => slot.empty));
    await Promise.race([empty, late]);
    over.abort();
    for (const slot of this.#slots) slot.kill();
    await empty;
    await rm(this.#temporary, { recursive: true, force: true });
  }

  #slot(index: number): ProcessSlot {
    const { args, program, gpus, onExit, onGivenUp } = this.#parts;
    const env = { ...gpuOf(gpus, index), TMPDIR: this.#temporary };
    const logFile = path.join(this.#parts.logs, `worker-${index + 1}.log`);
    return new ProcessSlot({
      open: () => new Child({ args: args(), program, env, logFile }),
      clock: systemClock,
      onDeath: (death) => {
        if (death.pid !== undefined)
          onExit({ host: hostname(), pid: death.pid, reason: `its process ended ${withWords(death)}` });
      },
      onGivenUp: (verdict) => {
        onGivenUp(errorOf(verdict, index + 1, logFile), verdict);
      },
    });
  }
}

export async function openWorkerSlots(parts: WorkerSlotsParts): Promise<WorkerSlots> {
  await mkdir(parts.logs, { recursive: true });
  return new WorkerSlots(parts, await mkdtemp(path.join(tmpdir(), "elastune-")));
}

function errorOf({ first, count }: GivenUp, worker: number, logFile: string): Error {
  const times = count === 1 ? "" : ` ${count} times before it was ready, the first time`;
  const message = `worker ${worker} on ${hostname()} ended${times} (process ${first.pid ?? "none"}) ${withWords(first)}`;
  return new JobFailedError("worker-ended", message, { hint: `its log is ${logFile}` });
}

/** "with code 1: Error: no memory". */
function withWords(death: Death): string {
  return `with ${wayOf(death)}: ${death.lastWords === "" ? "it said nothing" : death.lastWords}`;
}
