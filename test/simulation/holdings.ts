// What a simulated worker holds: its state, and R of the last two rounds by turns.
import { must } from "../../common/errors.ts";
import type { GenerationReport } from "../../coordinator/membership/events.ts";
import type { Round } from "../../common/program/rounds.ts";
import { hashOf, type ModelState, spoiled, stopped } from "./model.ts";
import type { Turn } from "./parts.ts";
import { type Result, sumHashOf } from "./reduction.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a complete round brings. */
interface Commit {
  readonly round: Round;
  /** Undefined when the round has none. */
  readonly sum: Float32Array | undefined;
  /** A command ends training. */
  readonly stops: boolean;
  readonly isAlone: boolean;
}

export class Holdings {
  /** Of rounds by turns (S7): the turn is that of the last complete one. */
  readonly results: readonly [Result, Result] = [new Map(), new Map()];
  turn: Turn = 0;
  /** Generation in which it last took its place. */
  placedIn = 0;
  /** The next commit leaves a wrong bit in the state. */
  spoilsNext = false;
  #state: ModelState | undefined;
  #stateHash = "";

  /** Where this worker stands. @param progressOf the round after so many */
  standing(
    progressOf: (round: number) => Pick<GenerationReport, "leaves" | "held">,
  ): Omit<GenerationReport, "generation"> {
    if (this.#state === undefined) return { round: 0, stateHash: "", fresh: true, placed: 0, leaves: 0, held: [] };
    const { round, stateHash, placedIn: placed } = this;
    return { round, stateHash, fresh: false, placed, ...progressOf(round) };
  }

  get state(): ModelState {
    return must(this.#state, "a state");
  }

  set state(state: ModelState) {
    this.#state = state;
    this.#stateHash = hashOf(state);
  }

  /** Empty for a fresh worker. */
  get stateHash(): string {
    return this.#stateHash;
  }

  /** Rounds that are complete. */
  get round(): number {
    return this.state.program.round;
  }

  /** @returns whether a fault has left a wrong bit in the state; nobody would notice one of a worker that is alone */
  commit({ model, parts, scheduler }: Surroundings, { round, sum, stops, isAlone }: Commit): boolean {
    const next = parts.committed(model, this.state, round, sum);
    const state = stops ? stopped(model, next) : next;
    const isSpoiled = this.spoilsNext && round.kind !== "end" && !isAlone;
    if (isSpoiled) this.spoilsNext = false;
    this.state = isSpoiled ? spoiled(state, scheduler.random.between(1, 2)) : state;
    return isSpoiled;
  }

  /** S7: of the R that it holds, in a round that is not complete yet; of nothing before its first own one. */
  get sumHash(): string {
    return sumHashOf(this.results[this.turn]);
  }
}
