// A store within this process: requests are decided one after the other on the state, their records go to the journal, and only then
// are they answered and seen by readers and watches.
//   Requests that arrive while the journal writes go into its next write together, so many writers share one fsync.
import type { Clock } from "../../common/clock.ts";
import { InvariantError, TransientError } from "../../common/errors.ts";
import { Bell } from "./bell.ts";
import { checkTransaction, type Decision, decideGrant, decideLeaseEnd, decideTransaction } from "./decide.ts";
import { Expiry } from "./expiry.ts";
import { History } from "./history.ts";
import type { Journal } from "./journal.ts";
import { apply, listed, type StoreRecord, type StoreState } from "./state.ts";
import type { Entry, Lease, LeaseId, Listing, Store, Transaction, TransactionResult, Update } from "./store.ts";

export interface LocalStoreOptions {
  readonly clock: Clock;
  /** Updates kept for watches that are behind; one that is further behind gets CompactedError. Default 10,000. */
  readonly historyLimit?: number;
}

/** Requests that may wait for the journal; more are refused. Their callers await them, so only a stuck disk gets it this far. */
const WAITING_LIMIT = 10_000;

interface Request {
  /** Decides on the state; `settle` answers the caller once the record is durable. */
  readonly decide: (state: StoreState) => { readonly record?: StoreRecord; readonly settle: () => void };
  readonly fail: (error: unknown) => void;
}

export class LocalStore implements Store {
  readonly #journal: Journal;
  readonly #history: History;
  readonly #expiry: Expiry;
  readonly #arrived = new Bell();
  readonly #updated = new Bell();
  readonly #done: Promise<void>;
  #state: StoreState;
  #waiting: Request[] = [];
  #closing = false;

  /** @param state what the journal holds. */
  constructor(journal: Journal, state: StoreState, { clock, historyLimit = 10_000 }: LocalStoreOptions) {
    this.#journal = journal;
    this.#state = state;
    this.#history = new History(state.revision, historyLimit);
    this.#expiry = new Expiry(clock, (lease) => this.#endLease(lease, "when due"));
    for (const [lease, ttlMs] of state.leases) this.#expiry.start(lease, ttlMs);
    this.#done = this.#serve();
  }

  async get(key: string): Promise<Entry | undefined> {
    this.#checkOpen();
    return Promise.resolve(this.#state.entries.get(key));
  }

  async list(prefix: string): Promise<Listing> {
    this.#checkOpen();
    return Promise.resolve(listed(this.#state, prefix));
  }

  async commit(transaction: Transaction): Promise<TransactionResult> {
    checkTransaction(transaction);
    return this.#request((state) => decideTransaction(state, transaction));
  }

  async *watch(prefix: string, fromRevision: number, signal: AbortSignal): AsyncGenerator<Update, void, undefined> {
    for (let next = fromRevision; ; ) {
      signal.throwIfAborted();
      this.#checkOpen();
      const step = this.#history.step(prefix, next);
      next = step.next;
      if (step.update !== undefined) yield step.update;
      else await this.#updated.wait(signal);
    }
  }

  async grantLease(ttlMs: number): Promise<Lease> {
    if (!(ttlMs > 0)) throw new InvariantError(`a lease of ${ttlMs} ms`);
    return this.#request((state) => decideGrant(state, ttlMs));
  }

  async keepAlive(lease: LeaseId): Promise<boolean> {
    // In line with the other requests: an expiry that is on its way to the journal comes first, and is not taken back.
    return this.#request((state) => ({ reply: state.leases.has(lease) && this.#expiry.renew(lease) }));
  }

  async revokeLease(lease: LeaseId): Promise<void> {
    await this.#endLease(lease, "now");
  }

  async compact(revision: number): Promise<void> {
    this.#checkOpen();
    this.#history.compact(revision);
    this.#updated.ring(); // a watch that is behind learns of it now
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#arrived.ring();
    await this.#expiry.close();
    await this.#done;
  }

  #checkOpen(): void {
    if (this.#closing) throw closedError();
  }

  async #endLease(lease: LeaseId, when: "now" | "when due"): Promise<void> {
    await this.#request((state) =>
      when === "now" || this.#expiry.isDue(lease) ? decideLeaseEnd(state, lease) : { reply: false },
    );
  }

  async #request<Reply>(decide: (state: StoreState) => Decision<Reply>): Promise<Reply> {
    this.#checkOpen();
    if (this.#waiting.length >= WAITING_LIMIT)
      throw new TransientError(`the store has ${WAITING_LIMIT} requests waiting for its disk`);
    return new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({
        decide: (state) => {
          const { reply, ...rest } = decide(state);
          return {
            ...rest,
            settle: () => {
              resolve(reply);
            },
          };
        },
        fail: reject,
      });
      this.#arrived.ring();
    });
  }

  /** The one loop that changes the state. */
  async #serve(): Promise<void> {
    for (;;) {
      const batch = this.#waiting;
      this.#waiting = [];
      if (batch.length > 0) await this.#serveBatch(batch);
      else if (this.#closing) break;
      else await this.#arrived.wait();
    }
    this.#updated.ring();
    await this.#journal.close();
  }

  async #serveBatch(batch: readonly Request[]): Promise<void> {
    let after = this.#state;
    const records: StoreRecord[] = [];
    const updates: Update[] = [];
    const settles = batch.map(({ decide }) => {
      const { record, settle } = decide(after);
      if (record === undefined) return settle;
      const applied = apply(after, record);
      after = applied.state;
      records.push(record);
      if (applied.update !== undefined) updates.push(applied.update);
      return settle;
    });
    try {
      if (records.length > 0) await this.#journal.append(records, after);
    } catch (error) {
      // A refusal, too, may rest on a record of this batch that is not durable.
      for (const { fail } of batch) fail(error);
      return;
    }
    this.#become(after, records, updates);
    for (const settle of settles) settle();
  }

  #become(state: StoreState, records: readonly StoreRecord[], updates: readonly Update[]): void {
    this.#state = state;
    for (const record of records) {
      if (record.kind === "lease-granted") this.#expiry.start(record.lease, record.ttlMs);
      else if (record.kind === "lease-ended") this.#expiry.end(record.lease);
    }
    for (const update of updates) this.#history.add(update);
    if (updates.length > 0) this.#updated.ring();
  }
}

function closedError(): TransientError {
  return new TransientError("the store is closed");
}
