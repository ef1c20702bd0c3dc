// The checkpoint files of one run: written in the background from the snapshot, read, and cleared away.
//   C1. The manifest is written after its tensors and its segment of the ledger, and named as the newest after that; each file is whole or
//       not there.
//   C2. Retention deletes tensors, never manifests or segments.
//   C3. A checkpoint is used with the whole chain of manifests and segments that leads to it, or not at all.
import { rm } from "node:fs/promises";
import path from "node:path";
import { writeAtomically } from "../../common/files.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import type { ProgramState } from "../../common/program/state.ts";
import { readSegment, removeUnnamed, writeSegment } from "../ledger/segments.ts";
import { chainTo, previousOf, readNamed } from "./chain.ts";
import { CHECKPOINT_FORMAT, type CheckpointManifest, type NamedManifest, type TensorsRef } from "./manifest.ts";
import { readLatest } from "./register.ts";
import { type Restored, restoreNewest, roundOf } from "./restore.ts";
import { digestStateFile, stateFileBytes, type StateLayout } from "./state-file.ts";

export type CheckpointContent = Omit<CheckpointManifest, "format" | "parent" | "tensors" | "ledger">;

export interface CheckpointFolders {
  readonly checkpoints: string;
  readonly ledger: string;
}

export class CheckpointStore {
  readonly #folders: CheckpointFolders;
  readonly #keep: number;
  readonly #layout: StateLayout;

  /** @param keep how many of the newest checkpoints keep their tensors. */
  constructor(folders: CheckpointFolders, keep: number, layout: StateLayout) {
    this.#folders = folders;
    this.#keep = Math.max(1, keep);
    this.#layout = layout;
  }

  /** Writes the snapshot, which must not change meanwhile. */
  async writeTensors({ step, round }: Pick<CheckpointContent, "step" | "round">): Promise<TensorsRef> {
    const { sha256, bytes } = await digestStateFile(this.#layout);
    const file = `step-${String(step).padStart(8, "0")}-round-${round}-${sha256.slice(0, 12)}.safetensors`;
    await writeAtomically(this.path(file), stateFileBytes(this.#layout));
    return { file, bytes, sha256, weights: this.#layout.weights.length };
  }

  /** Makes tensors a checkpoint that follows `parent`. @param records of the rounds after the parent's */
  async writeManifest(
    content: CheckpointContent,
    tensors: TensorsRef,
    parent: NamedManifest | undefined,
    records: readonly LedgerRecord[],
  ): Promise<NamedManifest> {
    const ledger = await writeSegment(this.#folders.ledger, content.round, previousOf(parent?.manifest), records);
    const named = { format: CHECKPOINT_FORMAT, ...content, parent: parent?.name ?? null, tensors, ledger } as const;
    const name = manifestOf(tensors);
    await writeAtomically(this.path(name), [`${JSON.stringify(named, undefined, 1)}\n`]);
    return { name, manifest: named };
  }

  /** @throws CorruptDataError when it is not there or not whole */
  async read(name: string): Promise<NamedManifest> {
    return { name, manifest: await readNamed(this.#folders.checkpoints, name) };
  }

  /** Where training stood at the newest one; undefined before there is one. @throws CorruptDataError when its manifest is not whole */
  async newestState(): Promise<ProgramState | undefined> {
    const name = await readLatest(this.#folders.checkpoints);
    return name === undefined ? undefined : (await this.read(name)).manifest.state;
  }

  /** Reads the newest whole checkpoint that was published into the snapshot. */
  restore(): Promise<Restored> {
    return restoreNewest(this.#folders, this.#layout);
  }

  /** Of every round up to this checkpoint's, oldest segment last. @throws CorruptDataError when its chain is not whole */
  async *recordsTo(name: string): AsyncGenerator<LedgerRecord> {
    for (const { manifest } of await chainTo(this.#folders, name))
      yield* (await readSegment(this.#folders.ledger, manifest.ledger)).records;
  }

  /** Removes a checkpoint that nobody will use. Its segment, if there is one, stays for the end: it is small. */
  async discard(tensors: TensorsRef): Promise<void> {
    await rm(this.path(manifestOf(tensors)), { force: true });
    await rm(this.path(tensors.file), { force: true });
  }

  /** Removes tensors that are older than those of the newest checkpoints that led to this one, itself among them. */
  async retain(newest: NamedManifest): Promise<void> {
    const kept = [newest];
    for (let one = newest; kept.length < this.#keep && one.manifest.parent !== null; kept.push(one))
      one = await this.read(one.manifest.parent);
    const oldest = kept.at(-1)?.manifest.round ?? 0;
    const named = new Set(kept.map(({ manifest }) => manifest.tensors.file));
    await removeUnnamed(
      this.#folders.checkpoints,
      named,
      (name) => name.endsWith(".safetensors") && roundOf(name) < oldest,
    );
  }

  /**
   * Removes checkpoints and segments that the newest one does not descend from: never published, or left by an interruption.
   * @param round that the newest one must be of at least; `latest.json` may have been lost to a full disk
   */
  async removeUnpublished(round: number): Promise<void> {
    const last = await readLatest(this.#folders.checkpoints);
    if (last === undefined || roundOf(last) < round) return;
    const chain = await chainTo(this.#folders, last);
    const manifests = chain.flatMap(({ name, manifest }) => [name, manifest.tensors.file]);
    await removeUnnamed(this.#folders.checkpoints, new Set(manifests), (name) => name.startsWith("step-"));
    await removeUnnamed(this.#folders.ledger, new Set(chain.map(({ manifest }) => manifest.ledger.file)));
  }

  path(name: string): string {
    return path.join(this.#folders.checkpoints, name);
  }
}

function manifestOf({ file }: TensorsRef): string {
  return file.replace(/safetensors$/, "json");
}
