// What the coordinators keep in common: keys with revisions, compare-and-set transactions, watches and leases, in the terms of etcd v3.
// The memory, embedded and etcd stores hold the same contract (test/integration/coordinator/store-contract.ts):
//   K1. Each transaction that changes something gets the next revision; revisions only grow, over restarts too.
//   K2. A transaction is applied whole or not at all, and only when all its compares hold.
//   K3. What was acknowledged is durable. A call that rejects with TransientError has an unknown outcome: read before trying again.
//   K4. A watch delivers each revision from the first one asked for, once and in order, or rejects with CompactedError.
//   K5. When a lease ends, its keys are deleted at one revision. A restart of the store gives each lease its whole time to live again.

/** Names a lease; never used twice. */
export type LeaseId = string;

/** A key with its value and the revisions at which it was created and last written. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly createRevision: number;
  readonly modRevision: number;
  /** The key is deleted when this lease ends. */
  readonly lease?: LeaseId;
}

/** A condition on a key as it is; a key that is not there has the revisions 0. */
export interface Compare {
  readonly key: string;
  readonly target: "createRevision" | "modRevision";
  readonly equals: number;
}

export type Operation =
  | { readonly kind: "put"; readonly key: string; readonly value: string; readonly lease?: LeaseId }
  | { readonly kind: "delete"; readonly key: string };

/** Operations that are applied when all compares hold. A key occurs in one operation only. */
export interface Transaction {
  readonly compares: readonly Compare[];
  readonly operations: readonly Operation[];
}

export type TransactionResult =
  /** `revision` is that of the changes; where nothing changed (a delete of a key that is not there), the store's. */
  | { readonly kind: "committed"; readonly revision: number }
  /** A compare did not hold; `current` are the compared keys that exist. */
  | { readonly kind: "refused"; readonly revision: number; readonly current: readonly Entry[] }
  /** The compares held, but a put names a lease that has ended. */
  | { readonly kind: "lease-ended"; readonly lease: LeaseId };

export type Change =
  | { readonly kind: "put"; readonly entry: Entry }
  | { readonly kind: "delete"; readonly key: string };

/** All changes of one revision; in a watch those under its prefix. */
export interface Update {
  readonly revision: number;
  readonly changes: readonly Change[];
}

/** The keys under a prefix at one revision, in the order of the keys. A watch from `revision + 1` misses nothing. */
export interface Listing {
  readonly revision: number;
  readonly entries: readonly Entry[];
}

export interface Lease {
  readonly id: LeaseId;
  /** At least what was asked for: etcd counts in seconds. */
  readonly ttlMs: number;
}

/** Calls reject with TransientError when the store cannot be reached or is closed; they end by themselves, so take no signal. */
export interface Store {
  get(key: string): Promise<Entry | undefined>;
  list(prefix: string): Promise<Listing>;
  commit(transaction: Transaction): Promise<TransactionResult>;
  /**
   * The updates under a prefix from a revision on, which may be still to come. Rejects with CompactedError (list again, watch from
   * there), with the signal's reason, or with TransientError when the store is closed. A slow reader costs no memory.
   */
  watch(prefix: string, fromRevision: number, signal: AbortSignal): AsyncIterable<Update>;
  grantLease(ttlMs: number): Promise<Lease>;
  /** Starts the lease's time anew; false when it has ended. */
  keepAlive(lease: LeaseId): Promise<boolean>;
  /** Ends a lease now, with its keys. One that has ended already is no error. */
  revokeLease(lease: LeaseId): Promise<void>;
  /** Forgets the updates up to a revision; values and revisions of keys stay. */
  compact(revision: number): Promise<void>;
  /** Idempotent. Leases are left to run out. */
  close(): Promise<void>;
}

/** The updates that a watch asked for are no longer kept: list the keys, compare with what you know, watch from the listing's revision. */
export class CompactedError extends Error {
  override readonly name = "CompactedError";
  /** The last revision whose update is gone. */
  readonly compactRevision: number;
  constructor(compactRevision: number, fromRevision: number) {
    super(`the updates from revision ${fromRevision} on are gone: the store keeps those after ${compactRevision}`);
    this.compactRevision = compactRevision;
  }
}

/** Holds where there is no such key. */
export function absent(key: string): Compare {
  return { key, target: "createRevision", equals: 0 };
}

/** Holds as long as nobody has written or deleted the key since it was read. */
export function unchanged(entry: Entry): Compare {
  return { key: entry.key, target: "modRevision", equals: entry.modRevision };
}

/** Writes one key, whatever is there. */
export async function put(store: Store, key: string, value: string, lease?: LeaseId): Promise<TransactionResult> {
  const operation: Operation = { kind: "put", key, value, ...(lease === undefined ? {} : { lease }) };
  return store.commit({ compares: [], operations: [operation] });
}

/** Deletes one key, if it is there. */
export async function remove(store: Store, key: string): Promise<TransactionResult> {
  return store.commit({ compares: [], operations: [{ kind: "delete", key }] });
}
