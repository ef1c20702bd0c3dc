// The store's words in etcd's, and back. Pure. Every key of a job lies under one prefix, which nobody outside this folder sees.
import type { ICompare, IEvent, IKeyValue, IRangeRequest, IRequestOp, ITxnRequest, ITxnResponse } from "etcd3";
import { InvariantError } from "../../../common/errors.ts";
import type { Change, Compare, Entry, Operation, Transaction, TransactionResult, Update } from "../store.ts";

export function txnRequest(prefix: string, { compares, operations }: Transaction): ITxnRequest {
  const compared = [...new Set(compares.map(({ key }) => key))];
  return {
    compare: compares.map((compare) => compareRequest(prefix, compare)),
    success: operations.map((operation) => operationRequest(prefix, operation)),
    failure: compared.map((key) => ({ request_range: { key: Buffer.from(prefix + key) } })),
  };
}

export function transactionResult(prefix: string, { succeeded, header, responses }: ITxnResponse): TransactionResult {
  const revision = Number(header.revision);
  if (succeeded) return { kind: "committed", revision };
  const current = responses.flatMap(({ response_range: { kvs } }) => kvs.map((found) => entryOf(prefix, found)));
  return { kind: "refused", revision, current };
}

/** All keys that begin with a text. */
export function prefixRange(start: string): Required<Pick<IRangeRequest, "key" | "range_end">> {
  const end = Buffer.from(start);
  const last = end.length - 1;
  if (last < 0) throw new InvariantError("a range of all keys of the cluster");
  end.writeUInt8(end.readUInt8(last) + 1, last); // UTF-8 has no byte 255
  return { key: Buffer.from(start), range_end: end };
}

export function entryOf(prefix: string, { key, value, create_revision, mod_revision, lease }: IKeyValue): Entry {
  return {
    key: keyOf(prefix, key),
    value: value.toString(),
    createRevision: Number(create_revision),
    modRevision: Number(mod_revision),
    ...(lease === "0" ? {} : { lease }),
  };
}

/** Events in their order, put together by revision. */
export function updatesOf(prefix: string, events: readonly IEvent[]): readonly Update[] {
  const byRevision = new Map<number, Change[]>();
  for (const { type, kv } of events) {
    const revision = Number(kv.mod_revision);
    const change: Change =
      type === "Put" ? { kind: "put", entry: entryOf(prefix, kv) } : { kind: "delete", key: keyOf(prefix, kv.key) };
    byRevision.set(revision, [...(byRevision.get(revision) ?? []), change]);
  }
  return [...byRevision].map(([revision, changes]) => ({ revision, changes }));
}

function keyOf(prefix: string, key: Buffer): string {
  return key.toString().slice(prefix.length);
}

function compareRequest(prefix: string, { key, target, equals }: Compare): ICompare {
  const of = { key: Buffer.from(prefix + key), result: "Equal" } as const;
  return target === "createRevision"
    ? { ...of, target: "Create", create_revision: equals }
    : { ...of, target: "Mod", mod_revision: equals };
}

function operationRequest(prefix: string, operation: Operation): IRequestOp {
  const key = Buffer.from(prefix + operation.key);
  if (operation.kind === "delete") return { request_delete_range: { key } };
  const { value, lease = "0" } = operation;
  return { request_put: { key, value: Buffer.from(value), lease } };
}
