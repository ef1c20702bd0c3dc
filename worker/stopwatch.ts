// Where the time of a step goes.
import type { Clock } from "../common/clock.ts";
import type { StepTimings } from "../common/events.ts";

type Part = "compute" | "exchange" | "optimizer";

export class Stopwatch {
  readonly #clock: Clock;
  readonly #parts: Record<Part | "wait", number> = { compute: 0, exchange: 0, wait: 0, optimizer: 0 };
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.monotonicMs();
  }

  /**
   * Counts the time until it settles as waiting for data, as far as nothing was computed meanwhile.
   * @param computing settles when what is under way is computed
   */
  async waiting<T>(promise: Promise<T>, computing: Promise<unknown>): Promise<T> {
    let idleSince: number | undefined;
    const idle = (): void => {
      idleSince = this.#clock.monotonicMs();
    };
    computing.then(idle, idle);
    try {
      return await promise;
    } finally {
      const now = this.#clock.monotonicMs();
      const waited = now - (idleSince ?? now);
      this.#parts.wait += waited;
      this.#since += waited;
    }
  }

  /** What has passed since the last lap, waiting apart, belongs to this part. */
  lap(part: Part): void {
    const now = this.#clock.monotonicMs();
    this.#parts[part] += now - this.#since;
    this.#since = now;
  }

  timings(): StepTimings {
    const { compute, exchange, wait, optimizer } = this.#parts;
    return { computeMs: compute, exchangeMs: exchange, waitMs: wait, optimizerMs: optimizer };
  }
}
