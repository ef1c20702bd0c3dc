// What a request does to a state: a reply, and the record to make durable before the reply is given. Pure.
import { InvariantError } from "../../common/errors.ts";
import type { StoreRecord, StoreState } from "./state.ts";
import type { Compare, Entry, Lease, LeaseId, Operation, Transaction, TransactionResult } from "./store.ts";

export interface Decision<Reply> {
  readonly reply: Reply;
  /** Left out where the request changes nothing. */
  readonly record?: StoreRecord;
}

export function decideTransaction(state: StoreState, transaction: Transaction): Decision<TransactionResult> {
  const { compares } = transaction;
  if (!compares.every((compare) => holds(state, compare)))
    return { reply: { kind: "refused", revision: state.revision, current: comparedEntries(state, compares) } };
  const ended = transaction.operations.find((operation) => namesEndedLease(state, operation));
  if (ended?.kind === "put" && ended.lease !== undefined) return { reply: { kind: "lease-ended", lease: ended.lease } };
  // As in etcd, deleting a key that is not there is no change and takes no revision.
  const operations = transaction.operations.filter(({ kind, key }) => kind === "put" || state.entries.has(key));
  if (operations.length === 0) return { reply: { kind: "committed", revision: state.revision } };
  const revision = state.revision + 1;
  return { reply: { kind: "committed", revision }, record: { kind: "write", revision, operations } };
}

export function decideGrant(state: StoreState, ttlMs: number): Decision<Lease> {
  const id = String(state.granted + 1);
  return { reply: { id, ttlMs }, record: { kind: "lease-granted", lease: id, ttlMs } };
}

/** Ends a lease, revoked or run out. @returns whether it was there. */
export function decideLeaseEnd(state: StoreState, lease: LeaseId): Decision<boolean> {
  return state.leases.has(lease) ? { reply: true, record: { kind: "lease-ended", lease } } : { reply: false };
}

/** Refuses what no store accepts: which of two operations on one key came last would be anybody's guess. */
export function checkTransaction({ operations }: Transaction): void {
  const keys = new Set<string>();
  for (const { key } of operations) {
    if (keys.has(key)) throw new InvariantError(`a transaction with two operations on the key ${JSON.stringify(key)}`);
    keys.add(key);
  }
}

function holds(state: StoreState, { key, target, equals }: Compare): boolean {
  return (state.entries.get(key)?.[target] ?? 0) === equals;
}

function comparedEntries(state: StoreState, compares: readonly Compare[]): readonly Entry[] {
  const keys = [...new Set(compares.map(({ key }) => key))];
  return keys.flatMap((key) => state.entries.get(key) ?? []);
}

function namesEndedLease(state: StoreState, operation: Operation): boolean {
  return operation.kind === "put" && operation.lease !== undefined && !state.leases.has(operation.lease);
}
