// A run that others train: what its coordinator learns of it, told as if it had been trained here.
import { must } from "../../common/errors.ts";
import type { RunEvent } from "../../common/events.ts";
import type { TestReport } from "../../common/metrics/classification.ts";
import type { NewGeneration, Warning } from "../../coordinator/membership/state.ts";
import type { CoordinatorHooks } from "../../coordinator/server/coordinator.ts";
import type { SpokenAt } from "../../worker/speaker.ts";
import type { RestartPoint } from "./metrics-log.ts";
import type { PreparedRun, RunProgress, TrainHooks } from "./run-in-folder.ts";

type Told = RunEvent | ({ readonly event: "progress" } & RunProgress);
type Spoken<What> = What & { readonly spoken?: SpokenAt };

const NOTHING_HEARD: SpokenAt = { round: -1, index: -1 };

/** What the coordinator learns, as events of the run. */
export class ReportedRun implements CoordinatorHooks {
  readonly #hooks: TrainHooks;
  readonly #device: string;
  readonly #onBegin: () => void;
  #generation: NewGeneration | undefined;
  #heard: SpokenAt = NOTHING_HEARD;
  /** The last that was told; undefined before training begins. */
  #step: number | undefined;

  constructor({ hooks, job, lastStep }: PreparedRun, onBegin: () => void) {
    this.#step = lastStep;
    this.#hooks = hooks;
    this.#device = job.spec.workers.device;
    this.#onBegin = onBegin;
  }

  onMember({ workerId, pid, device = this.#device, state, reason }: Parameters<CoordinatorHooks["onMember"]>[0]) {
    const worker = { event: "worker", worker: workerId, pid, device, state } as const;
    return this.#hooks.emit({ ...worker, ...(reason === undefined ? {} : { reason }) });
  }

  /** The first is told once its members have said at which step they begin. */
  async onGeneration(generation: NewGeneration): Promise<void> {
    this.#generation = generation;
    if (this.#step !== undefined && generation.goesOn !== true) await this.#tellGeneration(generation, this.#step);
  }

  onScale(replicas: number): Promise<void> {
    return this.#hooks.emit({ event: "scale", replicas });
  }

  onWarning(warning: Warning): Promise<void> {
    return this.#hooks.emit(warning);
  }

  async onReport(kind: Parameters<CoordinatorHooks["onReport"]>[0], payload: unknown): Promise<void> {
    switch (kind) {
      case "event":
        await this.#tell(payload as Spoken<Told>);
        break;
      case "begin":
        await this.#begin(payload as RestartPoint);
        break;
      case "tested":
        await this.#tested(payload as Spoken<TestReport>);
        break;
      case "trained":
      case "failed":
        break; // the coordinator keeps it
    }
  }

  async #tell({ spoken, ...event }: Spoken<Told>): Promise<void> {
    if (event.event === "progress") this.#hooks.onProgress(event);
    else if (this.#isNew(spoken)) {
      if (event.event === "step") this.#step = event.step;
      await this.#hooks.emit(event);
    }
  }

  async #tested({ spoken, ...report }: Spoken<TestReport>): Promise<void> {
    if (this.#isNew(spoken)) await this.#hooks.onTested(report);
  }

  /** A worker that begins to speak says again what the one before it may not have said. */
  #isNew(spoken: SpokenAt | undefined): boolean {
    if (spoken === undefined) return true;
    const { round, index } = this.#heard;
    if (spoken.round < round || (spoken.round === round && spoken.index <= index)) return false;
    this.#heard = spoken;
    return true;
  }

  async #begin(start: RestartPoint): Promise<void> {
    const generation = must(this.#generation, "a generation");
    this.#onBegin();
    this.#step = start.step;
    this.#heard = NOTHING_HEARD;
    await this.#hooks.onStart(start);
    await this.#tellGeneration(generation, start.step);
  }

  #tellGeneration({ generation, worldSize, reason }: NewGeneration, step: number): Promise<void> {
    return this.#hooks.emit({ event: "generation", generation, worldSize, step, reason });
  }
}
