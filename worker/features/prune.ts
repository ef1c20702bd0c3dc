// Keeps the features of all jobs within bounds: what was not used for longest goes first, what may be in use never.
import { readdir, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../common/files.ts";

/** Bytes of all features together, and the time in ms after which a folder counts as out of use. */
export interface FeatureBounds {
  readonly bytes: number;
  readonly unusedMs: number;
}

export const FEATURE_BOUNDS: FeatureBounds = { bytes: 20 * 1024 ** 3, unusedMs: 24 * 3600 * 1000 };

interface Kept {
  readonly folder: string;
  readonly bytes: number;
  readonly usedMs: number;
}

/** Marks `used` as in use now and removes others, least recently used first, until the bound is kept. */
export async function pruneFeatures(root: string, used: string, nowMs: number, bounds: FeatureBounds): Promise<void> {
  await touch(used, nowMs);
  const kept = (await foldersOf(root)).sort((a, b) => a.usedMs - b.usedMs);
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  for (const one of kept) {
    if (bytes <= bounds.bytes) return;
    if (one.folder === used || nowMs - one.usedMs < bounds.unusedMs) continue;
    await rm(one.folder, { recursive: true, force: true });
    bytes -= one.bytes;
  }
}

async function touch(folder: string, nowMs: number): Promise<void> {
  await utimes(folder, nowMs / 1000, nowMs / 1000).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

async function foldersOf(root: string): Promise<Kept[]> {
  const names = await readdir(root).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return Promise.all(names.map(async (name) => keptOf(path.join(root, name))));
}

/** All blocks but the last are as large as the first: no need to look at each. */
async function keptOf(folder: string): Promise<Kept> {
  const names = await readdir(folder);
  const [first] = names;
  const { size } = first === undefined ? { size: 0 } : await stat(path.join(folder, first));
  return { folder, bytes: names.length * size, usedMs: (await stat(folder)).mtimeMs };
}
