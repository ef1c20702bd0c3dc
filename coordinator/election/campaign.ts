// Becomes the leader: creates the leader key with a lease, or waits until it is gone. The key's create_revision is the fencing token.
//   The value of the key says where the leader is reached; `onLeader` is told it, for those who ask a coordinator that stands by.
//   One call at a time and one wait after each failure, up to 2 s: a store that is away is not stormed, and found soon when it is back.
import { backoffMs } from "../../common/backoff.ts";
import type { Clock } from "../../common/clock.ts";
import { TransientError } from "../../common/errors.ts";
import { absent, type Entry, type Store } from "../store/store.ts";
import { MARGIN_MS, Term } from "./term.ts";

export interface CandidateOptions {
  readonly store: Store;
  readonly key: string;
  /** Where this candidate is reached. */
  readonly value: string;
  /** Of the lease: how long a dead leader is missed. At least 2 s, which is what etcd gives at least. */
  readonly ttlMs: number;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told the leader's value each time it is seen; undefined for nobody. */
  readonly onLeader: (value: string | undefined) => void;
}

const POLL_MS = 1000;
const MOST_WAIT_MS = 2000;

/** Waits until it leads. @throws the signal's reason; ConfigError where the store refuses this process */
export async function campaign(options: CandidateOptions, signal: AbortSignal): Promise<Term> {
  const { clock, random } = options;
  for (let failures = 0; ; ) {
    try {
      const term = await tryOnce(options, signal);
      if (term !== undefined) return term;
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransientError)) throw error;
      await clock.sleep(backoffMs(failures++, random(), MOST_WAIT_MS), signal);
    }
  }
}

/** Takes the key if it is free, else waits for a change of it. */
async function tryOnce(options: CandidateOptions, signal: AbortSignal): Promise<Term | undefined> {
  signal.throwIfAborted();
  const { store, key, onLeader } = options;
  const { revision, entries } = await store.list(key);
  const held = entries.find((entry) => entry.key === key);
  onLeader(held?.value);
  if (held === undefined) return stand(options, signal);
  await changed(options, held, revision, signal);
  return undefined;
}

/** @returns undefined where somebody else was faster */
async function stand(options: CandidateOptions, signal: AbortSignal): Promise<Term | undefined> {
  const { store, key, value, ttlMs, clock, onLeader } = options;
  const sentMs = clock.monotonicMs();
  const lease = await store.grantLease(ttlMs);
  try {
    const operation = { kind: "put", key, value, lease: lease.id } as const;
    const result = await store.commit({ compares: [absent(key)], operations: [operation] });
    if (result.kind === "committed" && !signal.aborted && clock.monotonicMs() < sentMs + lease.ttlMs - MARGIN_MS) {
      onLeader(value);
      return new Term({ store, clock, lease, leadership: { key, token: result.revision }, sentMs });
    }
  } catch (error) {
    giveUp(store, lease.id); // the key may be ours
    throw error;
  }
  giveUp(store, lease.id);
  return undefined;
}

/** With its key, if it has one. A lease that cannot be revoked runs out. */
function giveUp(store: Store, lease: string): void {
  store.revokeLease(lease).catch(() => undefined);
}

/** Until the key is gone or somebody else's: told by a watch, and looked for each second, since a watch may hang. */
async function changed(
  { store, key, clock }: CandidateOptions,
  held: Entry,
  revision: number,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const told = firstUpdate(store, key, revision + 1, either);
  try {
    for (;;) {
      const what = await Promise.race([told, clock.sleep(POLL_MS, either).then(() => "poll" as const)]);
      if (what === "told" || (await store.get(key))?.createRevision !== held.createRevision) return;
    }
  } finally {
    done.abort();
  }
}

/** Resolves also when the watch fails for good: whoever waits looks for itself. */
async function firstUpdate(store: Store, key: string, from: number, signal: AbortSignal): Promise<"told"> {
  try {
    await store.watch(key, from, signal)[Symbol.asyncIterator]().next();
  } catch {
    // The list that comes next says what is wrong, and is waited for after a failure.
  }
  return "told";
}
