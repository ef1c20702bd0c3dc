// Generations in the store: numbers, plans and commands, written by the leader only (S5 of step-protocol.md). One key each, since a plan
// outlives the commands that come after it; each value says of which generation it is.
import type { StoredMembership } from "../membership/returning.ts";
import type { Asked, GenerationRecord } from "../membership/state.ts";
import { commitAsLeader, type Leadership, refusedWrite } from "./guarded.ts";
import type { Operation, Store, Transaction } from "./store.ts";

export const GENERATION_KEY = "generation";
const PLAN_KEY = "plan";
const COMMAND_KEY = "command";

/** What the key `generation` holds. */
export interface StoredGeneration {
  readonly generation: number;
  /** Of the leader that wrote it. */
  readonly token: number;
  readonly deaths?: GenerationRecord["deaths"];
}

/** What a record writes, yet without the guard of its leader. */
export function generationWrite({ generation, plan, command, deaths }: GenerationRecord, token: number): Transaction {
  const stored: StoredGeneration = { generation, token, ...(deaths === undefined ? {} : { deaths }) };
  const operations: Operation[] = [{ kind: "put", key: GENERATION_KEY, value: JSON.stringify(stored) }];
  if (plan !== undefined) operations.push({ kind: "put", key: PLAN_KEY, value: JSON.stringify({ generation, plan }) });
  if (command !== undefined)
    operations.push({ kind: "put", key: COMMAND_KEY, value: JSON.stringify({ generation, command }) });
  return { compares: [], operations };
}

/** Durable when it resolves. @throws NotLeaderError when somebody else leads by now; nothing was written then */
export async function storeGeneration(store: Store, leadership: Leadership, record: GenerationRecord): Promise<void> {
  const result = await commitAsLeader(store, leadership, generationWrite(record, leadership.token));
  if (result.kind !== "committed") throw refusedWrite(`generation ${record.generation}`, leadership, result);
}

/** What leaders have stored, for the next one. */
export async function storedMembership(store: Store): Promise<StoredMembership> {
  const [generation, plan, command] = await Promise.all([
    storedGeneration(store),
    store.get(PLAN_KEY),
    store.get(COMMAND_KEY),
  ]);
  return {
    generation: generation?.generation ?? 0,
    deaths: generation?.deaths ?? [],
    planned: plan === undefined ? undefined : (JSON.parse(plan.value) as StoredMembership["planned"]),
    asked: command === undefined ? undefined : (JSON.parse(command.value) as { readonly command: Asked }).command,
  };
}

/** The last generation of any leader; 0 before the first. */
export async function lastGeneration(store: Store): Promise<number> {
  return (await storedGeneration(store))?.generation ?? 0;
}

async function storedGeneration(store: Store): Promise<StoredGeneration | undefined> {
  const entry = await store.get(GENERATION_KEY);
  return entry === undefined ? undefined : parseStoredGeneration(entry.value);
}

export function parseStoredGeneration(value: string): StoredGeneration {
  return JSON.parse(value) as StoredGeneration; // the store's checksums see to it that this is what was written above
}
