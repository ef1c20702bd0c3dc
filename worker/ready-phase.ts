// What the compute thread has ready: a phase, or a trunk in its place. A worker that waits to take part, a spare above all, rehearses the
// phase that it will most likely be called to: TensorFlow optimizes a graph when it first runs, half a second and more for which all would
// wait otherwise, in the round in which this worker comes.
import { must } from "../common/errors.ts";
import type { Clock } from "../common/clock.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import { initialState, type ProgramState } from "../common/program/state.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { StartedPhase, StartedTrunk } from "./compute/protocol.ts";

/** Whoever is called sooner gets it ready then. */
const IDLE_MS = 300;

/** What a phase is got ready for. */
export interface PhaseSetup {
  readonly phase: number;
  readonly batchSize: number;
  readonly from: "pictures" | "features";
}

export interface ReadyPhaseParts {
  readonly program: TrainingProgram;
  readonly compute: Pick<ComputeThread, "call">;
}

export interface RehearsalParts {
  readonly clock: Clock;
  /** Where training stood not long ago; undefined when it has just begun. */
  readonly newest: () => Promise<ProgramState | undefined>;
}

interface Ready {
  readonly setup: PhaseSetup;
  readonly started: StartedPhase;
}

const NONE: Promise<undefined> = Promise.resolve(undefined);

export class ReadyPhase {
  readonly #parts: ReadyPhaseParts;
  #started: Ready | undefined;
  /** What may be used for the first one. Never rejects. */
  #rehearsal: Promise<Ready | undefined> | undefined;

  constructor(parts: ReadyPhaseParts) {
    this.#parts = parts;
  }

  /** The one that was started last. */
  get started(): StartedPhase {
    return must(this.#started, "a phase that was started").started;
  }

  isFor(setup: PhaseSetup): boolean {
    return this.#started !== undefined && isSame(this.#started.setup, setup);
  }

  async start(setup: PhaseSetup): Promise<void> {
    const rehearsed = await this.#takeRehearsed();
    this.#started = rehearsed !== undefined && isSame(rehearsed.setup, setup) ? rehearsed : await this.#make(setup);
  }

  /** The frozen first part of a phase takes the place of whatever was ready. */
  async startTrunk(phase: number): Promise<StartedTrunk> {
    await this.#takeRehearsed();
    this.#started = undefined;
    return this.#parts.compute.call("startTrunk", { phase });
  }

  /** Once at most, and not after anything was started. Nothing more of it begins after the signal; what fails of it will fail again where it counts. */
  rehearse(parts: RehearsalParts, signal: AbortSignal): void {
    this.#rehearsal ??= this.#rehearsed(parts, signal).catch(() => undefined);
  }

  #takeRehearsed(): Promise<Ready | undefined> {
    const rehearsal = this.#rehearsal ?? NONE;
    this.#rehearsal = NONE;
    return rehearsal;
  }

  async #rehearsed({ clock, newest }: RehearsalParts, signal: AbortSignal): Promise<Ready | undefined> {
    const { program, compute } = this.#parts;
    const isOver = (): boolean => signal.aborted;
    await clock.sleep(IDLE_MS, signal);
    const { phase, inPhase } = (await newest()) ?? initialState(program);
    // Features may have to be computed first, with another graph; the phase's own is small then.
    if (isOver() || program.phases[phase]?.features !== false) return undefined;
    const ready = await this.#make({ phase, batchSize: inPhase.batchSize, from: "pictures" });
    if (!isOver() && ready.started.graph !== undefined) await compute.call("rehearse", undefined);
    return ready;
  }

  async #make(setup: PhaseSetup): Promise<Ready> {
    const { program, compute } = this.#parts;
    const { phase, batchSize, from } = setup;
    const microBatchSize = batchSize / program.microBatches;
    return {
      setup,
      started: await compute.call("startPhase", { phase, microBatchSize, onFeatures: from === "features" }),
    };
  }
}

function isSame(a: PhaseSetup, b: PhaseSetup): boolean {
  return a.phase === b.phase && a.batchSize === b.batchSize && a.from === b.from;
}
