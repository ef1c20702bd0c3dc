// What two coordinators tell of the same thing, since the second does not know whether the first had told it before it died.
import type { RunEvent, Stamped } from "../../common/events.ts";
import { identityOfEvent } from "../library/event-identity.ts";

/** Far more than are told while one coordinator follows another. */
const REMEMBERED = 2000;
/** Each is told of once in a run, unless training goes back to a checkpoint. */
const ONCE: ReadonlySet<RunEvent["event"]> = new Set(["phase", "step", "validation", "decision", "checkpoint"]);

export class Repeats {
  readonly #told = new Set<string>();
  #lastStep = 0;

  /** Whether it was told before; from now on it was. */
  isRepeated(event: RunEvent & Stamped): boolean {
    // The steps since then come again.
    if (event.event === "generation" && event.step < this.#lastStep) this.#told.clear();
    if (!ONCE.has(event.event)) return false;
    const identity = identityOfEvent(event);
    if (this.#told.has(identity)) return true;
    this.#told.add(identity);
    if (event.event === "step") this.#lastStep = event.step;
    this.#forget();
    return false;
  }

  #forget(): void {
    for (const oldest of this.#told) {
      if (this.#told.size <= REMEMBERED) return;
      this.#told.delete(oldest);
    }
  }
}
