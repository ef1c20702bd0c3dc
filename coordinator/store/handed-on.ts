// What a leader hands on to the next one beside the generation: workers that have registered, when training began, how it ended. Each is
// written by the leader alone (S5 of step-protocol.md).
import type { KeptRegistration } from "../server/registrations.ts";
import { commitAsLeader, type Leadership, refusedWrite } from "./guarded.ts";
import { absent, type Operation, type Store, type Transaction } from "./store.ts";

const WORKERS = "workers/";
const BEGUN_KEY = "begun";
const OUTCOME_KEY = "outcome";

/** How a job ended; `failure` is described in proto/failure.ts. */
export type StoredOutcome =
  | { readonly kind: "trained"; readonly result: unknown }
  | { readonly kind: "failed"; readonly failure: unknown }
  | { readonly kind: "halted" };

export async function keepRegistration(
  store: Store,
  leader: Leadership,
  registration: KeptRegistration,
): Promise<void> {
  await write(store, leader, putting(WORKERS + registration.workerId, registration));
}

export async function keptRegistrations(store: Store): Promise<readonly KeptRegistration[]> {
  const { entries } = await store.list(WORKERS);
  return entries.map(({ value }) => JSON.parse(value) as KeptRegistration);
}

/** The first leader says it for all. @returns when training began, in ms since 1970 */
export async function begunAt(store: Store, leader: Leadership, now: number): Promise<number> {
  const { operations } = putting(BEGUN_KEY, now);
  await write(store, leader, { compares: [absent(BEGUN_KEY)], operations });
  return Number((await store.get(BEGUN_KEY))?.value ?? now);
}

/** The first one counts. */
export async function storeOutcome(store: Store, leader: Leadership, outcome: StoredOutcome): Promise<void> {
  const { operations } = putting(OUTCOME_KEY, outcome);
  await write(store, leader, { compares: [absent(OUTCOME_KEY)], operations });
}

/**
 * @param since a revision: a failure or a halt that was stored before is of an earlier try of the job, which goes on now. A job that was
 * trained stays so: its workers have left, and nothing is to be trained again.
 */
export async function storedOutcome(store: Store, since: number): Promise<StoredOutcome | undefined> {
  const entry = await store.get(OUTCOME_KEY);
  if (entry === undefined) return undefined;
  const outcome = JSON.parse(entry.value) as StoredOutcome;
  return outcome.kind === "trained" || entry.modRevision > since ? outcome : undefined;
}

/** A job that goes on after an end: what ended then is forgotten. */
export async function forgetOutcome(store: Store, leader: Leadership): Promise<void> {
  await write(store, leader, {
    compares: [],
    operations: [
      { kind: "delete", key: OUTCOME_KEY },
      { kind: "delete", key: BEGUN_KEY },
    ],
  });
}

function putting(key: string, value: unknown): Transaction {
  const operation: Operation = { kind: "put", key, value: JSON.stringify(value) };
  return { compares: [], operations: [operation] };
}

/** One that was there already is as good. @throws NotLeaderError */
async function write(store: Store, leader: Leadership, transaction: Transaction): Promise<void> {
  const result = await commitAsLeader(store, leader, transaction);
  if (result.kind === "not-leader") throw refusedWrite("what the next leader must know", leader, result);
}
