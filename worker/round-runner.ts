// Carries one round out on the compute thread while the next one is being prepared. A round that a generation left incomplete is gone on
// with in the next one, with what this worker has of it.
import { must, StaleGenerationError } from "../common/errors.ts";
import type { Clock } from "../common/clock.ts";
import type { StepTimings } from "../common/events.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import type { EvaluationRound, TrainRound } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { TreeRange } from "../common/tree.ts";
import { type Audit, Auditor } from "./auditor.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { StartedPhase, StepResult } from "./compute/protocol.ts";
import { type Block, sumsOfRound } from "./compute/round-sums.ts";
import { proofOf, type SampleProof } from "./fed-samples.ts";
import type { Feed, FedMicroBatch, PreparedRound, SampleSource } from "./feed.ts";
import { keyOf } from "./likely-round.ts";
import type { Command, Members, Reduction } from "./members.ts";
import type { ProtocolPoints } from "./protocol-points.ts";
import { handled, type PreparedRange, type RangeRun, runRange } from "./range-runner.ts";
import type { ReadyPhase } from "./ready-phase.ts";
import { RoundInputs } from "./round-inputs.ts";
import {
  type EvaluatedMicroBatch,
  type EvaluationMessage,
  exchange,
  refuseDifferent,
  type TrainMessage,
} from "./round-messages.ts";
import { microBatchesOf, type PlannedMicroBatch, type Splits } from "./round-samples.ts";
import { RoundWork } from "./round-work.ts";
import { Stopwatch } from "./stopwatch.ts";
import { updateOf } from "./update-of.ts";

export interface RoundRunnerParts {
  readonly program: TrainingProgram;
  readonly splits: Splits;
  readonly compute: ComputeThread;
  readonly ready: ReadyPhase;
  readonly feed: Feed;
  readonly members: Members;
  readonly clock: Clock;
  readonly points: ProtocolPoints;
  /** Every so many steps one micro-batch is audited; 0 for never. */
  readonly auditEvery: number;
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

type AnyWork = RoundWork<Block> | RoundWork<EvaluatedMicroBatch>;

/** Our part of a step. */
interface Share {
  readonly state: ProgramState;
  readonly round: TrainRound;
  readonly work: RoundWork<Block>;
  readonly watch: Stopwatch;
  readonly reduction: Reduction | undefined;
  readonly audit: Audit | undefined;
}

export class RoundRunner {
  readonly #parts: RoundRunnerParts;
  readonly #inputs: RoundInputs;
  readonly #auditor: Auditor;
  #work: AnyWork | undefined;
  #stateHash: string;

  constructor(parts: RoundRunnerParts) {
    this.#parts = parts;
    this.#stateHash = parts.stateHash;
    this.#inputs = new RoundInputs(parts);
    const policy = { ...parts.program, every: parts.auditEvery };
    const disown = (): void => {
      this.#work = undefined;
    };
    this.#auditor = new Auditor({ ...parts, policy, inputs: this.#inputs, disown });
  }

  /** Of the state after the last step: it names where this worker stands, so it may change with a round only. */
  get stateHash(): string {
    return this.#stateHash;
  }

