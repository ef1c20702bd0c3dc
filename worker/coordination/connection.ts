// The connection to the coordinator that leads: the known addresses in turn, or where one that stands by says that the leader is.
import type { Client } from "@grpc/grpc-js";
import { backoffMs } from "../../common/backoff.ts";
import type { Clock } from "../../common/clock.ts";
import { DeadlineError, must, NotLeaderError, TransientError } from "../../common/errors.ts";
import { openClient } from "../../proto/client.ts";
import { isAnswer } from "../../proto/status.ts";

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

/** A call that failed in a passing way. */
export interface Failed {
  /** One after the other, this one not counted. */
  readonly failures: number;
  /** Where it failed. */
  readonly address: string;
  readonly error: unknown;
}

/** To be closed. */
export class Connection {
  readonly #parts: ConnectionParts;
  #turn = 0;
  /** As one that stands by said; taken back when it fails there. */
  #leader: string | undefined;
  /** Did not answer. One that stands by may name it as the leader for as long as its lease lasts. */
  #silent: string | undefined;
  /** Aborts when calls are to go elsewhere: one that waits for an answer would wait for its whole deadline. */
  #moved = new AbortController();
  #open: { readonly address: string; readonly client: Client } | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** Whether another coordinator may lead when one does not answer. */
  get areSeveral(): boolean {
    return this.#parts.addresses.length > 1;
  }

  get address(): string {
    const { addresses } = this.#parts;
    return this.#leader ?? must(addresses[this.#turn % addresses.length], "a coordinator's address");
  }

  get client(): Client {
    if (this.#open?.address !== this.address) {
      this.#open?.client.close();
      this.#open = { address: this.address, client: openClient(this.address) };
    }
    return this.#open.client;
  }

  /**
   * Goes on to the leader that was named, else, after a wait that is longer after more failures, to the next address. Where somebody
   * else of those who share the connection has gone on already, it stays. @throws the signal's reason
   */
  async turn({ failures, address, error }: Failed, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#parts;
    const leader = error instanceof NotLeaderError ? error.leader : undefined;
    const named = leader === this.#silent ? undefined : leader;
    // The first time at once. One that names another may itself know too late that nobody leads there.
    if (named === undefined || failures > 0) await clock.sleep(backoffMs(failures, random()), signal);
    // A leader that cannot do it now answers: nobody else could do it instead.
    if (this.address !== address || (isAnswer(error) && !(error instanceof NotLeaderError))) return;
    if (!(error instanceof NotLeaderError)) this.#silent = address;
    if (named === undefined) this.#turn++;
    this.#leader = named;
    this.#moved.abort(new TransientError("another coordinator is asked"));
    this.#moved = new AbortController();
  }

  /** The same call until it succeeds, or fails for good, or the signal aborts: for calls that may be repeated. */
  async insist<T>(attempt: (client: Client, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 0; ; failures++) {
      const { address, client } = this;
      const [either, release] = firstOf(signal, this.#moved.signal);
      try {
        return await attempt(client, either);
      } catch (error) {
        if (signal.aborted || !isPassing(error)) throw error;
        await this.turn({ failures, address, error }, signal);
      } finally {
        release();
      }
    }
  }

  close(): void {
    this.#open?.client.close();
    this.#open = undefined;
  }
}

/** As AbortSignal.any, but to be released: there is one for each call, and both signals live as long as the worker. */
function firstOf(...signals: readonly AbortSignal[]): readonly [AbortSignal, () => void] {
  const controller = new AbortController();
  const ends = signals.map((signal) => {
    const abort = (): void => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    return (): void => {
      signal.removeEventListener("abort", abort);
    };
  });
  return [
    controller.signal,
    () => {
      for (const end of ends) end();
    },
  ];
}
