// Finds what a run goes on from: the newest published checkpoint that is whole, with the whole chain that leads to it (C3 of store.ts).
import path from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { filesIn } from "../ledger/segments.ts";
import { chainTo, readNamed } from "./chain.ts";
import type { NamedManifest } from "./manifest.ts";
import { readLatest } from "./register.ts";
import { readStateFile, type StateLayout } from "./state-file.ts";

/** A checkpoint that could not be used, and why; the one before it was tried next. */
export interface DamagedCheckpoint {
  readonly file: string;
  readonly reason: string;
}

export interface Restored {
  /** Undefined when there is none to go on from. */
  readonly found: NamedManifest | undefined;
  /** What `latest.json` named; null for nothing. */
  readonly latest: string | null;
  readonly damaged: readonly DamagedCheckpoint[];
}

/** Reads its tensors into the snapshot; damaged ones are passed over, back along their parents. */
export async function restoreNewest(
  folders: { readonly checkpoints: string; readonly ledger: string },
  layout: StateLayout,
): Promise<Restored> {
  const latest = (await readLatest(folders.checkpoints)) ?? null;
  const damaged: DamagedCheckpoint[] = [];
  const names = await newestFirst(folders.checkpoints, latest);
  for (let name = names[0]; name !== undefined; ) {
    // Whose parent a torn manifest named is not known: the next older one is as good a guess, its own chain decides.
    let next = names.find(isOlderThan(name));
    try {
      const manifest = await readNamed(folders.checkpoints, name);
      next = manifest.parent !== null && isOlderThan(name)(manifest.parent) ? manifest.parent : undefined;
      const { file, sha256 } = manifest.tensors;
      await readStateFile(layout, path.join(folders.checkpoints, file), sha256);
      await chainTo(folders, name);
      return { found: { name, manifest }, latest, damaged };
    } catch (error) {
      damaged.push({ file: name, reason: reasonOf(error) });
    }
    name = next;
  }
  return { found: undefined, latest, damaged };
}

/** Of the file of a manifest or of tensors; -1 for any other. */
export function roundOf(name: string): number {
  return Number(/^step-\d+-round-(\d+)-/.exec(name)?.[1] ?? -1);
}

/** Manifests by round, from the one that `latest.json` names on; all of them where it names none. */
async function newestFirst(folder: string, latest: string | null): Promise<readonly string[]> {
  const names = (await filesIn(folder)).filter((name) => name.startsWith("step-") && name.endsWith(".json"));
  names.sort((a, b) => roundOf(b) - roundOf(a));
  return latest === null || roundOf(latest) < 0 ? names : [latest, ...names.filter(isOlderThan(latest))];
}

function isOlderThan(name: string): (other: string) => boolean {
  return (other) => roundOf(other) < roundOf(name);
}

function reasonOf(error: unknown): string {
  if (error instanceof CorruptDataError) return error.message;
  if (isMissing(error)) return "its tensors are not there";
  throw error;
}
