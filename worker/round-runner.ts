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
import type { Clock } from "../common/clock.ts";
import type { StepTimings } from "../common/events.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { Reduced, StartedPhase, StepResult, UpdateCall } from "./compute/protocol.ts";
import { type Block, sumsOfRound } from "./compute/round-sums.ts";
import { FedSamples, proofOf, type SampleProof } from "./fed-samples.ts";
import type { Feed, FedMicroBatch, PreparedRound, SampleSource } from "./feed.ts";
import type { Command, Members, Reduction } from "./members.ts";
import {
  type EvaluatedMicroBatch,
  type EvaluationMessage,
  exchange,
  refuseDifferent,
  type TrainMessage,
} from "./round-messages.ts";
import { microBatchesOf, type PlannedMicroBatch, type Splits } from "./round-samples.ts";
import { Stopwatch } from "./stopwatch.ts";

export interface RoundRunnerParts {
  readonly program: TrainingProgram;
  readonly splits: Splits;
  readonly compute: ComputeThread;
  readonly feed: Feed;
  readonly members: Members;
  readonly clock: Clock;
  /** Of the state that training begins with. */
  readonly stateHash: string;
}

/** Where a phase's samples come from. */
export interface PhaseInputs {
  readonly kind: "pictures" | "features";
  readonly source: () => SampleSource;
}

/** What a step came to, and the samples that it held. */
export interface TrainedRound extends StepResult, SampleProof {
  readonly command: Command;
  readonly timings: StepTimings;
}

export interface EvaluatedRound extends SampleProof {
  /** Of all workers, in the order of the split. */
  readonly microBatches: readonly EvaluatedMicroBatch[];
  readonly command: Command;
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
  /** Of the last state that all workers should have alike. */
  #stateHash: string;

  constructor(parts: RoundRunnerParts) {
    this.#parts = parts;
    this.#stateHash = parts.stateHash;
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

  /** Our share of the step, the sum over all workers, the update. */
  async train(state: ProgramState, round: TrainRound): Promise<TrainedRound> {
    const { members, compute, program, clock } = this.#parts;
    const watch = new Stopwatch(clock);
    const leaves = program.microBatches;
    const { prepared } = this.#begin(state, round);
    members.beginRound();
    const floats = this.#running().started.gradientFloats;
    const reduction = members.reduce({ floats, leaves, stateHash: this.#stateHash });
    if (reduction !== undefined) void handled(reduction.done);
    const fed = new FedSamples();
    const blocks = await this.#runShare(prepared, fed, watch, reduction);
    watch.lap("compute");
    const message = { blocks: blocks.map(({ lo, hi, sums }) => ({ lo, hi, sums })), ...fed.proof() };
    const { messages, command } = await exchange<TrainMessage>(members, message);
    const reduced = reduction && {
      at: await reduction.done,
      sums: sumsOfRound(
        leaves,
        messages.flatMap((one) => one.blocks),
      ),
    };
    watch.lap("exchange");
    const result = await compute.call("apply", updateOf(state, round, reduced));
    watch.lap("optimizer");
    this.#stateHash = result.stateHash;
    return { ...result, ...proofOf(messages), command, timings: watch.timings() };
  }

  /** What the network makes of each micro-batch that has samples, in order, whichever worker ran it. */
  async evaluate(state: ProgramState, round: EvaluationRound): Promise<EvaluatedRound> {
    const { prepared, planned } = this.#begin(state, round);
    this.#parts.members.beginRound();
    const fed = new FedSamples();
    const runs: Promise<EvaluatedMicroBatch[]>[] = [];
    let next = 0;
    for (let taken = await this.#take(prepared); taken.length > 0; taken = await this.#take(prepared)) {
      const samples = planned.slice(next, next + taken.length).filter((_, i) => taken[i]?.input !== undefined);
      next += taken.length;
      runs.push(handled(this.#evaluateRun(prepared, fed.add(taken), samples)));
    }
    const microBatches = (await Promise.all(runs)).flat();
    const message = { stateHash: this.#stateHash, microBatches, ...fed.proof() };
    const { messages, command } = await exchange<EvaluationMessage>(this.#parts.members, message);
    refuseDifferent(
      "states",
      messages.map(({ stateHash }) => stateHash),
    );
    return { microBatches: messages.flatMap((one) => one.microBatches), ...proofOf(messages), command };
  }

  /** Our micro-batches of a step. Each block goes to the others as soon as it is final, while the next runs are under way. */
  async #runShare(
    prepared: PreparedRound,
    fed: FedSamples,
    watch: Stopwatch,
    reduction: Reduction | undefined,
  ): Promise<Block[]> {
    const runs: Promise<readonly Block[]>[] = [];
    for (;;) {
      const taken = await watch.waiting(this.#take(prepared), Promise.all(runs));
      if (taken.length === 0) return (await Promise.all(runs)).flat();
      const run = this.#post("run", prepared, fed.add(taken)).then((blocks) => {
        for (const block of blocks) reduction?.add(block);
        return blocks;
      });
      runs.push(handled(run));
    }
  }

  async #evaluateRun(
    prepared: PreparedRound,
    taken: FedMicroBatch[],
    samples: readonly PlannedMicroBatch[],
  ): Promise<EvaluatedMicroBatch[]> {
    const counted = taken
      .filter(({ input }) => input !== undefined)
      .map(({ input }, i) => this.#countedIds(must(input, "an input"), must(samples[i], "samples")));
    const evaluations = await this.#post("evaluate", prepared, taken);
    return evaluations.map(({ losses, logits }, i) => ({
      sampleIds: must(counted[i], "sample ids"),
      losses,
      logits,
    }));
  }

  /** Without those that were set aside, here or where their features were computed. */
  #countedIds(input: number, { sampleIds }: PlannedMicroBatch): Int32Array {
    const weights = this.#parts.feed.sampleWeights(input, this.#running().started.input);
    return sampleIds.map((id, i) => (weights[i] === 0 ? -1 : id));
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

  /** Our share of it. */
  #prepare(round: TrainRound | EvaluationRound): Ahead {
    const { feed, program, splits, members } = this.#parts;
    const all = microBatchesOf(program, splits, round);
    const { lo, hi } = members.shareOf(all.length);
    const planned = all.slice(lo, hi);
    return { key: keyOf(round), planned, prepared: feed.prepare(planned, this.#running().source) };
  }

  #running(): { readonly started: StartedPhase; readonly source: SampleSource } {
    return must(this.#phase, "a phase that was started");
  }
}

/** The step's update counted in. */
function updateOf(state: ProgramState, round: TrainRound, reduced: Reduced | undefined): UpdateCall {
  const updates = state.updates.map((count, phase) => count + (phase === round.phase ? 1 : 0));
  return { updates, rateFactor: round.rateFactor, ...(reduced === undefined ? {} : { reduced }) };
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
