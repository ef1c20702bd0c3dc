// A simulated network of one-way pipes. Messages of a pipe keep their order and none is lost while it is open; different pipes are
// delayed differently, so that messages overtake each other between them. A pipe that closes loses what is under way.
import type { Scheduler } from "./scheduler.ts";

export interface Receiver<Message> {
  receive(message: Message): void;
  /** Once, last. */
  closed(): void;
}

export class Pipe<Message> {
  readonly #scheduler: Scheduler;
  readonly #receiver: Receiver<Message>;
  readonly #delayMs: number;
  #lastMs = 0;
  #isClosing = false;
  #isClosed = false;

  constructor(scheduler: Scheduler, receiver: Receiver<Message>) {
    this.#scheduler = scheduler;
    this.#receiver = receiver;
    this.#delayMs = scheduler.random.pick([0.05, 0.3, 3, 20]);
  }

  send(message: Message): void {
    if (this.#isClosing) return;
    this.#later(() => {
      this.#receiver.receive(message);
    });
  }

  /** Seen by the receiver after what is under way, as at an orderly end. */
  end(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#later(() => {
      this.#close();
    });
  }

  /** What is sent from now on is lost. Seen by the receiver soon, or when it has noticed; what is under way then is lost too. */
  break(noticedMs = this.#transitMs()): void {
    this.#isClosing = true;
    this.#scheduler.after(noticedMs, () => {
      this.#close();
    });
  }

  /** What is sent from now on takes longer; nothing overtakes it. */
  holdUp(ms: number): void {
    this.#lastMs = Math.max(this.#lastMs, this.#scheduler.nowMs + ms);
  }

  #later(deliver: () => void): void {
    this.#lastMs = Math.max(this.#lastMs, this.#scheduler.nowMs + this.#transitMs());
    this.#scheduler.at(this.#lastMs, () => {
      if (!this.#isClosed) deliver();
    });
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#receiver.closed();
  }

  /** Most are quick, some take ten times as long, a few are held up for a while. */
  #transitMs(): number {
    const { random } = this.#scheduler;
    const stall = random.chance(0.01) ? random.between(0, 200) : 0;
    return this.#delayMs * random.between(0.5, random.chance(0.1) ? 10 : 1.5) + stall;
  }
}
