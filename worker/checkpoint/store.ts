// The checkpoints of one run: written in the background from the snapshot, found again after a crash, and cleared away.
//   C1. The manifest is written after its tensors, `latest.json` after the manifest; each file is whole or not there.
//   C2. Retention deletes tensors, never manifests.
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import { CHECKPOINT_FORMAT, type CheckpointManifest, parseCheckpointManifest } from "./manifest.ts";
import { digestStateFile, readStateFile, stateFileBytes, type StateLayout } from "./state-file.ts";

export type CheckpointContent = Omit<CheckpointManifest, "format" | "parent" | "tensors">;

/** A checkpoint that could not be used, and why; the one before it was tried next. */
export interface DamagedCheckpoint {
  readonly file: string;
  readonly reason: string;
}

export class CheckpointStore {
  readonly #directory: string;
  readonly #keep: number;
  readonly #layout: StateLayout;
  #parent: string | null = null;

  /** @param keep how many of the newest checkpoints keep their tensors. */
  constructor(directory: string, keep: number, layout: StateLayout) {
    this.#directory = directory;
    this.#keep = keep;
    this.#layout = layout;
  }

  /** Writes the snapshot, which must not change meanwhile. @returns the manifest's path. */
  async write(content: CheckpointContent): Promise<string> {
    const { sha256, bytes } = await digestStateFile(this.#layout);
    const stem = `step-${String(content.step).padStart(8, "0")}-round-${content.round}-${sha256.slice(0, 12)}`;
    const manifest: CheckpointManifest = {
      format: CHECKPOINT_FORMAT,
      ...content,
      parent: this.#parent,
      tensors: { file: `${stem}.safetensors`, bytes, sha256 },
    };
    const name = `${stem}.json`;
    await writeAtomically(this.#path(manifest.tensors.file), stateFileBytes(this.#layout));
    await writeAtomically(this.#path(name), [`${JSON.stringify(manifest, undefined, 1)}\n`]);
    await writeAtomically(this.#path("latest.json"), [`${JSON.stringify({ manifest: name })}\n`]);
    this.#parent = name;
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
        this.#parent = name;
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

  /** Names of manifests by round, newest first. Content hashes in the names make a rewritten round the same file. */
  async #newestFirst(): Promise<string[]> {
    const roundOf = (name: string): number => Number(/-round-(\d+)-/.exec(name)?.[1] ?? -1);
    const names = (await this.#list()).filter((name) => name.startsWith("step-") && name.endsWith(".json"));
    return names.sort((a, b) => roundOf(b) - roundOf(a));
  }

  async #retain(): Promise<void> {
    const old = (await this.#newestFirst()).slice(Math.max(1, this.#keep));
    for (const name of old) await rm(this.#path(name.replace(/json$/, "safetensors")), { force: true });
  }

  async #list(): Promise<string[]> {
    try {
      return await readdir(this.#directory);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  #path(name: string): string {
    return path.join(this.#directory, name);
  }
}
