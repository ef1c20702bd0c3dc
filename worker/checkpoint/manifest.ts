// What a checkpoint's manifest says. A checkpoint is two files named by their content, tensors (safetensors) and,
// written last, this; and a segment of the ledger with the records of the rounds since the checkpoint before it.
import { basename } from "node:path";
import { CorruptDataError } from "../../common/errors.ts";
import type { SegmentRef } from "../../common/ledger/segment.ts";
import type { ProgramState } from "../../common/program/state.ts";

export const CHECKPOINT_FORMAT = "elastune-checkpoint/2";

export interface CheckpointManifest {
  readonly format: typeof CHECKPOINT_FORMAT;
  readonly step: number;
  readonly round: number;
  /** Where training stands: weights and data position are taken together. */
  readonly state: ProgramState;
  /** 64-bit hash of weights and slots, in hex. */
  readonly stateHash: string;
  /** Must be the same for a resume: hash of the job's training part and of the data manifest. */
  readonly job: string;
  readonly data: string;
  readonly numerics: Readonly<Record<string, string>>;
  /** Worker that wrote it, and token of the coordinator that led it. */
  readonly writer: string;
  readonly fencingToken: number;
  /** File name of the manifest before this one. */
  readonly parent: string | null;
  readonly tensors: TensorsRef;
  /** Records of the rounds after the parent's, up to this one's. */
  readonly ledger: SegmentRef;
}

/** With the name of its file. */
export interface NamedManifest {
  readonly name: string;
  readonly manifest: CheckpointManifest;
}

export interface TensorsRef {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** So many of its first tensors are the weights; slots and best weights follow. */
  readonly weights: number;
}

/** @throws CorruptDataError when the text is not a whole manifest of this format. */
export function parseCheckpointManifest(text: string, file: string): CheckpointManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CorruptDataError(`${file}: not a checkpoint manifest (its JSON is broken)`, { cause });
  }
  if (isManifest(value)) return value;
  const format = isRecord(value) ? (value["format"] ?? null) : null;
  const found = format === CHECKPOINT_FORMAT ? "one that is not whole" : JSON.stringify(format);
  throw new CorruptDataError(`${file}: expected a manifest of format ${CHECKPOINT_FORMAT}, found ${found}`);
}

/** What reading a checkpoint relies on; the rest was written with it. */
function isManifest(value: unknown): value is CheckpointManifest {
  if (!isRecord(value) || value["format"] !== CHECKPOINT_FORMAT) return false;
  const { state, stateHash, tensors, ledger, parent, round } = value;
  if (!isRecord(state) || typeof stateHash !== "string" || !Number.isSafeInteger(round)) return false;
  return isFile(tensors) && isFile(ledger) && Number.isSafeInteger(ledger["records"]) && isParent(parent);
}

/** Everything lies in folders of the run's own: no other file is ever opened. */
function isFile(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const { file, sha256 } = value;
  return isPlainName(file) && typeof sha256 === "string";
}

function isParent(value: unknown): boolean {
  return value === null || isPlainName(value);
}

function isPlainName(value: unknown): boolean {
  return typeof value === "string" && value !== "" && basename(value) === value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
