// The job's newest checkpoint in the store, moved by compare-and-set by the leader only (S5 of step-protocol.md).
import { commitAsLeader, type Leadership, refusedWrite } from "./guarded.ts";
import { absent, type Compare, type Entry, type Operation, type Store, unchanged } from "./store.ts";

const LATEST_KEY = "latest";

export interface LatestChange {
  /** File name of the manifest that must be the newest; null for none. */
  readonly expected: string | null;
  /** That is to be the newest; null where none can be used any more. */
  readonly name: string | null;
}

/** File name of the newest checkpoint's manifest. */
export async function latestCheckpoint(store: Store): Promise<string | null> {
  return nameIn(await store.get(LATEST_KEY));
}

/**
 * Durable when it resolves. Done already, it does nothing: whoever has not seen the answer asks again.
 * @returns the newest now: `name`, or what was found in the place of `expected`
 * @throws NotLeaderError when somebody else leads by now; nothing was written then
 */
export async function moveLatest(
  store: Store,
  leadership: Leadership,
  { expected, name }: LatestChange,
): Promise<string | null> {
  for (;;) {
    const entry = await store.get(LATEST_KEY);
    const found = nameIn(entry);
    if (found === name || found !== expected) return found;
    const transaction = { compares: [stillAs(entry)], operations: [writeOf(name)] };
    const result = await commitAsLeader(store, leadership, transaction);
    if (result.kind === "committed") return name;
    // Somebody was faster: look again.
    if (result.kind !== "refused") throw refusedWrite(`checkpoint ${name ?? "none"}`, leadership, result);
  }
}

function nameIn(entry: Entry | undefined): string | null {
  return entry?.value ?? null;
}

function stillAs(entry: Entry | undefined): Compare {
  return entry === undefined ? absent(LATEST_KEY) : unchanged(entry);
}

function writeOf(name: string | null): Operation {
  return name === null ? { kind: "delete", key: LATEST_KEY } : { kind: "put", key: LATEST_KEY, value: name };
}
