// The connection to whichever coordinator answers: the known addresses in turn.
import type { Client } from "@grpc/grpc-js";
import { backoffMs } from "../../common/backoff.ts";
import type { Clock } from "../../common/clock.ts";
import { DeadlineError, must, NotLeaderError, TransientError } from "../../common/errors.ts";
import { openClient } from "../../proto/client.ts";

export interface ConnectionParts {
  /** "HOST:PORT" of each coordinator; at least one. */
  readonly addresses: readonly string[];
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Whether the same call may succeed later, here or elsewhere. */
export function isPassing(error: unknown): boolean {
  return error instanceof TransientError || error instanceof NotLeaderError || error instanceof DeadlineError;
}

/** To be closed. */
export class Connection {
  readonly #parts: ConnectionParts;
  #turn = 0;
  #open: { readonly address: string; readonly client: Client } | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  get address(): string {
    const { addresses } = this.#parts;
    return must(addresses[this.#turn % addresses.length], "a coordinator's address");
  }

  get client(): Client {
    if (this.#open?.address !== this.address) {
      this.#open?.client.close();
      this.#open = { address: this.address, client: openClient(this.address) };
    }
    return this.#open.client;
  }

  /** Waits, longer after more failures, then goes on to the next address. @throws the signal's reason */
  async turn(failures: number, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#parts;
    await clock.sleep(backoffMs(failures, random()), signal);
    this.#turn++;
  }

  /** The same call until it succeeds, or fails for good, or the signal aborts: for calls that may be repeated. */
  async insist<T>(attempt: (client: Client) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        return await attempt(this.client);
      } catch (error) {
        if (signal.aborted || !isPassing(error)) throw error;
        await this.turn(failures, signal);
      }
    }
  }

  close(): void {
    this.#open?.client.close();
    this.#open = undefined;
  }
}
