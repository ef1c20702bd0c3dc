// Which workers have been silent for too long. A coordinator that was itself kept from running must not take that for silence: the
// lateness of its own checks is subtracted. One whose connection has closed has less time: a worker that lives opens another at once.

export interface Silence {
  readonly workerId: string;
  readonly silentMs: number;
}

/** For a worker whose connection broke to open another; a budget that is shorter holds for all. */
const RECONNECT_MS = 1500;

export class SilenceWatch {
  readonly #lastHeard = new Map<string, number>();
  readonly #budgetMs: number;
  readonly #everyMs: number;
  #lastCheck: number | undefined;

  /** @param everyMs how often `check` is meant to be called */
  constructor(budgetMs: number, everyMs: number) {
    this.#budgetMs = budgetMs;
    this.#everyMs = everyMs;
  }

  heard(workerId: string, at: number): void {
    this.#lastHeard.set(workerId, at);
  }

  /** Its connection is closed. */
  disconnected(workerId: string, at: number): void {
    const heard = this.#lastHeard.get(workerId);
    if (heard !== undefined) this.#lastHeard.set(workerId, Math.min(heard, at - this.#budgetMs + RECONNECT_MS));
  }

  forget(workerId: string): void {
    this.#lastHeard.delete(workerId);
  }

  /** Those whose budget is over; each is named once. */
  check(at: number): readonly Silence[] {
    const lateMs = Math.max(0, at - (this.#lastCheck ?? at) - this.#everyMs);
    this.#lastCheck = at;
    const silent: Silence[] = [];
    for (const [workerId, heard] of this.#lastHeard) {
      const excused = Math.min(at, heard + lateMs);
      this.#lastHeard.set(workerId, excused);
      if (at - excused > this.#budgetMs) silent.push({ workerId, silentMs: Math.round(at - excused) });
    }
    for (const { workerId } of silent) this.#lastHeard.delete(workerId);
    return silent;
  }
}
