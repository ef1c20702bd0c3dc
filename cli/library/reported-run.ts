// A run that others train: what its coordinator learns of it, told as if it had been trained here.
import { must } from "../../common/errors.ts";
import type { RunEvent } from "../../common/events.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import type { CoordinatorHooks, NewGeneration } from "../../coordinator/server/coordinator.ts";
import type { RestartPoint } from "./metrics-log.ts";
import type { PreparedRun, RunProgress, TrainHooks } from "./run-in-folder.ts";

/** What the coordinator learns, as events of the run. */
export class ReportedRun implements CoordinatorHooks {
  readonly #hooks: TrainHooks;
  readonly #device: string;
  readonly #onBegin: () => void;
  #generation: NewGeneration | undefined;

  constructor({ hooks, job }: PreparedRun, onBegin: () => void) {
    this.#hooks = hooks;
    this.#device = job.spec.workers.device;
    this.#onBegin = onBegin;
  }

  onMember({ workerId, pid, device = this.#device, state, reason }: Parameters<CoordinatorHooks["onMember"]>[0]) {
    const worker = { event: "worker", worker: workerId, pid, device, state } as const;
    return this.#hooks.emit({ ...worker, ...(reason === undefined ? {} : { reason }) });
  }

  /** Told once its members have said at which step they begin. */
  onGeneration(generation: NewGeneration): void {
    this.#generation = generation;
  }

  onScale(replicas: number): Promise<void> {
    return this.#hooks.emit({ event: "scale", replicas });
  }

  async onReport(kind: Parameters<CoordinatorHooks["onReport"]>[0], payload: unknown): Promise<void> {
    switch (kind) {
      case "event":
        await this.#tell(payload as RunEvent | ({ readonly event: "progress" } & RunProgress));
        break;
      case "begin":
        await this.#begin(payload as RestartPoint);
        break;
      case "tested":
        await this.#hooks.onTested(payload as TestReport);
        break;
      case "trained":
      case "failed":
        break; // the coordinator keeps it
    }
  }

  async #tell(event: RunEvent | ({ readonly event: "progress" } & RunProgress)): Promise<void> {
    if (event.event === "progress") this.#hooks.onProgress(event);
    else await this.#hooks.emit(event);
  }

  async #begin(start: RestartPoint): Promise<void> {
    const { generation, worldSize, reason } = must(this.#generation, "a generation");
    this.#onBegin();
    await this.#hooks.onStart(start);
    await this.#hooks.emit({ event: "generation", generation, worldSize, step: start.step, reason });
  }
}
