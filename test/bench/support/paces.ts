// How fast a run's steps follow each other, by its events. Pure.
import type { StepTimings } from "../../../common/events.ts";
import type { TimedEvent } from "./elastune-process.ts";

/** A step, from the event of the one before it to its own. */
export interface Pace {
  /** When its event came, in ms. */
  readonly at: number;
  readonly ms: number;
  readonly samples: number;
  /** What the worker that speaks has timed. */
  readonly stepMs: number;
  readonly timings: StepTimings;
}

/**
 * Full steps only; not an epoch's first one, before which is the validation.
 * @param from the first epoch that counts: the one before it reads the samples and warms up
 */
export function pacesOf(events: readonly TimedEvent[], from = 2): readonly Pace[] {
  const paces: Pace[] = [];
  let last: { readonly epoch: number; readonly at: number } | undefined;
  for (const event of events) {
    if (event.event !== "step") continue;
    const { at, epoch, stepMs, timings } = event;
    const samples = Math.round((event.samplesPerSecond * stepMs) / 1000);
    if (samples === event.batchSize && last?.epoch === epoch && epoch >= from)
      paces.push({ at, ms: at - last.at, samples, stepMs, timings });
    last = { epoch, at };
  }
  return paces;
}

/** Those of each run while all of the runs had such steps. */
export function whileAllRan(runs: readonly (readonly Pace[])[]): readonly (readonly Pace[])[] {
  const from = Math.max(...runs.map((paces) => paces.at(0)?.at ?? Infinity));
  const to = Math.min(...runs.map((paces) => paces.at(-1)?.at ?? -Infinity));
  return runs.map((paces) => paces.filter(({ at }) => at >= from && at <= to));
}
