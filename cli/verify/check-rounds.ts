// Holds the ledger's records against the rounds that the job must have. Pure.
import type { Problem } from "../../common/errors.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import type { TrainingProgram } from "../../common/program/program.ts";
import type { ProgramState } from "../../common/program/state.ts";
import { Coverage } from "./coverage.ts";
import type { DataSet } from "./expected.ts";
import type { Link } from "./lineage.ts";
import { countReissued, whyNoReissue } from "./reissues.ts";
import { beginWalk, isOver, stepWalk, type Walk } from "./walk.ts";

export interface Counts {
  readonly rounds: number;
  readonly steps: number;
  /** Passes over the training set, the last one perhaps cut off. */
  readonly epochs: number;
  /** Samples that were trained on, each as often as it was. */
  readonly samples: number;
  readonly missing: number;
  readonly duplicated: number;
  /** Micro-batches that were computed again after a loss. */
  readonly reissued: number;
  /** Samples that do not decode and counted nowhere. */
  readonly setAside: number;
}

export interface Checked {
  readonly counts: Counts;
  /** Whether training came to its end. */
  readonly over: boolean;
  readonly problems: readonly Problem[];
}

export interface Job {
  readonly program: TrainingProgram;
  readonly data: DataSet;
  /** Of a sample, by manifest id. */
  readonly nameOf: (id: number) => string;
}

const RETRAIN =
  "these weights were not trained as the job says: train again, and look for a faulty machine or a changed file";

/** @param links oldest first; of a chain that lacks its beginning nothing is known, nor of what comes after a segment that is missing */
export function checkRounds(job: Job, links: readonly Link[]): Checked {
  const check = new RoundCheck(job);
  const whole = links[0]?.manifest.parent === null;
  for (const link of whole ? links : []) if (!check.link(link)) break;
  return check.result();
}

class RoundCheck {
  readonly #job: Job;
  readonly #coverage: Coverage;
  readonly #problems: Problem[] = [];
  readonly #setAside = new Set<number>();
  #walk: Walk;
  #generation = 0;
  #rounds = 0;
  #reissued = 0;

  constructor(job: Job) {
    this.#job = job;
    this.#coverage = new Coverage(job.data);
    this.#walk = beginWalk(job.program);
  }

  /** @returns whether the next one can be looked at */
  link({ name, manifest, records }: Link): boolean {
    if (records === undefined) return false;
    for (const [i, record] of records.entries()) if (!this.#record(record, i === 0)) return false;
    const wrong = differences(manifest.state, this.#walk.state);
    if (wrong !== undefined) this.#problem(`checkpoints/${name}`, wrong);
    const last = records.at(-1);
    if (last !== undefined && endsWithStep(last) && last.stateHash !== manifest.stateHash)
      this.#problem(
        `checkpoints/${name}`,
        `its weights are ${manifest.stateHash}, the ledger's step made ${last.stateHash}`,
      );
    return true;
  }

  result(): Checked {
    const { state } = this.#walk;
    const counts = {
      rounds: this.#rounds,
      steps: state.step,
      ...this.#coverage.end(state.offset),
      reissued: this.#reissued,
      setAside: this.#setAside.size,
    };
    return { counts, over: isOver(this.#job.program, this.#walk), problems: this.#problems };
  }

  #record(record: LedgerRecord, resumable: boolean): boolean {
    const begins = resumable || record.generation !== this.#generation;
    const stepped = stepWalk(this.#job.program, this.#walk, record, begins);
    const where = `round ${record.round}`;
    if (stepped.kind === "wrong") {
      this.#problem(where, stepped.reason);
      return false;
    }
    this.#walk = stepped.walk;
    this.#generation = record.generation;
    this.#rounds++;
    this.#reissued += countReissued(record);
    const strange = whyNoReissue(record, this.#job.program);
    if (strange !== undefined) this.#problem(where, strange);
    for (const id of record.setAside) this.#setAside.add(id);
    const wrong = this.#coverage.add(record, this.#job.nameOf);
    if (wrong !== undefined) this.#problem(where, wrong);
    return true;
  }

  #problem(path: string, message: string): void {
    this.#problems.push({ path, message, hint: RETRAIN });
  }
}

/** Nothing was done to the weights after it: no best ones came back. */
function endsWithStep({ held, decided }: LedgerRecord): boolean {
  return held.kind === "train" && !decided.has("command") && !decided.has("restore-best");
}

/** Weights and data position are taken together: where they differ, the checkpoint is of another place. */
function differences(stored: ProgramState, walked: ProgramState): string | undefined {
  for (const key of ["round", "step", "phase", "epoch", "offset", "stopping"] as const)
    if (stored[key] !== walked[key])
      return `its ${key} is ${String(stored[key])}, the ledger comes to ${String(walked[key])}`;
  return undefined;
}
