// The run's newest events, numbered from 1 on, for whoever follows them. Bounded: the oldest make room, and a reader that was slower
// than that sees from the numbers what it has missed.

export interface NumberedEvent {
  readonly sequence: number;
  readonly json: string;
}

export class EventLog {
  readonly #bound: number;
  readonly #events: NumberedEvent[] = [];
  #last = 0;
  #ended = false;
  #wake: (() => void)[] = [];

  constructor(bound = 10_000) {
    this.#bound = bound;
  }

  append(event: object): void {
    if (this.#ended) return;
    this.#events.push({ sequence: ++this.#last, json: JSON.stringify(event) });
    // Half at a time: taking one off the front of a long array is not free.
    if (this.#events.length >= 2 * this.#bound) this.#events.splice(0, this.#bound);
    this.#wakeAll();
  }

  /** Readers end after the last event. */
  end(): void {
    this.#ended = true;
    this.#wakeAll();
  }

  /** From a sequence number on, as far back as events are held. */
  async *read(from: number, signal: AbortSignal): AsyncGenerator<NumberedEvent, void, undefined> {
    const wake = (): void => {
      this.#wakeAll();
    };
    signal.addEventListener("abort", wake);
    try {
      for (let next = Math.max(1, from); !signal.aborted; ) {
        const event = this.#at(next);
        if (event !== undefined) {
          next = event.sequence + 1;
          yield event;
        } else if (this.#ended) return;
        else await new Promise<void>((resolve) => this.#wake.push(resolve));
      }
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  /** The event of that number, or the oldest after it that is held. */
  #at(sequence: number): NumberedEvent | undefined {
    const oldest = this.#events[0]?.sequence ?? Infinity;
    return this.#events[Math.max(0, sequence - oldest)];
  }

  #wakeAll(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