  /** What this worker has of the round under way. */
  get progress(): { readonly leaves: number; readonly held: readonly TreeRange[] } {
    return { leaves: this.#work?.leaves ?? 0, held: this.#work?.held ?? [] };
  }

  /** Another generation has begun: its shares are others. */
  regroup(): void {
    this.#inputs.discard();
  }

  /** The state is another worker's now; what was computed of the round under way is void. */
  async takeOver(stateHash: string): Promise<void> {
    await this.#drop();
    this.#parts.compute.tell("keepBlocks", []);
    this.#stateHash = stateHash;
  }

  /** Gets the phase ready for micro-batches of the round's size; does nothing when it is. */
  async startPhase(phase: number, batchSize: number, input: PhaseInputs): Promise<StartedPhase> {
    const { ready } = this.#parts;
    const setup = { phase, batchSize, from: input.kind };
    if (!ready.isFor(setup)) {
      this.regroup();
      await this.#drop();
      await ready.start(setup);
      this.#inputs.use(input.source());
    }
    return ready.started;
  }

  /** Our share of the step, the sum over all workers, the update. */
  async train(state: ProgramState, round: TrainRound): Promise<TrainedRound> {
    const { members, compute, program, clock, points } = this.#parts;
    const watch = new Stopwatch(clock);
    const work = await this.#workOf<Block>(round, program.microBatches);
    members.beginRound();
    const { gradientFloats: floats } = this.#parts.ready.started;
    const reduction = members.reduce({ floats, leaves: work.leaves, stateHash: this.#stateHash });
    if (reduction !== undefined) void handled(reduction.done);
    const audit = this.#auditor.auditOf(round);
    const blocks = await this.#trainShare({ state, round, work, watch, reduction, audit });
    const audited = audit && (await this.#auditor.numbersOf(audit, state));
    watch.lap("compute");
    points.reach("before-exchange", round);
    const message = { blocks: blocks.map(({ lo, hi, sums }) => ({ lo, hi, sums })), audited, ...work.proof() };
    const { messages, command } = await exchange<TrainMessage>(members, message);
    const all = messages.flatMap((one) => one.blocks).sort((a, b) => a.lo - b.lo);
    const reduced = reduction && { at: await reduction.done, sums: sumsOfRound(work.leaves, all) };
    if (audit !== undefined) await this.#auditor.compare(audit, state, round, messages);
    members.seal();
    watch.lap("exchange");
    this.#work = undefined;
    points.reach("before-apply", round);
    const result = await compute.call("apply", updateOf(state, round, reduced));
    points.reach("after-apply", round);
    watch.lap("optimizer");
    this.#stateHash = result.stateHash;
    return { ...result, ...proofOf(messages), command, timings: watch.timings() };
  }

  /** What the network makes of each micro-batch that has samples, in order, whichever worker ran it. */
  async evaluate(state: ProgramState, round: EvaluationRound): Promise<EvaluatedRound> {
    const { members, program, splits, clock, points } = this.#parts;
    const planned = microBatchesOf(program, splits, round);
    const work = await this.#workOf<EvaluatedMicroBatch>(round, planned.length);
    members.beginRound();
    const missing = await work.keep(members.rangesOf(work.leaves));
    this.#begin(work, this.#inputs.prepare(state, round, missing), {
      ...this.#rangeRun(new Stopwatch(clock), state.round, round),
      begin: () => undefined,
      run: (prepared, taken, at) => this.#evaluateRun(prepared, taken, at, planned),
      close: () => Promise.resolve([]),
    });
    const pieces = await members.before(work.pieces());
    points.reach("before-exchange", round);
    const message = { stateHash: this.#stateHash, microBatches: pieces, ...work.proof() };
    const { messages, command } = await exchange<EvaluationMessage>(members, message);
    refuseDifferent(
      "states",
      messages.map(({ stateHash }) => stateHash),
    );
    members.seal();
    this.#work = undefined;
    const microBatches = messages.flatMap((one) => one.microBatches).sort((a, b) => a.index - b.index);
    return { microBatches, ...proofOf(messages), command };
  }

  /** Our micro-batches of a step. Each block goes to the others as soon as it is final, while the next runs are under way. */
  async #trainShare({ state, round, work, watch, reduction, audit }: Share): Promise<readonly Block[]> {
    const { compute, members, points } = this.#parts;
    let sent = 0;
    const add = (blocks: readonly Block[]): readonly Block[] => {
      for (const block of blocks) {
        reduction?.add(block);
        if (sent++ === 0) points.reach("after-first-block-sent", round);
      }
      return blocks;
    };
    const began = this.#parts.clock.monotonicMs();
    const missing = await work.keep(members.rangesOf(work.leaves));
    const isWhole = work.held.length === 0;
    const ranges = this.#inputs.prepare(state, round, missing, this.#auditor.secondOf(audit));
    compute.tell("keepBlocks", work.held);
    for (const { pieces } of work.kept) void handled(pieces.then(add));
    this.#begin(work, ranges, {
      ...this.#rangeRun(watch, state.round, round),
      begin: (range) => {
        compute.tell("beginRange", range);
      },
      run: (prepared, taken, at) => this.#post("run", prepared, taken, audit && audit.microBatch - at.lo).then(add),
      close: () => compute.call("closeRange", undefined),
    });
    const blocks = await members.before(work.pieces());
    // What goes on from one generation to the next does not tell how fast this worker is.
    const count = missing.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
    if (isWhole) members.measured(count, this.#parts.clock.monotonicMs() - began);
    return blocks;
  }

  /** Goes on whatever becomes of the generation. @throws StaleGenerationError when it is over: then it was told that nothing is held */
  #begin<Piece>(work: RoundWork<Piece>, ranges: readonly PreparedRange[], options: RangeRun<Piece>): void {
    const { members } = this.#parts;
    if (members.interrupted) {
      for (const { prepared } of ranges) prepared.discard();
      throw new StaleGenerationError(members.generation, "the generation ended before the round began");
    }
    work.begin(ranges, (one, fed, stop) => runRange(one, fed, stop, options));
  }

