// Written graphs on disk, by the sha256 of their bytes, so that a second start finds the file.
//   C1. An entry appears whole or not at all, and is not missing for a moment: its file is written beside its place and
//       renamed over what is there, which another worker of this machine may have written meanwhile and be reading.
//   C2. An entry is read back and hashed before it is used; one that does not have its name's hash is written again.
import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

export interface CachedGraph {
  /** Folder with saved_model.pb. */
  readonly directory: string;
  readonly hash: string;
  readonly bytes: number;
  /** It was there already. */
  readonly hit: boolean;
}

const FILE = "saved_model.pb";
/** Entries beyond this many bytes go, least recently used first; the newest always stays. */
const DEFAULT_LIMIT_BYTES = 2 * 2 ** 30;
/** Small pieces are joined before they are written. */
const BLOCK_BYTES = 1 << 20;

/** Finds the graph made of `chunks` in `cacheDir`, or writes it there. */
export function cacheGraph(
  cacheDir: string,
  chunks: readonly Uint8Array[],
  limitBytes: number = DEFAULT_LIMIT_BYTES,
): CachedGraph {
  const hash = hashOf(chunks);
  const directory = join(cacheDir, hash);
  mkdirSync(cacheDir, { recursive: true });
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const hit = isIntact(join(directory, FILE), hash, bytes);
  if (hit) utimesSync(directory, new Date(), new Date());
  else writeEntry(directory, chunks);
  evict(cacheDir, hash, limitBytes);
  return { directory, hash, bytes, hit };
}

/** sha256 of the pieces, one after the other. */
export function hashOf(chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const block of blocks(chunks)) hash.update(block);
  return hash.digest("hex");
}

function isIntact(path: string, hash: string, bytes: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.size !== bytes) return false;
  return hashOfFile(path) === hash;
}

function hashOfFile(path: string): string {
  const hash = createHash("sha256");
  const block = Buffer.alloc(BLOCK_BYTES);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, block); read > 0; read = readSync(file, block)) hash.update(block.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

function writeEntry(directory: string, chunks: readonly Uint8Array[]): void {
  const temporary = `${directory}.${process.pid}.tmp`;
  const file = openSync(temporary, "w");
  try {
    for (const block of blocks(chunks)) writeAll(file, block);
  } finally {
    closeSync(file);
  }
  mkdirSync(directory, { recursive: true });
  renameSync(temporary, join(directory, FILE));
}

function writeAll(file: number, block: Uint8Array): void {
  for (let written = 0; written < block.length; ) written += writeSync(file, block, written);
}

/** The same bytes in fewer pieces; large arrays pass through uncopied. */
function* blocks(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    if (length + chunk.length > BLOCK_BYTES) {
      yield Buffer.concat(small, length);
      small = [];
      length = 0;
    }
    if (chunk.length > BLOCK_BYTES) {
      yield chunk;
    } else {
      small.push(chunk);
      length += chunk.length;
    }
  }
  yield Buffer.concat(small, length);
}

function evict(cacheDir: string, keep: string, limitBytes: number): void {
  const entries = readdirSync(cacheDir)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => ({ name, ...usage(join(cacheDir, name)) }))
    .sort((a, b) => Number(b.name === keep) - Number(a.name === keep) || b.usedMs - a.usedMs);
  let total = 0;
  for (const { name, bytes } of entries) {
    total += bytes;
    if (total > limitBytes && name !== keep) rmSync(join(cacheDir, name), { recursive: true, force: true });
  }
}

/** An entry that another process has just removed counts for nothing. */
function usage(directory: string): { readonly bytes: number; readonly usedMs: number } {
  const file = statSync(join(directory, FILE), { throwIfNoEntry: false });
  const folder = statSync(directory, { throwIfNoEntry: false });
  return { bytes: file?.size ?? 0, usedMs: folder?.mtimeMs ?? 0 };
}
