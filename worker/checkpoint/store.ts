// The checkpoints of one run: written in the background from the snapshot, found again after a crash, and cleared away.
//   C1. The manifest is written after its tensors and its segment of the ledger, `latest.json` after the manifest; each file is whole
//       or not there.
//   C2. Retention deletes tensors, never manifests or segments.
//   C3. A checkpoint is used with the whole chain of manifests and segments that leads to it, or not at all.
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { filesIn, removeUnnamed, writeSegment } from "../ledger/segments.ts";
import { chainTo, previousOf } from "./chain.ts";
import { CHECKPOINT_FORMAT, type CheckpointManifest, type NamedManifest, parseCheckpointManifest } from "./manifest.ts";
import { digestStateFile, readStateFile, stateFileBytes, type StateLayout } from "./state-file.ts";

export type CheckpointContent = Omit<CheckpointManifest, "format" | "parent" | "tensors" | "ledger">;

/** A checkpoint that could not be used, and why; the one before it was tried next. */
export interface DamagedCheckpoint {
  readonly file: string;
  readonly reason: string;
}

export interface CheckpointFolders {
  readonly checkpoints: string;
  readonly ledger: string;
}

export class CheckpointStore {
  readonly #folders: CheckpointFolders;
  readonly #keep: number;
  readonly #layout: StateLayout;
  #parent: NamedManifest | undefined;

  /** @param keep how many of the newest checkpoints keep their tensors. */
  constructor(folders: CheckpointFolders, keep: number, layout: StateLayout) {
    this.#folders = folders;
    this.#keep = keep;
    this.#layout = layout;
  }

  /**
   * Writes the snapshot, which must not change meanwhile, and the records of the rounds since the checkpoint before it.
   * @returns the manifest's path.
   */
  async write(content: CheckpointContent, records: readonly LedgerRecord[]): Promise<string> {
    const { sha256, bytes } = await digestStateFile(this.#layout);
    const stem = `step-${String(content.step).padStart(8, "0")}-round-${content.round}-${sha256.slice(0, 12)}`;
    const file = `${stem}.safetensors`;
    await writeAtomically(this.#path(file), stateFileBytes(this.#layout));
    const ledger = await writeSegment(this.#folders.ledger, content.round, previousOf(this.#parent?.manifest), records);
    const manifest: CheckpointManifest = {
      format: CHECKPOINT_FORMAT,
      ...content,
      parent: this.#parent?.name ?? null,
      tensors: { file, bytes, sha256, weights: this.#layout.weights.length },
      ledger,
    };
    const name = `${stem}.json`;
    await writeAtomically(this.#path(name), [`${JSON.stringify(manifest, undefined, 1)}\n`]);
    await writeAtomically(this.#path("latest.json"), [`${JSON.stringify({ manifest: name })}\n`]);
    this.#parent = { name, manifest };
    await this.#retain();
    return this.#path(name);
  }

  /**
   * Reads the newest whole checkpoint into the snapshot; damaged ones are passed over, back along their parents.
   * @returns undefined when there is none.
   */
  async restore(): Promise<{ manifest: CheckpointManifest | undefined; damaged: readonly DamagedCheckpoint[] }> {
    const damaged: DamagedCheckpoint[] = [];
    for (const name of await this.#newestFirst()) {
      try {
        const manifest = parseCheckpointManifest(await readFile(this.#path(name), "utf8"), name);
        await readStateFile(this.#layout, this.#path(manifest.tensors.file), manifest.tensors.sha256);
        await chainTo(this.#folders, name);
        this.#parent = { name, manifest };
        return { manifest, damaged };
      } catch (error) {
        if (!(error instanceof CorruptDataError) && !isMissing(error)) throw error;
        damaged.push({
          file: name,
          reason: error instanceof CorruptDataError ? error.message : "its tensors are not there",
        });
      }
    }
    return { manifest: undefined, damaged };
  }

  /** Removes checkpoints and segments that the run's last checkpoint does not descend from: left behind where a run was interrupted. */
  async removeUnnamed(): Promise<void> {
    if (this.#parent === undefined) return;
    const chain = await chainTo(this.#folders, this.#parent.name);
    const manifests = chain.flatMap(({ name, manifest }) => [name, manifest.tensors.file]);
    await removeUnnamed(this.#folders.checkpoints, new Set(manifests), (name) => name.startsWith("step-"));
    await removeUnnamed(this.#folders.ledger, new Set(chain.map(({ manifest }) => manifest.ledger.file)));
  }

  /** Names of manifests by round, newest first. Content hashes in the names make a rewritten round the same file. */
  async #newestFirst(): Promise<string[]> {
    const roundOf = (name: string): number => Number(/-round-(\d+)-/.exec(name)?.[1] ?? -1);
    const names = (await filesIn(this.#folders.checkpoints)).filter(
      (name) => name.startsWith("step-") && name.endsWith(".json"),
    );
    return names.sort((a, b) => roundOf(b) - roundOf(a));
  }

  async #retain(): Promise<void> {
    const old = (await this.#newestFirst()).slice(Math.max(1, this.#keep));
    for (const name of old) await rm(this.#path(name.replace(/json$/, "safetensors")), { force: true });
  }

  #path(name: string): string {
    return path.join(this.#folders.checkpoints, name);
  }
}
