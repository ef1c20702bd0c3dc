// A simulated worker's part in audits: worker/auditor.ts in small, and the fault that it is there for.
import type { TrainRound } from "../../common/program/rounds.ts";
import type { TreeRange } from "../../common/tree.ts";
import { auditedMicroBatch, auditorOf, type Finding } from "../../worker/audit.ts";
import type { Work } from "./computing.ts";
import type { Piece } from "./messages.ts";
import { hashOf, type Model, type ModelState, textHash } from "./model.ts";
import { pieceOf } from "./reduction.ts";
import type { Words } from "./words.ts";

export interface Audit {
  readonly microBatch: number;
  /** `first`: it is in this worker's share; `second`: this worker computes it once more. */
  readonly part: "first" | "second" | "none";
}

export class Auditing {
  readonly #model: Model;
  /** The next micro-batch of an audit in which this worker has a part comes to wrong numbers here. */
  #isWrongNext = false;

  constructor(model: Model) {
    this.#model = model;
  }

  spoilNext(): void {
    this.#isWrongNext = true;
  }

  auditOf(round: TrainRound, rank: number, shares: readonly (readonly TreeRange[])[]): Audit | undefined {
    const { program, auditEvery: every } = this.#model;
    const microBatch = auditedMicroBatch(round, { every, seed: program.seed, microBatches: program.microBatches });
    if (microBatch === undefined) return undefined;
    const owner = shares.findIndex((ranges) => ranges.some((range) => isIn(range, microBatch)));
    const isSecond = rank === auditorOf(owner, shares.length);
    return { microBatch, part: rank === owner ? "first" : isSecond ? "second" : "none" };
  }

  /** A block of this worker's share as it has computed it. @param isAlone nobody would find out: nothing goes wrong then */
  blockOf(work: Work, block: TreeRange, piece: Piece | undefined, audit: Audit | undefined, isAlone: boolean) {
    if (piece === undefined) return undefined;
    if (audit?.part === "first" && isIn(block, audit.microBatch) && this.#isWrongNext && !isAlone) {
      this.#isWrongNext = false;
      work.wrong = audit.microBatch;
    }
    if (work.wrong === undefined || !isIn(block, work.wrong)) return piece;
    return { ...piece, values: piece.values.map((value, i) => (i === 0 ? value + 1 : value)) };
  }

  /** What the micro-batch came to here; undefined where it was not computed. */
  numbersOf(work: Work, { microBatch, part }: Audit, state: ModelState, round: TrainRound): string | undefined {
    if (part === "none") return undefined;
    const isWrong = part === "first" ? work.wrong === microBatch : this.#isWrongNext;
    if (part === "second") this.#isWrongNext = false;
    const right = this.recomputed(microBatch, state, round);
    return isWrong ? textHash(`${part} ${right}`) : right;
  }

  /** What it comes to when all goes well. */
  recomputed(microBatch: number, state: ModelState, round: TrainRound): string {
    const piece = pieceOf(this.#model, state, round, { lo: microBatch, hi: microBatch + 1 });
    return textHash(`${hashOf(state)} ${[...(piece?.values ?? [])].join()}`);
  }
}

export function findingsOf(words: readonly Words[]): readonly Finding[] {
  return words.flatMap(({ audited }, rank) => (audited === undefined ? [] : [{ rank, numbers: audited }]));
}

function isIn({ lo, hi }: TreeRange, microBatch: number): boolean {
  return lo <= microBatch && microBatch < hi;
}
