// What the coordinator hears of runs. The end of one waits a little for the begin of the next: a message costs both sides more than
// what it says, and most runs follow each other closely.
import type { Sent } from "../../proto/messages.ts";
import type { Run } from "./worker-session.ts";

/** A worker that dies meanwhile is taken to have had the run in hand still: so it may be short only. */
const WAIT_MS = 20;

export class RunNews {
  readonly #write: (run: Sent<"Run">) => void;
  #ended: readonly Run[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (run: Sent<"Run">) => void) {
    this.#write = write;
  }

  /** A run begins, or has ended; in the order in which that happens. */
  add(run: Run): void {
    if (!run.done) {
      this.#write({ ...run, ended: this.#take() });
      return;
    }
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

  /** Whoever would hear it has gone. */
  forget(): void {
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
