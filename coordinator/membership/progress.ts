// Which workers have stuck: they give signs of life, but the run of micro-batches that they have in hand does not end. Only a run in hand
// counts. A worker's first run, and the first of a size, may last as long as loading: TensorFlow optimizes the graph then. The lateness of
// the checks themselves is subtracted, as for silence.
import { medianOf } from "./quotas.ts";

export interface Stuck {
  readonly workerId: string;
  readonly inHandMs: number;
}

export interface ProgressBudget {
  readonly stuckMs: number;
  readonly stuckFactor: number;
  readonly loadingMs: number;
}

/** Runs in the order in which they are computed. */
interface InHand {
  readonly sizes: readonly number[];
  /** When the first of them began. */
  readonly since: number;
}

/** Durations that are remembered of runs of one size. */
const REMEMBERED = 31;

export class ProgressWatch {
  readonly #budget: ProgressBudget;
  readonly #everyMs: number;
  readonly #inHand = new Map<string, InHand>();
  /** Workers that have ended a run. */
  readonly #proven = new Set<string>();
  /** Of all workers' runs, by their number of micro-batches; the newest last. */
  readonly #durations = new Map<number, number[]>();
  #lastCheck: number | undefined;

  /** @param everyMs how often `check` is meant to be called */
  constructor(budget: ProgressBudget, everyMs: number) {
    this.#budget = budget;
    this.#everyMs = everyMs;
  }

  begun(workerId: string, size: number, at: number): void {
    const { sizes, since } = this.#inHand.get(workerId) ?? { sizes: [], since: at };
    this.#inHand.set(workerId, { sizes: [...sizes, size], since });
  }

  /** The first of its runs; the next one begins now. */
  ended(workerId: string, at: number): void {
    const run = this.#inHand.get(workerId);
    if (run === undefined) return;
    const [size = 0, ...sizes] = run.sizes;
    if (sizes.length === 0) this.#inHand.delete(workerId);
    else this.#inHand.set(workerId, { sizes, since: at });
    const known = this.#durations.get(size) ?? [];
    this.#durations.set(size, [...known, at - run.since].slice(-REMEMBERED));
    this.#proven.add(workerId);
  }

  /** Its session broke: that a run has ended may have been said in vain. */
  interrupted(workerId: string): void {
    this.#inHand.delete(workerId);
  }

  forget(workerId: string): void {
    this.#inHand.delete(workerId);
    this.#proven.delete(workerId);
  }

  /** Those whose budget is over; each is named once. */
  check(at: number): readonly Stuck[] {
    const lateMs = Math.max(0, at - (this.#lastCheck ?? at) - this.#everyMs);
    this.#lastCheck = at;
    const stuck: Stuck[] = [];
    for (const [workerId, { sizes, since }] of this.#inHand) {
      const excused = Math.min(at, since + lateMs);
      this.#inHand.set(workerId, { sizes, since: excused });
      if (at - excused > this.#budgetOf(workerId, sizes[0]))
        stuck.push({ workerId, inHandMs: Math.round(at - excused) });
    }
    for (const { workerId } of stuck) this.forget(workerId);
    return stuck;
  }

  #budgetOf(workerId: string, size = 0): number {
    const known = this.#proven.has(workerId) ? this.#durations.get(size) : undefined;
    const { stuckMs, stuckFactor, loadingMs } = this.#budget;
    return known === undefined ? loadingMs : Math.max(stuckMs, stuckFactor * medianOf(known));
  }
}
