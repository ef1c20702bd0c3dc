// Which workers have been silent for too long. A coordinator that was itself kept from running must not take that for silence: the
// lateness of its own checks is subtracted. One whose connection has closed has less time: a worker that lives opens another at once.

export interface Silence {
  readonly workerId: string;
  readonly silentMs: number;
}

export interface SilenceBudget {
  /** For a worker that is ready. */
  readonly silenceMs: number;
  /** For one that loads its model: that may keep it from answering. */
  readonly loadingMs: number;
  /** For a worker whose connection broke to open another; a budget that is shorter holds for all. */
  readonly reconnectMs: number;
}

interface Watched {
  readonly heard: number;
  readonly budgetMs: number;
}

export class SilenceWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #ready = new Set<string>();
  readonly #budget: SilenceBudget;
  readonly #everyMs: number;
  #lastCheck: number | undefined;

  /** @param everyMs how often `check` is meant to be called */
  constructor(budget: SilenceBudget, everyMs: number) {
    this.#budget = budget;
    this.#everyMs = everyMs;
  }

  heard(workerId: string, at: number): void {
    const { silenceMs, loadingMs } = this.#budget;
    this.#watched.set(workerId, { heard: at, budgetMs: this.#ready.has(workerId) ? silenceMs : loadingMs });
  }

  /** It is ready: from here on its budget is the short one. */
  ready(workerId: string, at: number): void {
    this.#ready.add(workerId);
    this.heard(workerId, at);
  }

  /** Its connection is closed. */
  disconnected(workerId: string, at: number): void {
    const watched = this.#watched.get(workerId);
    if (watched === undefined) return;
    const left = Math.min(this.#budget.reconnectMs, watched.heard + watched.budgetMs - at);
    this.#watched.set(workerId, { ...watched, budgetMs: at - watched.heard + left });
  }

  forget(workerId: string): void {
    this.#watched.delete(workerId);
    this.#ready.delete(workerId);
  }

  /** Those whose budget is over; each is named once. */
  check(at: number): readonly Silence[] {
    const lateMs = Math.max(0, at - (this.#lastCheck ?? at) - this.#everyMs);
    this.#lastCheck = at;
    const silent: Silence[] = [];
    for (const [workerId, { heard, budgetMs }] of this.#watched) {
      const excused = Math.min(at, heard + lateMs);
      this.#watched.set(workerId, { heard: excused, budgetMs });
      if (at - excused > budgetMs) silent.push({ workerId, silentMs: Math.round(at - excused) });
    }
    for (const { workerId } of silent) this.forget(workerId);
    return silent;
  }
}
