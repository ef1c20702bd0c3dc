// A leader's writes. The token of a leadership is the create_revision of the leader key: it only grows, over restarts too, and a write
// that compares it fails once the key is gone or somebody else's, so a stale leader changes nothing (S5 of step-protocol.md).
import { InvariantError, NotLeaderError, TransientError } from "../../common/errors.ts";
import { type Compare, type Entry, remove, type Store, type Transaction, type TransactionResult } from "./store.ts";

export interface Leadership {
  readonly key: string;
  readonly token: number;
}

export type GuardedResult =
  | TransactionResult
  /** Somebody else leads, or nobody (`current` is undefined): step down. Nothing was written. */
  | { readonly kind: "not-leader"; readonly current: Leadership | undefined };

/** Commits a transaction as this leader. */
export async function commitAsLeader(
  store: Store,
  leadership: Leadership,
  transaction: Transaction,
): Promise<GuardedResult> {
  return judged(leadership, await store.commit(guarded(leadership, transaction)));
}

/** The transaction, to be applied only while this leadership lasts. */
export function guarded({ key, token }: Leadership, transaction: Transaction): Transaction {
  const guard: Compare = { key, target: "createRevision", equals: token };
  return { ...transaction, compares: [guard, ...transaction.compares] };
}

/** What became of a guarded transaction: whether it was the guard that did not hold. */
export function judged({ key, token }: Leadership, result: TransactionResult): GuardedResult {
  if (result.kind !== "refused") return result;
  const found = result.current.find((entry) => entry.key === key);
  if (found?.createRevision === token) return result;
  return { kind: "not-leader", current: found === undefined ? undefined : leadershipOf(found) };
}

/** What to throw for a write that was not committed. @param what was to be stored */
export function refusedWrite(
  what: string,
  { token }: Leadership,
  result: Exclude<GuardedResult, { kind: "committed" }>,
): Error {
  if (result.kind !== "not-leader") return new TransientError(`${what}: ${result.kind}`);
  const now = result.current === undefined ? "nobody leads" : `the leader has the token ${result.current.token}`;
  return new NotLeaderError(undefined, `${what} was not stored: ${now}, this coordinator had ${token}`);
}

/**
 * Takes the lead without an election, where something else sees to it that this is the only coordinator (the run folder's lock). The key
 * is created anew, so the token is the revision of this moment, higher than that of any leader before.
 */
export async function leadAlone(store: Store, key: string, value: string): Promise<Leadership> {
  await remove(store, key);
  const created = await store.commit({ compares: [], operations: [{ kind: "put", key, value }] });
  if (created.kind !== "committed")
    throw new InvariantError(`an unconditional write was not committed: ${created.kind}`);
  return { key, token: created.revision };
}

function leadershipOf({ key, createRevision }: Entry): Leadership {
  return { key, token: createRevision };
}
