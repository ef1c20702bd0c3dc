// A clock that stands still until a test moves it on.
import type { Clock } from "../../common/clock.ts";

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export class ManualClock implements Clock {
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper = { atMs: this.#nowMs + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Moves time on and wakes whoever has slept long enough; what they do then happens after this call. */
  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#sleepers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#sleepers = this.#sleepers.filter((sleeper) => !due.includes(sleeper));
    for (const { wake } of due) wake();
  }
}
