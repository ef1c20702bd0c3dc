// Who starts the workers' processes in a simulation: as many as are wanted, others for those that end, and none for ever.
import type { CoordinatorNode } from "./coordinator-node.ts";
import type { Scheduler } from "./scheduler.ts";
import type { WorkerNode } from "./worker-node.ts";

export interface LauncherOptions {
  readonly scheduler: Scheduler;
  readonly coordinator: CoordinatorNode;
  readonly create: (number: number) => WorkerNode;
  readonly open: (worker: WorkerNode) => void;
}

/** A worker that was declared lost has so long to end by itself. */
const KILL_MS = 10_000;

export class Launcher {
  readonly workers: WorkerNode[] = [];
  readonly #options: LauncherOptions;
  readonly #drained = new Set<WorkerNode>();
  readonly #spares: number;
  #wanted: number;

  constructor(options: LauncherOptions, replicas: number, spares: number) {
    this.#options = options;
    this.#spares = spares;
    this.#wanted = replicas + spares;
  }

  /** Not all are there at once. */
  start(): void {
    const { random } = this.#options.scheduler;
    for (let i = 0; i < this.#wanted; i++)
      this.#startOne(random.chance(0.8) ? random.between(0, 300) : random.between(0, 4000));
  }

  /** Those that have not ended, in order of their start. */
  get living(): readonly WorkerNode[] {
    return this.workers.filter(({ life }) => life === "alive" || life === "stopped");
  }

  scaled(replicas: number): void {
    this.#wanted = replicas + this.#spares;
    const working = this.living.filter((worker) => !this.#drained.has(worker));
    for (const worker of working.slice(this.#wanted)) this.drain(worker);
    this.#fill();
  }

  drain(worker: WorkerNode): void {
    this.#drained.add(worker);
    worker.drain();
  }

  declaredLost(workerId: string): void {
    const worker = this.workers.find((one) => one.workerId === workerId);
    this.#options.scheduler.after(KILL_MS, () => worker?.kill());
  }

  /** The coordinator hears of it, unless the process ran elsewhere; and another one takes its place. */
  exited(worker: WorkerNode): void {
    const { scheduler, coordinator } = this.#options;
    const { random } = scheduler;
    const { host, pid } = worker.comer;
    const isSeen = ["dead", "failed"].includes(worker.life) && random.chance(0.7);
    if (isSeen)
      scheduler.after(random.between(1, 50), () => {
        coordinator.happen({ kind: "exited", host, pid, reason: "SIGKILL" });
      });
    scheduler.after(random.between(10, 1000), () => {
      this.#fill();
    });
  }

  #fill(): void {
    const { coordinator } = this.#options;
    if (coordinator.isOver || coordinator.state.kind === "ending") return;
    const working = this.living.filter((worker) => !this.#drained.has(worker));
    for (let missing = this.#wanted - working.length; missing > 0; missing--) this.#startOne(0);
  }

  #startOne(afterMs: number): void {
    const worker = this.#options.create(this.workers.length);
    this.workers.push(worker);
    this.#options.scheduler.after(afterMs, () => {
      this.#options.open(worker);
    });
  }
}
