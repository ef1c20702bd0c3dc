// Whether this machine can reach a data set's bytes. A look at the first and the last sample, no proof: each sample is held against
// the manifest when it is read.
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest, ManifestSample } from "./manifest.ts";
import type { SampleKind } from "./sample-loader.ts";

/** @param root the pictures' folder, or the file with the rows. */
export async function isReachable(manifest: Manifest, root: string, { kind }: SampleKind): Promise<boolean> {
  if (kind === "rows") return opens(root, () => Promise.resolve(true));
  const ends = [manifest.samples.at(0), manifest.samples.at(-1)].filter((sample) => sample !== undefined);
  const found = await Promise.all(ends.map((sample) => isThere(root, sample)));
  return found.every(Boolean);
}

function isThere(root: string, { path, bytes }: ManifestSample): Promise<boolean> {
  return opens(join(root, path), async (file) => (await file.stat()).size === bytes);
}

async function opens(path: string, look: (file: FileHandle) => Promise<boolean>): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      return await look(file);
    } finally {
      await file.close();
    }
  } catch {
    return false; // whatever the reason: the samples have to come from elsewhere
  }
}
