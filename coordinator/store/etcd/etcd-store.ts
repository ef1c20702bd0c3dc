// The store of a job with several coordinators: an etcd cluster, by its calls for keys, leases and watches alone. etcd3's elections, lease
// objects and watchers are not used: they notice a lost lease after it has ended, and may skip revisions (docs/decisions/0018).
import { backoffMs } from "../../../common/backoff.ts";
import type { Clock } from "../../../common/clock.ts";
import { ConfigError, InvariantError, must, TransientError } from "../../../common/errors.ts";
import { checkTransaction } from "../decide.ts";
import {
  CompactedError,
  type Entry,
  type Lease,
  type LeaseId,
  type Listing,
  type Store,
  type Transaction,
  type TransactionResult,
  type Update,
} from "../store.ts";
import { isCompacted, isLeaseGone } from "./failures.ts";
import { type EtcdAccess, Members } from "./members.ts";
import { entryOf, prefixRange, transactionResult, txnRequest } from "./requests.ts";
import { keepAliveOnce, updatesFrom } from "./streams.ts";

export interface EtcdStoreOptions extends EtcdAccess {
  /** What all keys begin with; not empty. Two jobs of one cluster have different ones. */
  readonly prefix: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** The longest wait before a broken watch is opened again. */
const MOST_WAIT_MS = 5000;

/** Does not connect before the first call. */
export function openEtcdStore(options: EtcdStoreOptions): Store {
  return new EtcdStore(options);
}

class EtcdStore implements Store {
  readonly #options: EtcdStoreOptions;
  readonly #members: Members;
  readonly #closing = new AbortController();

  constructor(options: EtcdStoreOptions) {
    if (options.prefix === "") throw new InvariantError("an etcd store without a prefix");
    this.#options = options;
    this.#members = new Members(options);
  }

  async get(key: string): Promise<Entry | undefined> {
    const { prefix } = this.#options;
    const { kvs } = await this.#members.ask(({ kv }) => kv.range({ key: Buffer.from(prefix + key) }));
    return kvs[0] === undefined ? undefined : entryOf(prefix, kvs[0]);
  }

  async list(under: string): Promise<Listing> {
    const { prefix } = this.#options;
    const { header, kvs } = await this.#members.ask(({ kv }) => kv.range(prefixRange(prefix + under)));
    return { revision: Number(header.revision), entries: kvs.map((found) => entryOf(prefix, found)) };
  }

  async commit(transaction: Transaction): Promise<TransactionResult> {
    checkTransaction(transaction);
    const { prefix } = this.#options;
    try {
      const answer = await this.#members.once(({ kv }) => kv.txn(txnRequest(prefix, transaction)));
      return transactionResult(prefix, answer);
    } catch (error) {
      if (!isLeaseGone(error)) throw error;
      return { kind: "lease-ended", lease: must(leaseIn(transaction), "the lease of a put") };
    }
  }

  async *watch(under: string, fromRevision: number, signal: AbortSignal): AsyncGenerator<Update, void, undefined> {
    const { prefix, clock, random } = this.#options;
    const either = AbortSignal.any([signal, this.#closing.signal]);
    let from = fromRevision;
    for (let failures = 0; ; failures++) {
      either.throwIfAborted();
      const { member, failed } = this.#members.pick();
      try {
        // A stream that breaks goes on after the last delivered revision, with the next member.
        for await (const update of updatesFrom(member, { prefix, under, from }, either)) {
          yield update;
          from = update.revision + 1;
          failures = 0;
        }
      } catch (error) {
        either.throwIfAborted();
        if (error instanceof CompactedError) throw error;
        const failure = failed(error);
        if (failure instanceof ConfigError) throw failure;
      }
      await clock.sleep(backoffMs(failures, random(), MOST_WAIT_MS), either);
    }
  }

  async grantLease(ttlMs: number): Promise<Lease> {
    if (!(ttlMs > 0)) throw new InvariantError(`a lease of ${ttlMs} ms`);
    const asked = Math.ceil(ttlMs / 1000);
    // One whose answer is lost runs out by itself.
    const { ID, TTL } = await this.#members.ask(({ leaseClient }) => leaseClient.leaseGrant({ TTL: asked, ID: 0 }));
    return { id: ID, ttlMs: Number(TTL) * 1000 };
  }

  async keepAlive(lease: LeaseId): Promise<boolean> {
    return this.#members.ask((member) => keepAliveOnce(member, lease));
  }

  async revokeLease(lease: LeaseId): Promise<void> {
    try {
      await this.#members.ask(({ leaseClient }) => leaseClient.leaseRevoke({ ID: lease }));
    } catch (error) {
      if (!isLeaseGone(error)) throw error;
    }
  }

  /** Of the whole cluster, whatever the prefix. */
  async compact(revision: number): Promise<void> {
    try {
      await this.#members.ask(({ kv }) => kv.compact({ revision, physical: true }));
    } catch (error) {
      if (!isCompacted(error)) throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new TransientError("the store is closed"));
    this.#members.close();
    return Promise.resolve();
  }
}

/** Of the first put with one: etcd does not say which of several has ended. */
function leaseIn({ operations }: Transaction): LeaseId | undefined {
  const leased = operations.find((operation) => operation.kind === "put" && operation.lease !== undefined);
  return leased?.kind === "put" ? leased.lease : undefined;
}
