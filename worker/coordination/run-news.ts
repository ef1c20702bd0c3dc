// What the coordinator hears of runs. The end of one waits a little for the begin of the next: a message costs both sides more than
// what it says, and most runs follow each other closely.
import type { Sent } from "../../proto/messages.ts";
import type { Run } from "./worker-session.ts";

/** A worker that dies meanwhile is taken to have had the run in hand still: so it may be short only. */
const WAIT_MS = 20;

export class RunNews {
  readonly #write: (run: Sent<"Run">) => void;
  /** Runs end in the order in which they begin. */
  #inHand: readonly Run[] = [];
  #ended: readonly Run[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (run: Sent<"Run">) => void) {
    this.#write = write;
  }

  /** A run begins, or has ended; in the order in which that happens. */
  add(run: Run): void {
    if (!run.done) {
      this.#inHand = [...this.#inHand, run];
      this.#write({ ...run, ended: this.#take() });
      return;
    }
    this.#inHand = this.#inHand.slice(1);
    this.#ended = [...this.#ended, run];
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, WAIT_MS).unref();
  }

  /** Nothing waits any more. */
  flush(): void {
    const ended = this.#take();
    const last = ended.at(-1);
    if (last !== undefined) this.#write({ ...last, ended: ended.slice(0, -1) });
  }

  /** To one who has heard nothing yet: what is in hand, or nobody would miss its end. */
  tellAgain(): void {
    this.#take();
    for (const run of this.#inHand) this.#write(run);
  }

  /** Nobody is to hear any more. */
  close(): void {
    this.#take();
  }

  #take(): Run[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ended = this.#ended;
    this.#ended = [];
    return [...ended];
  }
}
