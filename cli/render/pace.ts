// How far training is and how long it will take, from the step events. The clock is the caller's.
import type { RunEvent } from "../../common/events.ts";

export interface Pace {
  readonly step: number;
  readonly totalSteps: number;
  /** Estimate of the seconds that are left; undefined until there is something to go by. */
  readonly secondsLeft: number | undefined;
}

/** Steps that the estimate looks back on. */
const WINDOW = 50;

export class PaceMeter {
  #totalSteps = 0;
  #step = 0;
  #marks: { readonly step: number; readonly atMs: number }[] = [];

  see(event: RunEvent, nowMs: number): Pace {
    if (event.event === "started") this.#totalSteps = event.totalSteps;
    if (event.event === "step") {
      this.#step = event.step;
      this.#marks = [...this.#marks, { step: event.step, atMs: nowMs }].slice(-WINDOW);
    }
    return { step: this.#step, totalSteps: this.#totalSteps, secondsLeft: this.#secondsLeft() };
  }

  #secondsLeft(): number | undefined {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (first === undefined || last === undefined || last.step === first.step) return undefined;
    const msPerStep = (last.atMs - first.atMs) / (last.step - first.step);
    return ((this.#totalSteps - last.step) * msPerStep) / 1000;
  }
}