  /** What all kinds of rounds have in common. Others are told which micro-batches are in hand. */
  #rangeRun(watch: Stopwatch, round: number, at: TrainRound | EvaluationRound) {
    const { members, points } = this.#parts;
    const ran = (): void => {
      points.reach("after-run", at);
    };
    return { members, watch, towers: this.#parts.ready.started.towers, round, ran };
  }

  async #evaluateRun(
    prepared: PreparedRound,
    taken: FedMicroBatch[],
    at: TreeRange,
    planned: readonly PlannedMicroBatch[],
  ): Promise<EvaluatedMicroBatch[]> {
    const counted = taken.flatMap(({ input }, i) => {
      const index = at.lo + i;
      if (input === undefined) return [];
      return [{ index, sampleIds: this.#countedIds(input, must(planned[index], "samples")) }];
    });
    const evaluations = await this.#post("evaluate", prepared, taken);
    return evaluations.map(({ losses, logits }, i) => ({ ...must(counted[i], "sample ids"), losses, logits }));
  }

  /** Without those that were set aside, here or where their features were computed. */
  #countedIds(input: number, { sampleIds }: PlannedMicroBatch): Int32Array {
    const weights = this.#parts.feed.sampleWeights(input, this.#parts.ready.started.input);
    return sampleIds.map((id, i) => (weights[i] === 0 ? -1 : id));
  }

  /** Posts a run; its input buffers are free again once it is done. @param audited which of them is audited, if it is any */
  async #post<Name extends "run" | "evaluate">(
    name: Name,
    prepared: PreparedRound,
    taken: FedMicroBatch[],
    audited?: number,
  ) {
    try {
      const buffers = taken.map(({ input, seed }, i) => ({ input, seed, isAudited: i === audited }));
      return await this.#parts.compute.call(name, buffers);
    } finally {
      prepared.release(taken);
    }
  }

  /** The round under way, as far as it is the same; else a new one. */
  async #workOf<Piece extends Block | EvaluatedMicroBatch>(
    round: TrainRound | EvaluationRound,
    leaves: number,
  ): Promise<RoundWork<Piece>> {
    const key = keyOf(round);
    if (this.#work?.key !== key) {
      await this.#drop();
      this.#work = new RoundWork<Piece>(key, leaves) as AnyWork;
    }
    return this.#work as RoundWork<Piece>;
  }

  /** Gives up what this worker has of a round. */
  async #drop(): Promise<void> {
    await this.#work?.stop();
    this.#work = undefined;
  }
}
