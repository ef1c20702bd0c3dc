// A coordinator's process and what it tells, line by line.
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { RunProgress } from "../library/run-in-folder.ts";
import type { Child, Ended } from "./child.ts";
import type { Occupant } from "./process-slot.ts";

export type CoordinatorEvent = (RunEvent & Stamped) | ({ readonly event: "progress" } & RunProgress);
export type ErrorEvent = RunEvent & { readonly event: "error" };

export class CoordinatorProcess implements Occupant {
  readonly #child: Child;
  /** Of the process; everything that it told has been heard then. */
  readonly ended: Promise<Ended>;
  /** What it says it ends for. */
  failure: ErrorEvent | undefined;
  /** Whether it has said where it answers. */
  isReady = false;

  /** @param hear awaited before the next line is read */
  constructor(child: Child, hear: (event: CoordinatorEvent) => Promise<void>) {
    this.#child = child;
    this.ended = this.#listen(hear);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get lastWords(): string {
    return this.failure?.message ?? "";
  }

  terminate(): void {
    this.#child.terminate();
  }

  kill(): void {
    this.#child.kill();
  }

  async #listen(hear: (event: CoordinatorEvent) => Promise<void>): Promise<Ended> {
    for await (const line of this.#child.lines) {
      const event = JSON.parse(line) as CoordinatorEvent;
      if (event.event === "error") this.failure = event as ErrorEvent;
      this.isReady ||= event.event === "coordinator";
      await hear(event);
    }
    return this.#child.ended;
  }
}
