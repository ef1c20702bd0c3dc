// What the tests of stores ask for again and again.
import assert from "node:assert/strict";
import type { Store, Transaction, Update } from "../../../../coordinator/store/store.ts";

export function putting(
  key: string,
  value: string,
  compares: Transaction["compares"] = [],
  lease?: string,
): Transaction {
  return { compares, operations: [{ kind: "put", key, value, ...(lease === undefined ? {} : { lease }) }] };
}

export async function committed(store: Store, transaction: Transaction): Promise<number> {
  const result = await store.commit(transaction);
  assert.ok(result.kind === "committed", JSON.stringify(result));
  return result.revision;
}

export async function keys(store: Store, prefix: string): Promise<readonly string[]> {
  return (await store.list(prefix)).entries.map(({ key }) => key);
}

export async function take(updates: AsyncIterable<Update>, count: number): Promise<readonly Update[]> {
  const taken: Update[] = [];
  for await (const update of updates) {
    taken.push(update);
    if (taken.length === count) break;
  }
  return taken;
}

export function revisionsOf(updates: readonly Update[]): readonly number[] {
  return updates.map(({ revision }) => revision);
}
