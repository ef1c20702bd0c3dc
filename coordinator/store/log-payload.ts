// What a frame of the store's file holds, as JSON.
import { z } from "zod";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import { apply, type StoreRecord, type StoreState } from "./state.ts";

const revision = z.int().nonnegative();
const lease = z.string();
const entry = z.strictObject({
  key: z.string(),
  value: z.string(),
  createRevision: revision,
  modRevision: revision,
  lease: z.exactOptional(lease),
});
const operation = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("put"), key: z.string(), value: z.string(), lease: z.exactOptional(lease) }),
  z.strictObject({ kind: z.literal("delete"), key: z.string() }),
]);
const record = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("write"), revision, operations: z.array(operation) }),
  z.strictObject({ kind: z.literal("lease-granted"), lease, ttlMs: z.number().positive() }),
  z.strictObject({ kind: z.literal("lease-ended"), lease }),
]);
const payload = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("state"),
    revision,
    entries: z.array(entry),
    leases: z.array(z.tuple([lease, z.number().positive()])),
    granted: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal("records"), records: z.array(record) }),
]);

export type Payload = z.infer<typeof payload>;

/** Throws what zod throws. */
export function parsePayload(json: unknown): Payload {
  return payload.parse(json);
}

export function payloadOfState({ revision, entries, leases, granted }: StoreState): Payload {
  return { kind: "state", revision, entries: [...entries.values()], leases: [...leases], granted };
}

export function payloadOfRecords(records: readonly StoreRecord[]): Payload {
  return { kind: "records", records: [...records] as z.infer<typeof record>[] };
}

/** The state that a file's payloads lead to: the first is a state, the others follow on it. */
export function replay(payloads: readonly Payload[]): StoreState {
  const [first, ...rest] = payloads;
  if (first?.kind !== "state") throw new CorruptDataError("the file does not begin with a state");
  const { kind: _kind, entries, leases, ...counts } = first;
  const begun = { ...counts, entries: new Map(entries.map((found) => [found.key, found])), leases: new Map(leases) };
  return rest.reduce(replayed, begun);
}

function replayed(state: StoreState, payload: Payload): StoreState {
  if (payload.kind !== "records") throw new CorruptDataError("the file holds a second state");
  try {
    return payload.records.reduce((before: StoreState, next) => apply(before, next).state, state);
  } catch (error) {
    throw new CorruptDataError(`the file's records do not follow on each other: ${messageOf(error)}`, { cause: error });
  }
}
