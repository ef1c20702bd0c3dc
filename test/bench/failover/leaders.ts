// Who leads and who has written what, as etcd itself says, over a connection that nobody disturbs.
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../../../coordinator/store/store.ts";
import { nowMs } from "./processes.ts";

export interface Leader {
  readonly token: number;
  readonly address: string;
  /** When its key was seen, in ms since 1970. */
  readonly at: number;
}

export class Leaders {
  readonly #store: Store;
  readonly #closing = new AbortController();
  readonly #done: Promise<void>;
  readonly all: Leader[] = [];
  /** Tokens of the leaders that wrote a generation, in the order of their writes. */
  readonly writers: number[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#done = this.#watch();
  }

  get address(): string {
    return this.all.at(-1)?.address ?? "";
  }

  /** Writes of a leader after another one had written. */
  get staleWrites(): number {
    return this.writers.filter((token, i) => token < Math.max(...this.writers.slice(0, i), 0)).length;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#done;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        for await (const { changes } of this.#store.watch("", 1, signal))
          for (const change of changes) if (change.kind === "put") this.#take(change.entry);
      } catch {
        await pause(50, undefined, { signal }).catch(() => undefined); // begins anew, or ends
      }
    }
  }

  /** Keys of one run only lie here, under its uid. */
  #take({ key, value, createRevision }: { readonly key: string; readonly value: string; readonly createRevision: number }): void {
    if (key.endsWith("/leader") && createRevision > (this.all.at(-1)?.token ?? 0))
      this.all.push({ token: createRevision, address: value, at: nowMs() });
    if (key.endsWith("/generation")) this.writers.push((JSON.parse(value) as { readonly token: number }).token);
  }
}
