// Random requests to a store, and what they do to its state.
import fc from "fast-check";
import { decideGrant, decideLeaseEnd, decideTransaction } from "../../../coordinator/store/decide.ts";
import { apply, EMPTY_STATE, type StoreRecord, type StoreState } from "../../../coordinator/store/state.ts";
import type { Compare, Operation } from "../../../coordinator/store/store.ts";

const key = fc.constantFrom("a", "b", "c", "d");
const lease = fc.constantFrom("1", "2", "3");
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), key, value: fc.string() }),
  fc.record({ kind: fc.constant("put" as const), key, value: fc.string(), lease }),
  fc.record({ kind: fc.constant("delete" as const), key }),
);
const compare: fc.Arbitrary<Compare> = fc.record({
  key,
  target: fc.constantFrom("createRevision" as const, "modRevision" as const),
  equals: fc.nat(6),
});
const transaction = fc.record({
  kind: fc.constant("transaction" as const),
  compares: fc.array(compare, { maxLength: 1 }),
  operations: fc.uniqueArray(operation, { maxLength: 3, selector: (one) => one.key }),
});
const request = fc.oneof(
  { weight: 6, arbitrary: transaction },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("grant" as const), ttlMs: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("end-lease" as const), lease }) },
);
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

export const requests = fc.array(request, { maxLength: 25 });

/** The state after each request that changed something, from the empty one on, with the records between them. */
export interface Lived {
  readonly states: readonly StoreState[];
  readonly records: readonly StoreRecord[];
}

export function lived(all: readonly Request[]): Lived {
  let state = EMPTY_STATE;
  const states = [state];
  const records: StoreRecord[] = [];
  for (const one of all) {
    const record = recordOf(state, one);
    if (record === undefined) continue;
    state = apply(state, record).state;
    states.push(state);
    records.push(record);
  }
  return { states, records };
}

function recordOf(state: StoreState, one: Request): StoreRecord | undefined {
  switch (one.kind) {
    case "transaction":
      return decideTransaction(state, one).record;
    case "grant":
      return decideGrant(state, one.ttlMs).record;
    case "end-lease":
      return decideLeaseEnd(state, one.lease).record;
  }
}
