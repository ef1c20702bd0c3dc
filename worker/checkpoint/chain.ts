// The chain of checkpoints that leads to one: each manifest names its parent and its segment of the ledger, each segment the one before.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { NO_SEGMENT } from "../../common/ledger/segment.ts";
import { readSegment } from "../ledger/segments.ts";
import { type CheckpointManifest, type NamedManifest, parseCheckpointManifest } from "./manifest.ts";

/** What the segment after this checkpoint is chained to. */
export function previousOf(parent: CheckpointManifest | undefined): string {
  return parent?.ledger.sha256 ?? NO_SEGMENT;
}

/**
 * Every checkpoint from `name` back to the first, tensors left aside.
 * @throws CorruptDataError when a manifest or a segment is missing, damaged or does not belong to the next one
 */
export async function chainTo(
  { checkpoints, ledger }: { readonly checkpoints: string; readonly ledger: string },
  name: string,
): Promise<readonly NamedManifest[]> {
  const chain: NamedManifest[] = [];
  for (let next: string | null = name; next !== null; ) {
    const manifest: CheckpointManifest = await readNamed(checkpoints, next);
    const after = chain.at(-1);
    if (after !== undefined && manifest.round >= after.manifest.round)
      throw new CorruptDataError(`${next}: round ${manifest.round} cannot come before ${after.manifest.round}`);
    chain.push({ name: next, manifest });
    next = manifest.parent;
  }
  for (const [i, one] of chain.entries()) {
    const { previous } = await readSegment(ledger, one.manifest.ledger);
    if (previous !== previousOf(chain[i + 1]?.manifest))
      throw new CorruptDataError(
        `${one.manifest.ledger.file}: does not follow the segment of the checkpoint before it`,
      );
  }
  return chain;
}

/** @throws CorruptDataError when it is missing or not whole */
export async function readNamed(folder: string, name: string): Promise<CheckpointManifest> {
  try {
    return parseCheckpointManifest(await readFile(path.join(folder, name), "utf8"), name);
  } catch (error) {
    if (isMissing(error)) throw new CorruptDataError(`${name}: this checkpoint's manifest is not there`);
    throw error;
  }
}
