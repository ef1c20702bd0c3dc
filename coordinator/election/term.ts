// One leadership, from winning to its end, whatever ends it.
//   E1. It ends by this process's monotonic clock before etcd can have ended the lease: the deadline counts from the sending of the last
//       keepalive that was acknowledged, less a margin, and needs no call to return.
//   E2. Whoever acts on it asks `leads` just before: a process that was stopped wakes up in the middle of things.
//   E3. A paused or cut-off leader may think for a while that it leads; the token makes its writes fail (coordinator/store/guarded.ts).
import { setMaxListeners } from "node:events";
import type { Clock } from "../../common/clock.ts";
import { TransientError } from "../../common/errors.ts";
import type { Leadership } from "../store/guarded.ts";
import type { Lease, Store } from "../store/store.ts";

/** How long before the lease's end a leader steps down: for what it is doing just then to end. */
export const MARGIN_MS = 500;
/** Keepalives in a lease's time: three may fail in a row. */
const KEEPALIVES = 4;

export interface TermParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly lease: Lease;
  readonly leadership: Leadership;
  /** When the lease was asked for, by the monotonic clock. */
  readonly sentMs: number;
}

export class Term {
  readonly leadership: Leadership;
  readonly #parts: TermParts;
  readonly #over = new AbortController();
  readonly #loops: Promise<unknown>;
  #deadlineMs: number;
  #revoked: Promise<void> | undefined;

  constructor(parts: TermParts) {
    this.#parts = parts;
    this.leadership = parts.leadership;
    setMaxListeners(0, this.#over.signal); // all that a leader does ends with its term
    this.#deadlineMs = this.#deadlineFrom(parts.sentMs);
    this.#loops = Promise.all([this.#keepAlive(), this.#watchDeadline()]);
  }

  /** Aborts at the end; its reason says why. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  leads(): boolean {
    return !this.#over.signal.aborted && this.#parts.clock.monotonicMs() < this.#deadlineMs;
  }

  /** Others may lead at once. Idempotent, and never rejects: a lease that cannot be revoked runs out. */
  async resign(reason: Error = new TransientError("the leader has resigned")): Promise<void> {
    this.#end(reason);
    await this.#revoked;
    await this.#loops;
  }

  #end(reason: Error): void {
    this.#over.abort(reason);
    this.#revoked ??= this.#parts.store.revokeLease(this.#parts.lease.id).catch(() => undefined);
  }

  #deadlineFrom(sentMs: number): number {
    return sentMs + this.#parts.lease.ttlMs - MARGIN_MS;
  }

  async #keepAlive(): Promise<void> {
    const { store, clock, lease } = this.#parts;
    const everyMs = lease.ttlMs / KEEPALIVES;
    while (await this.#slept(everyMs)) {
      const sentMs = clock.monotonicMs();
      const alive = store.keepAlive(lease.id).catch(() => undefined); // not known: the deadline stays where it is
      void alive.then((lives) => {
        if (lives === true) this.#deadlineMs = Math.max(this.#deadlineMs, this.#deadlineFrom(sentMs));
        if (lives === false) this.#end(new TransientError("the leader's lease has ended"));
      });
    }
  }

  async #watchDeadline(): Promise<void> {
    const { clock } = this.#parts;
    while (await this.#slept(this.#deadlineMs - clock.monotonicMs()))
      if (clock.monotonicMs() >= this.#deadlineMs) this.#end(new TransientError("the store has not answered in time"));
  }

  /** False once the term is over. */
  async #slept(ms: number): Promise<boolean> {
    await this.#parts.clock.sleep(ms, this.#over.signal).catch(() => undefined); // rejects only at the end
    return !this.#over.signal.aborted;
  }
}
