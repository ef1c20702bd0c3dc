// What a simulated worker computes of its rounds: its share, and what an audit asks of it.
import { sharesOf } from "../../common/plan.ts";
import type { TrainRound } from "../../common/program/rounds.ts";
import { rangesIn, type TreeRange } from "../../common/tree.ts";
import type { Plan } from "../../coordinator/membership/state.ts";
import type { Audit, Auditing } from "./auditing.ts";
import { Computing, type Work } from "./computing.ts";
import type { Model, ModelState } from "./model.ts";
import type { Process } from "./process.ts";
import { pieceOf } from "./reduction.ts";
import type { Current } from "./round-types.ts";

export interface Share {
  readonly state: ModelState;
  readonly leaves: number;
  readonly ranges: readonly TreeRange[];
  /** Nobody would find out what this worker does wrong. */
  readonly isAlone: boolean;
}

/** @param audited what the audited micro-batch came to; undefined where it was not computed */
type Said = (audited: string | undefined) => void;

/** By rank. The first round of a generation may be shared in another way, by what was held of it. */
export function sharesIn({ quotas, first }: Plan, isFirst: boolean, leaves: number): readonly (readonly TreeRange[])[] {
  return isFirst && first !== undefined ? first : sharesOf(quotas, leaves).map(rangesIn);
}

export class RoundWork {
  readonly #model: Model;
  readonly #process: Process;
  readonly #computing: Computing;
  readonly #auditing: Auditing;
  #work: Work | undefined;

  constructor(model: Model, process: Process, computing: Computing, auditing: Auditing) {
    this.#model = model;
    this.#process = process;
    this.#computing = computing;
    this.#auditing = auditing;
  }

  /** Of the round after so many. */
  progressOf(number: number): { readonly leaves: number; readonly held: readonly TreeRange[] } {
    const work = this.#work?.number === number ? this.#work : undefined;
    return { leaves: work?.leaves ?? 0, held: work === undefined ? [] : Computing.heldOf(work) };
  }

  /** Whether a fault has made numbers of that round wrong here. */
  isWrong(number: number): boolean {
    return this.#work?.number === number && this.#work.wrong !== undefined;
  }

  /** What is held counts no more. */
  forget(): void {
    this.#work = undefined;
  }

  interrupt(): void {
    this.#computing.interrupt();
  }

  /** @param said when the share is computed; late, if the generation has ended by then */
  compute({ number, round, reduction, audit }: Current, { state, leaves, ranges, isAlone }: Share, said: Said): void {
    if (this.#work?.number !== number) this.#work = { number, leaves, kept: [], current: undefined };
    const work = this.#work;
    this.#computing.begin(work, ranges, {
      block: (block) => {
        if (round?.kind !== "train") return;
        const piece = pieceOf(this.#model, state, round, block);
        reduction?.add(block, this.#auditing.blockOf(work, block, piece, audit, isAlone));
      },
      done: () => {
        if (audit === undefined || round?.kind !== "train") said(undefined);
        else this.#audited(work, audit, state, round, said);
      },
    });
  }

  /** What an audited micro-batch comes to once more. */
  recompute({ microBatch }: Audit, state: ModelState, round: TrainRound, said: Said): void {
    this.#process.after(this.#computing.msPerMicroBatch, () => {
      said(this.#auditing.recomputed(microBatch, state, round));
    });
  }

  #audited(work: Work, audit: Audit, state: ModelState, round: TrainRound, said: Said): void {
    const tell = (): void => {
      said(this.#auditing.numbersOf(work, audit, state, round));
    };
    if (audit.part === "second") this.#process.after(this.#computing.msPerMicroBatch, tell);
    else tell();
  }
}
