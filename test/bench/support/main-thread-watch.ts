// How long this process's main thread is held: how late a timer that should fire every few ms does.
import { monitorEventLoopDelay } from "node:perf_hooks";

/** How often the loop is looked at, in ms; what Node records contains it. */
const RESOLUTION_MS = 2;

export interface Held {
  readonly maxMs: number;
  readonly p99Ms: number;
}

/** Watches from now on; the function that is returned ends it and tells. */
export function watchMainThread(): () => Held {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    delay.disable();
    const heldMs = (nanoseconds: number): number => nanoseconds / 1e6 - RESOLUTION_MS;
    return { maxMs: heldMs(delay.max), p99Ms: heldMs(delay.percentile(99)) };
  };
}
