// Time as an argument: the cores never read a clock, and a test can pass its own.
import { setTimeout as delay } from "node:timers/promises";

export interface Clock {
  /** Wall-clock time in ms since 1970. */
  now(): number;
  /** Monotonic time in ms, for durations. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
};
