// Which rounds have led to a state, whoever completed them: states are told apart by their hashes, which are of all that is in them.
import type { Round } from "../../common/program/rounds.ts";

/** A round that a worker has completed. */
export interface Completion {
  readonly workerId: string;
  readonly generation: number;
  /** Its number. */
  readonly number: number;
  readonly round: Round;
  /** Of the state before it, and after. */
  readonly before: string;
  readonly stateHash: string;
  /** Of each chunk of R; empty in a round without R. */
  readonly microBatches: readonly number[];
  /** Of R; of nothing in a round without R. */
  readonly sumHash: string;
  /** A fault has left a wrong bit in the state. */
  readonly isSpoiled: boolean;
}

export class Lineage {
  /** By hash of the state that they led to. */
  readonly #completions = new Map<string, Completion>();

  /** @returns whether all rounds up to it have done right */
  add(completion: Completion): boolean {
    const { stateHash, before, isSpoiled } = completion;
    if (!this.#completions.has(stateHash))
      this.#completions.set(stateHash, { ...completion, isSpoiled: isSpoiled || !this.isRight(before) });
    return this.isRight(stateHash);
  }

  /** Also of a state that no round has led to: the first one. */
  isRight(stateHash: string): boolean {
    return this.#completions.get(stateHash)?.isSpoiled !== true;
  }

  /** From the first round on. */
  of(stateHash: string): readonly Completion[] {
    const found: Completion[] = [];
    for (let one = this.#completions.get(stateHash); one !== undefined; one = this.#completions.get(one.before))
      found.push(one);
    return found.reverse();
  }
}
