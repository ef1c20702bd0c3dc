// Ends leases whose time is over: one loop that sleeps until the next deadline.
import type { Clock } from "../../common/clock.ts";
import { TransientError } from "../../common/errors.ts";
import { LeaseDeadlines } from "./deadlines.ts";
import type { LeaseId } from "./store.ts";

/** How long the loop rests after the store could not end a lease. */
const RETRY_MS = 1000;
/** Timers of Node fire at once beyond 2^31 ms. */
const LONGEST_SLEEP_MS = 3_600_000;

export class Expiry {
  readonly #clock: Clock;
  readonly #onDue: (lease: LeaseId) => Promise<void>;
  readonly #deadlines = new LeaseDeadlines();
  readonly #done: Promise<void>;
  #closing = false;
  /** Of the sleep that is on now: a lease with an earlier deadline ends it. */
  #sleep: { readonly untilMs: number; readonly controller: AbortController } | undefined;

  /** @param onDue ends the lease, unless it was renewed meanwhile. */
  constructor(clock: Clock, onDue: (lease: LeaseId) => Promise<void>) {
    this.#clock = clock;
    this.#onDue = onDue;
    this.#done = this.#run();
  }

  start(lease: LeaseId, ttlMs: number): void {
    this.#deadlines.start(lease, ttlMs, this.#clock.monotonicMs());
    if (this.#sleep !== undefined && this.#deadlines.nextMs() < this.#sleep.untilMs) this.#sleep.controller.abort();
  }

  renew(lease: LeaseId): boolean {
    return this.#deadlines.renew(lease, this.#clock.monotonicMs());
  }

  end(lease: LeaseId): void {
    this.#deadlines.end(lease);
  }

  isDue(lease: LeaseId): boolean {
    return this.#deadlines.isDue(lease, this.#clock.monotonicMs());
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#sleep?.controller.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#closing) {
      const nowMs = this.#clock.monotonicMs();
      const due = this.#deadlines.due(nowMs);
      if (due.length === 0) await this.#sleepUntil(Math.min(this.#deadlines.nextMs(), nowMs + LONGEST_SLEEP_MS));
      else if (!(await this.#endAll(due))) await this.#sleepUntil(nowMs + RETRY_MS);
    }
  }

  /** @returns false when the store could not: the leases are still there and due. */
  async #endAll(due: readonly LeaseId[]): Promise<boolean> {
    try {
      await Promise.all(due.map((lease) => this.#onDue(lease)));
      return true;
    } catch (error) {
      if (error instanceof TransientError) return false;
      throw error;
    }
  }

  async #sleepUntil(untilMs: number): Promise<void> {
    if (this.#closing) return;
    const controller = new AbortController();
    this.#sleep = { untilMs, controller };
    try {
      await this.#clock.sleep(untilMs - this.#clock.monotonicMs(), controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      this.#sleep = undefined;
    }
  }
}
