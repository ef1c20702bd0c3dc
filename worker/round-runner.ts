// Carries one round out on the compute thread while the next one is being prepared.
import { must } from "../common/errors.ts";
import type { MetricValues } from "../common/program/state.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import {
  commitEvaluation,
  commitTrain,
  type EvaluationRound,
  nextRound,
  type Round,
  type TrainRound,
} from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { Evaluation } from "./compute/phase.ts";
import type { StartedPhase, StepResult } from "./compute/protocol.ts";
import { FedSamples, type SampleProof } from "./fed-samples.ts";
import type { Feed, FedMicroBatch, PreparedRound, SampleSource } from "./feed.ts";
import { microBatchesOf, type PlannedMicroBatch, type Splits } from "./round-samples.ts";

export interface RoundRunnerParts {
  readonly program: TrainingProgram;
  readonly splits: Splits;
  readonly compute: ComputeThread;
  readonly feed: Feed;
}

/** Where a phase's samples come from. */
export interface PhaseInputs {
  readonly kind: "pictures" | "features";
  readonly source: () => SampleSource;
}

/** Samples of one micro-batch and what the network made of them. */
export interface EvaluatedMicroBatch extends Evaluation {
  readonly sampleIds: Int32Array;
}

/** A step's result and the samples that it held. */
export type TrainedRound = StepResult & SampleProof;

/** An evaluation round's micro-batches that have samples, in order, and the samples that the round held. */
export interface EvaluatedRound extends SampleProof {
  readonly microBatches: readonly EvaluatedMicroBatch[];
}

interface Ahead {
  readonly key: string;
  readonly planned: readonly PlannedMicroBatch[];
  readonly prepared: PreparedRound;
}

export class RoundRunner {
  readonly #parts: RoundRunnerParts;
  #ahead: Ahead | undefined;
  #phase: { readonly key: string; readonly started: StartedPhase; readonly source: SampleSource } | undefined;

  constructor(parts: RoundRunnerParts) {
    this.#parts = parts;
  }

  /** Gets the phase ready for micro-batches of the round's size; does nothing when it is. */
  async startPhase(phase: number, batchSize: number, input: PhaseInputs): Promise<StartedPhase> {
    const { kind: from, source } = input;
    const key = `${phase}/${batchSize}/${from}`;
    if (this.#phase?.key !== key) {
      const microBatchSize = batchSize / this.#parts.program.microBatches;
      const call = { phase, microBatchSize, onFeatures: from === "features" };
      this.#ahead?.prepared.discard();
      this.#ahead = undefined;
      this.#phase = { key, started: await this.#parts.compute.call("startPhase", call), source: source() };
    }
    return this.#phase.started;
  }

  async train(state: ProgramState, round: TrainRound): Promise<TrainedRound> {
    const { compute } = this.#parts;
    const { prepared } = this.#begin(state, round);
    const runs: Promise<unknown>[] = [];
    const fed = new FedSamples();
    for (let taken = await this.#take(prepared); taken.length > 0; taken = await this.#take(prepared))
      runs.push(handled(this.#post("run", prepared, fed.add(taken))));
    const updates = state.updates.map((count, phase) => count + (phase === round.phase ? 1 : 0));
    const [result] = await Promise.all([compute.call("apply", { updates, rateFactor: round.rateFactor }), ...runs]);
    return { ...result, ...fed.proof() };
  }

  /** What the network makes of each micro-batch. */
  async evaluate(state: ProgramState, round: EvaluationRound): Promise<EvaluatedRound> {
    const { prepared, planned } = this.#begin(state, round);
    const fed = new FedSamples();
    const runs: Promise<EvaluatedMicroBatch[]>[] = [];
    let next = 0;
    for (let taken = await this.#take(prepared); taken.length > 0; taken = await this.#take(prepared)) {
      const samples = planned.slice(next, next + taken.length).filter((_, i) => taken[i]?.input !== undefined);
      next += taken.length;
      runs.push(
        handled(
          this.#post("evaluate", prepared, fed.add(taken)).then((evaluations) =>
            evaluations.map((evaluation, i) => ({ ...evaluation, sampleIds: must(samples[i], "samples").sampleIds })),
          ),
        ),
      );
    }
    return { microBatches: (await Promise.all(runs)).flat(), ...fed.proof() };
  }

  #take(prepared: PreparedRound): Promise<FedMicroBatch[]> {
    return prepared.take(this.#running().started.towers);
  }

  /** Posts a run; its input buffers are free again once it is done. */
  async #post<Name extends "run" | "evaluate">(name: Name, prepared: PreparedRound, taken: FedMicroBatch[]) {
    try {
      const buffers = taken.map(({ input, seed }) => ({ input, seed }));
      return await this.#parts.compute.call(name, buffers);
    } finally {
      prepared.release(taken);
    }
  }

  /** The round's micro-batches, and a head start for those of the round that will most likely follow. */
  #begin(state: ProgramState, round: TrainRound | EvaluationRound): Ahead {
    const now = this.#preparedFor(round);
    const following = likelyNext(this.#parts.program, state, round);
    // Another phase may have other inputs; what it needs is prepared once it has begun.
    const foreseen = following.kind === "evaluate" || (following.kind === "train" && following.phase === state.phase);
    this.#ahead = foreseen ? this.#prepare(following) : undefined;
    return now;
  }

  #preparedFor(round: TrainRound | EvaluationRound): Ahead {
    if (this.#ahead?.key === keyOf(round)) return this.#ahead;
    this.#ahead?.prepared.discard();
    return this.#prepare(round);
  }

  #prepare(round: TrainRound | EvaluationRound): Ahead {
    const { feed, program, splits } = this.#parts;
    const planned = microBatchesOf(program, splits, round);
    return { key: keyOf(round), planned, prepared: feed.prepare(planned, this.#running().source) };
  }

  #running(): { readonly started: StartedPhase; readonly source: SampleSource } {
    return must(this.#phase, "a phase that was started");
  }
}

/** One that fails while the next one's inputs are awaited must not end the process: the round reports it when it comes to it. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What follows if nothing is decided; a wrong guess costs time only. */
function likelyNext(program: TrainingProgram, state: ProgramState, round: TrainRound | EvaluationRound): Round {
  const { state: after } =
    round.kind === "train"
      ? commitTrain(program, state, round, true)
      : commitEvaluation(program, state, round, () => UNDECIDED);
  return nextRound(program, after);
}

const UNDECIDED: MetricValues = { loss: 0, accuracy: 1 };

/** What a round's micro-batches depend on: not its rate. */
function keyOf(round: Round): string {
  if (round.kind === "end" || round.kind === "features") return round.kind;
  const { offset, batchSize, samples } = round;
  return JSON.stringify(
    round.kind === "train"
      ? ["train", round.epoch, offset, batchSize, samples]
      : [round.split, offset, batchSize, samples],
  );
}
