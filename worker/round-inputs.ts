// The samples of what is computed now, and of the round that will most likely follow: while one is computed the next one's are prepared.
import type { TrainingProgram } from "../common/program/program.ts";
import type { EvaluationRound, TrainRound } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import { isSameRange, type TreeRange } from "../common/tree.ts";
import { must } from "../common/errors.ts";
import type { Feed, PreparedRound, SampleSource } from "./feed.ts";
import { keyOf, likelyNext } from "./likely-round.ts";
import type { Members } from "./members.ts";
import type { PreparedRange } from "./range-runner.ts";
import { microBatchesOf, type PlannedMicroBatch, type Splits } from "./round-samples.ts";

interface RoundInputsParts {
  readonly program: TrainingProgram;
  readonly splits: Splits;
  readonly feed: Feed;
  readonly members: Members;
}

/** The round that will most likely follow. */
interface Ahead extends PreparedRange {
  readonly key: string;
}

type AnyRound = TrainRound | EvaluationRound;

export class RoundInputs {
  readonly #parts: RoundInputsParts;
  #source: SampleSource | undefined;
  #ahead: Ahead | undefined;
  #again: PreparedRound | undefined;

  constructor(parts: RoundInputsParts) {
    this.#parts = parts;
  }

  /** Where the samples of all rounds come from, from now on. */
  use(source: SampleSource): void {
    this.discard();
    this.#source = source;
  }

  /** Gives up what was prepared and not taken. */
  discard(): void {
    this.#ahead?.prepared.discard();
    this.#ahead = undefined;
    this.#again?.discard();
    this.#again = undefined;
  }

  /**
   * Of a round that begins now, and a head start for the one that will most likely follow.
   * @param again a micro-batch that is computed after those ranges: see `again`
   */
  prepare(
    state: ProgramState,
    round: AnyRound,
    ranges: readonly TreeRange[],
    again?: number,
  ): readonly PreparedRange[] {
    const { program, splits } = this.#parts;
    const ahead = this.#ahead;
    const [only, ...others] = ranges;
    const isReady =
      ahead?.key === keyOf(round) && others.length === 0 && only !== undefined && isSameRange(only, ahead.range);
    if (!isReady) this.discard();
    const planned = microBatchesOf(program, splits, round);
    const prepared = isReady ? [ahead] : ranges.map((range) => this.#prepare(planned, range));
    // Before the next round's samples, which may take all buffers that are left.
    this.#again = again === undefined ? undefined : this.#prepareOne(planned, again);
    this.#ahead = this.#aheadOf(state, round);
    return prepared;
  }

  /** Of the micro-batch that is computed after the round's ranges. */
  get again(): PreparedRound {
    return must(this.#again, "a micro-batch to be computed again");
  }

  /** One micro-batch of the round, now: the head start is given up, since it may hold all buffers. */
  prepareOne(round: AnyRound, microBatch: number): PreparedRound {
    this.discard();
    return this.#prepareOne(microBatchesOf(this.#parts.program, this.#parts.splits, round), microBatch);
  }

  #prepareOne(planned: readonly PlannedMicroBatch[], microBatch: number): PreparedRound {
    return this.#prepare(planned, { lo: microBatch, hi: microBatch + 1 }).prepared;
  }

  #aheadOf(state: ProgramState, round: AnyRound): Ahead | undefined {
    const { members, program, splits } = this.#parts;
    const following = likelyNext(program, state, round);
    // Another phase may have other inputs; what it needs is prepared once it has begun.
    const foreseen = following.kind === "evaluate" || (following.kind === "train" && following.phase === state.phase);
    if (!foreseen) return undefined;
    const planned = microBatchesOf(program, splits, following);
    return { key: keyOf(following), ...this.#prepare(planned, members.shareOf(planned.length)) };
  }

  #prepare(planned: readonly PlannedMicroBatch[], range: TreeRange): PreparedRange {
    const source = must(this.#source, "a source of samples");
    return { range, prepared: this.#parts.feed.prepare(planned.slice(range.lo, range.hi), source) };
  }
}
