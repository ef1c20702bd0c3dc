// What is done to a simulated job while it runs.
import { must } from "../../common/errors.ts";
import type { CoordinatorNode } from "./coordinator-node.ts";
import type { Launcher } from "./launcher.ts";
import type { Downward } from "./messages.ts";
import type { Pipe } from "./network.ts";
import type { Fault } from "./scenario.ts";
import type { Scheduler } from "./scheduler.ts";
import type { WorkerNode } from "./worker-node.ts";

export interface StrikesOptions {
  readonly scheduler: Scheduler;
  readonly coordinator: CoordinatorNode;
  readonly launcher: Launcher;
  /** The coordinator's end of a worker's session. */
  readonly sessionOf: (workerId: string) => Pipe<Downward> | undefined;
  readonly usurp: () => void;
  readonly fillDisk: (forMs: number) => void;
}

/** Somebody looks after a process that hangs in the end, whatever the coordinator knows of it. */
const LOOKED_AFTER_MS = 30_000;
/** A session on which nothing comes back is given up after so long (worker/coordination/session.ts). */
const SILENT_MS = 5000;

export class Strikes {
  /** What was done, in order. */
  readonly done: string[] = [];
  readonly #options: StrikesOptions;

  constructor(options: StrikesOptions) {
    this.#options = options;
  }

  strike(fault: Fault): void {
    const { scheduler, coordinator, launcher, usurp, fillDisk } = this.#options;
    const { living } = launcher;
    if (coordinator.isOver || coordinator.state.kind === "ending" || living.length === 0) return;
    this.done.push(fault.kind);
    scheduler.note(`fault: ${fault.kind}`);
    if (fault.kind === "usurp") usurp();
    else if (fault.kind === "full-disk") fillDisk(fault.forMs);
    else if (fault.kind === "scale") coordinator.happen({ kind: "scaled", replicas: fault.replicas });
    else this.#strikeWorker(fault, living);
  }

  #strikeWorker(fault: Extract<Fault, { worker: number }>, living: readonly WorkerNode[]): void {
    const worker = must(living[fault.worker % living.length], "a worker");
    const other = must(living[fault.other % living.length], "another worker");
    switch (fault.kind) {
      case "kill-all":
        for (const one of living) one.kill();
        return;
      case "drain":
        this.#options.launcher.drain(worker);
        return;
      case "kill":
      case "hang":
      case "pause":
        this.#strikeProcess(fault.kind, worker, fault.forMs);
        return;
      case "cut":
      case "swallow":
      case "delay":
      case "wrong-frame":
        strikeLink(fault.kind, worker, other.address, fault.forMs);
        return;
      case "cut-session":
      case "swallow-session":
      case "delay-session":
        this.#strikeSession(fault.kind, worker, fault.forMs);
        return;
      default:
        strikeComputing(fault.kind, worker);
    }
  }

  #strikeProcess(kind: "kill" | "hang" | "pause", worker: WorkerNode, forMs: number): void {
    if (kind === "kill") {
      worker.kill();
      return;
    }
    worker.process.stop();
    this.#options.scheduler.after(kind === "pause" ? forMs : LOOKED_AFTER_MS, () => {
      if (kind === "pause") worker.process.goOn();
      else worker.kill();
    });
  }

  /** Both ways. */
  #strikeSession(kind: "cut-session" | "swallow-session" | "delay-session", worker: WorkerNode, forMs: number): void {
    for (const pipe of [worker.session, this.#options.sessionOf(worker.workerId)]) {
      if (kind === "cut-session") pipe?.break();
      else if (kind === "swallow-session" || forMs > SILENT_MS) pipe?.break(SILENT_MS);
      else pipe?.holdUp(forMs);
    }
  }
}

function strikeLink(
  kind: "cut" | "swallow" | "delay" | "wrong-frame",
  { links }: WorkerNode,
  address: string,
  forMs: number,
): void {
  if (kind === "cut") links.breakTo(address);
  else if (kind === "swallow") links.swallow(address);
  else if (kind === "delay") links.delay(address, forMs);
  else links.spoil(address);
}

function strikeComputing(
  kind: "stick" | "throw" | "wrong-weights" | "wrong-gradient",
  { computing, rounds }: WorkerNode,
): void {
  if (kind === "stick") computing.isStuck = true;
  else if (kind === "throw") computing.throwsNext = true;
  else if (kind === "wrong-weights") rounds.holdings.spoilsNext = true;
  else rounds.auditing.spoilNext();
}
