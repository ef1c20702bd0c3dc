// When leases run out, by a monotonic clock that the caller reads. Deadlines are never stored: after a restart each lease has its whole
// time again, since its holder can't know when the store was away.
import type { LeaseId } from "./store.ts";

export class LeaseDeadlines {
  readonly #leases = new Map<LeaseId, { readonly ttlMs: number; readonly deadlineMs: number }>();

  start(lease: LeaseId, ttlMs: number, nowMs: number): void {
    this.#leases.set(lease, { ttlMs, deadlineMs: nowMs + ttlMs });
  }

  /** @returns false where the lease has ended or its time is over, though nobody may have noticed yet. */
  renew(lease: LeaseId, nowMs: number): boolean {
    const known = this.#leases.get(lease);
    if (known === undefined || known.deadlineMs <= nowMs) return false;
    this.start(lease, known.ttlMs, nowMs);
    return true;
  }

  end(lease: LeaseId): void {
    this.#leases.delete(lease);
  }

  isDue(lease: LeaseId, nowMs: number): boolean {
    return (this.#leases.get(lease)?.deadlineMs ?? Infinity) <= nowMs;
  }

  due(nowMs: number): readonly LeaseId[] {
    return [...this.#leases.keys()].filter((lease) => this.isDue(lease, nowMs));
  }

  /** When the next lease runs out; Infinity without leases. O(leases). */
  nextMs(): number {
    return Math.min(...[...this.#leases.values()].map(({ deadlineMs }) => deadlineMs));
  }
}
