// Something that goes on and tells events meanwhile, as an async iterator that can be left or aborted.
import { systemClock } from "../../common/clock.ts";
import { EventQueue } from "../../common/event-queue.ts";
import type { RunEvent, Stamped } from "../../common/events.ts";

/** Events that may wait for a slow reader before training waits for it. */
const QUEUED_EVENTS = 1000;

/** Resolves when the event was taken. One that has its time already keeps it. */
export type Emit = (event: RunEvent & Partial<Stamped>) => Promise<void>;

/** `begin` begins at once; a reader that leaves the loop aborts its signal, as `signal` does. */
export function eventStream(
  signal: AbortSignal | undefined,
  begin: (emit: Emit, signal: AbortSignal) => Promise<void>,
): AsyncIterable<RunEvent & Stamped> {
  const left = new AbortController();
  const queue = new EventQueue<RunEvent & Stamped>(QUEUED_EVENTS, () => {
    left.abort();
  });
  const either = AbortSignal.any([left.signal, ...(signal === undefined ? [] : [signal])]);
  const emit: Emit = (event) => queue.push({ ...event, time: event.time ?? new Date(systemClock.now()).toISOString() });
  begin(emit, either).then(
    () => {
      queue.close();
    },
    (error: unknown) => {
      queue.fail(error);
    },
  );
  return queue;
}
