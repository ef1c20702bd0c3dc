// Events from one producer to one reader. Bounded: a producer that is ahead of its reader waits.

export class EventQueue<T> implements AsyncIterable<T> {
  readonly #bound: number;
  readonly #onLeft: () => void;
  readonly #items: T[] = [];
  #closed: { readonly error: unknown } | "done" | undefined;
  #wakeReader: (() => void) | undefined;
  #wakeProducer: (() => void)[] = [];

  /** @param bound events that may wait for the reader; @param onLeft called when the reader goes before the end. */
  constructor(bound: number, onLeft: () => void = () => undefined) {
    this.#bound = bound;
    this.#onLeft = onLeft;
  }

  /** Resolves at once, or when the reader has caught up. After `close` or `fail` nothing more is taken. */
  async push(item: T): Promise<void> {
    if (!this.#open()) return;
    this.#items.push(item);
    this.#wakeReader?.();
    while (this.#items.length > this.#bound && this.#open())
      await new Promise<void>((resolve) => this.#wakeProducer.push(resolve));
  }

  close(): void {
    this.#end("done");
  }

  /** The reader gets what is queued and then this error. */
  fail(error: unknown): void {
    this.#end({ error });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        const item = this.#items.shift();
        if (item !== undefined) {
          this.#release();
          yield item;
        } else if (this.#closed === "done") return;
        else if (this.#closed !== undefined) throw this.#closed.error;
        else await new Promise<void>((resolve) => (this.#wakeReader = resolve));
      }
    } finally {
      if (this.#open()) this.#onLeft();
      this.#end("done"); // a reader that left must not keep the producer waiting
    }
  }

  #open(): boolean {
    return this.#closed === undefined;
  }

  #end(state: { readonly error: unknown } | "done"): void {
    this.#closed ??= state;
    this.#wakeReader?.();
    this.#release();
  }

  #release(): void {
    const waiting = this.#wakeProducer;
    this.#wakeProducer = [];
    for (const wake of waiting) wake();
  }
}
