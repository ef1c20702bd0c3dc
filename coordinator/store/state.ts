// The content of a local store as a value, and the records that change it. Pure: a state and a list of records give the same state
// wherever they are applied (in memory, after reading a log, in a simulation). Old states stay valid, so a shell can decide on a
// state that is not durable yet. A record costs a copy of the key table: meant for thousands of keys, not for millions.
import { InvariantError } from "../../common/errors.ts";
import type { Change, Entry, LeaseId, Listing, Operation, Update } from "./store.ts";

export interface StoreState {
  readonly revision: number;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Time to live of each lease, in ms. When it ends is the shell's business: a deadline means nothing to another process. */
  readonly leases: ReadonlyMap<LeaseId, number>;
  /** Leases granted so far, so that an id is never used again. */
  readonly granted: number;
}

/** What happened, as a log keeps it. */
export type StoreRecord =
  | { readonly kind: "write"; readonly revision: number; readonly operations: readonly Operation[] }
  | { readonly kind: "lease-granted"; readonly lease: LeaseId; readonly ttlMs: number }
  | { readonly kind: "lease-ended"; readonly lease: LeaseId };

export interface Applied {
  readonly state: StoreState;
  /** Left out where no key changed. */
  readonly update?: Update;
}

export const EMPTY_STATE: StoreState = { revision: 0, entries: new Map(), leases: new Map(), granted: 0 };

/** The state after a record; throws InvariantError for a record that does not follow on this state. */
export function apply(state: StoreState, record: StoreRecord): Applied {
  switch (record.kind) {
    case "write":
      if (record.revision !== state.revision + 1)
        throw new InvariantError(`a write of revision ${record.revision} on revision ${state.revision}`);
      return changed(state, record.operations);
    case "lease-granted":
      return {
        state: {
          ...state,
          leases: new Map(state.leases).set(record.lease, record.ttlMs),
          granted: state.granted + 1,
        },
      };
    case "lease-ended":
      return leaseEnded(state, record.lease);
  }
}

/** The keys under a prefix, sorted. O(keys). */
export function listed(state: StoreState, prefix: string): Listing {
  const entries = [...state.entries.values()].filter(({ key }) => key.startsWith(prefix));
  return { revision: state.revision, entries: entries.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

function leaseEnded(state: StoreState, lease: LeaseId): Applied {
  const leases = new Map(state.leases);
  leases.delete(lease);
  const held = [...state.entries.values()].filter((entry) => entry.lease === lease);
  const without = { ...state, leases };
  return held.length === 0
    ? { state: without }
    : changed(
        without,
        held.map(({ key }) => ({ kind: "delete", key })),
      );
}

/** Operations that all change something, as the next revision. */
function changed(state: StoreState, operations: readonly Operation[]): Applied {
  const revision = state.revision + 1;
  const entries = new Map(state.entries);
  const changes = operations.map((operation): Change => {
    if (operation.kind === "delete") {
      entries.delete(operation.key);
      return { kind: "delete", key: operation.key };
    }
    const { kind: _kind, ...written } = operation;
    const entry = {
      ...written,
      createRevision: entries.get(written.key)?.createRevision ?? revision,
      modRevision: revision,
    };
    entries.set(entry.key, entry);
    return { kind: "put", entry };
  });
  return { state: { ...state, revision, entries }, update: { revision, changes } };
}
