// What the coordinator hears of runs. A message costs both sides more than what it says, so most news wait for the next one to go along
// with it. What never waits is what a death is judged by (coordinator/membership/poison.ts):
//   - the run that is being computed is known to be in hand;
//   - at most one end is unsaid: whoever dies was at the first or the second of the runs that it is known to have in hand.
import type { Sent } from "../../proto/messages.ts";
import type { Run } from "./worker-session.ts";

/** Short beside the seconds after which a run counts as stuck. */
const WAIT_MS = 200;

export class RunNews {
  readonly #write: (run: Sent<"Run">) => void;
  /** In the order in which they are computed, which they end in as well. */
  #inHand: readonly Run[] = [];
  /** Begins and ends, in the order in which they happened. */
  #unsaid: readonly Run[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (run: Sent<"Run">) => void) {
    this.#write = write;
  }

  /** A run is in hand from now on, or has ended; in the order in which that happens. */
  add(run: Run): void {
    this.#inHand = run.done ? this.#inHand.slice(1) : [...this.#inHand, run];
    this.#unsaid = [...this.#unsaid, run];
    if (this.#isUrgent()) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, WAIT_MS).unref();
  }

  /** Nothing waits any more. */
  flush(): void {
    const news = this.#take();
    const last = news.at(-1);
    if (last !== undefined) this.#write({ ...last, before: news.slice(0, -1) });
  }

  /** To one who has heard nothing yet: what is in hand, or nobody would miss its end. */
  tellAgain(): void {
    this.#unsaid = this.#inHand;
    this.flush();
  }

  /** Nobody is to hear any more. */
  close(): void {
    this.#take();
  }

  #isUrgent(): boolean {
    const [current] = this.#inHand;
    if (current !== undefined && this.#unsaid.includes(current)) return true;
    return this.#unsaid.filter(({ done }) => done).length > 1;
  }

  #take(): readonly Run[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news = this.#unsaid;
    this.#unsaid = [];
    return news;
  }
}
