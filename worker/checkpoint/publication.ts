// Makes written tensors the run's newest checkpoint: manifest and segment on the newest one, then one compare-and-set that expects it still
// to be. Who comes second writes its own on the other's, or gives way to a newer one.
//   C5. The published checkpoints are one chain.
import type { RoundLedger } from "../ledger/round-ledger.ts";
import type { NamedManifest, TensorsRef } from "./manifest.ts";
import type { CheckpointRegister } from "./register.ts";
import type { CheckpointContent, CheckpointStore } from "./store.ts";

export interface Publication {
  readonly store: CheckpointStore;
  readonly register: Pick<CheckpointRegister, "publish">;
  readonly ledger: Pick<RoundLedger, "between">;
  /** The newest published checkpoint that this worker has heard of. */
  readonly newest: () => { readonly name: string } | undefined;
  readonly content: CheckpointContent;
}

/** @returns undefined when a newer one was published meanwhile; this one's files are removed then */
export async function publishCheckpoint(
  { store, register, ledger, newest, content }: Publication,
  tensors: TensorsRef,
): Promise<NamedManifest | undefined> {
  for (let expected = newest()?.name ?? null; ; ) {
    const parent = expected === null ? undefined : await store.read(expected);
    if (parent !== undefined && parent.manifest.round >= content.round) {
      // The answer to a call of ours may have been lost, and another checkpoint be written on ours since.
      const own = await ancestorOf(store, parent, tensors);
      if (own === undefined) await store.discard(tensors);
      return own;
    }
    const written = await writeOn(parent, { store, ledger, content }, tensors);
    const latest = await register.publish({ expected, name: written.name });
    if (latest === written.name) return written;
    expected = latest;
  }
}

/** What cannot be written leaves nothing behind: the disk may be full. */
async function writeOn(
  parent: NamedManifest | undefined,
  { store, ledger, content }: Pick<Publication, "store" | "ledger" | "content">,
  tensors: TensorsRef,
): Promise<NamedManifest> {
  try {
    const records = ledger.between(parent?.manifest.round ?? 0, content.round);
    return await store.writeManifest(content, tensors, parent, records);
  } catch (error) {
    await store.discard(tensors);
    throw error;
  }
}

/** The checkpoint of these tensors among those that led to this one. */
async function ancestorOf(
  store: CheckpointStore,
  newest: NamedManifest,
  tensors: TensorsRef,
): Promise<NamedManifest | undefined> {
  for (let one = newest; ; one = await store.read(one.manifest.parent)) {
    if (one.manifest.tensors.file === tensors.file) return one;
    if (one.manifest.parent === null) return undefined;
  }
}
