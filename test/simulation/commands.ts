// What users asked of a simulated worker.
import type { CommandName } from "../../coordinator/membership/events.ts";

export class Commands {
  wantsStop = false;
  #held: "no" | "paused" | "at an edge" = "no";

  get isHeld(): boolean {
    return this.#held !== "no";
  }

  /** @returns whether a round waits, and may begin now */
  hear(command: CommandName): boolean {
    if (command === "pause" && this.#held === "no") this.#held = "paused";
    if (command === "stop") this.wantsStop = true;
    if (command === "pause" || this.#held === "no") return false;
    const isWaiting = this.#held === "at an edge";
    this.#held = "no";
    return isWaiting;
  }

  /** At a round's edge: whether the next one may begin. */
  mayBegin(): boolean {
    if (this.#held !== "no") this.#held = "at an edge";
    return this.#held === "no";
  }

  /** Nothing waits at an edge any more. */
  interrupt(): void {
    if (this.#held === "at an edge") this.#held = "paused";
  }
}
