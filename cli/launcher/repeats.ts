// What two coordinators tell of the same thing, since the second does not know whether the first had told it before it died.
import type { RunEvent, Stamped } from "../../common/events.ts";

/** Far more than are told while one coordinator follows another. */
const REMEMBERED = 2000;
/** Each is told of once in a run, as it is: it says at which step. */
const ONCE: ReadonlySet<RunEvent["event"]> = new Set(["phase", "step", "validation", "decision", "checkpoint"]);

export class Repeats {
  readonly #told = new Set<string>();

  /** Whether it was told before; from now on it was. */
  isRepeated({ time: _time, ...event }: RunEvent & Stamped): boolean {
    if (!ONCE.has(event.event)) return false;
    const text = JSON.stringify(event);
    if (this.#told.has(text)) return true;
    this.#told.add(text);
    for (const oldest of this.#told) {
      if (this.#told.size <= REMEMBERED) break;
      this.#told.delete(oldest);
    }
    return false;
  }
}
