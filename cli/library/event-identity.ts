// What an event tells of. Two that tell of the same thing may differ: each worker has its own times of a step.
import type { RunEvent, Stamped } from "../../common/events.ts";

export function identityOfEvent({ time: _time, ...event }: RunEvent & Partial<Stamped>): string {
  switch (event.event) {
    case "step":
    case "validation":
    case "checkpoint":
      return `${event.event} ${event.step}`;
    case "decision":
      return `decision ${event.step} ${event.kind}`;
    case "phase":
      return `phase ${event.step} ${event.phase}`;
    default:
      return JSON.stringify(event);
  }
}
