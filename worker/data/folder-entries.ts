// What lies in one folder, links followed, in an order that depends on no locale and no file system.
import type { BigIntStats, Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Findings } from "./findings.ts";
import { messageOf } from "../../common/errors.ts";

export interface FolderEntry {
  readonly name: string;
  readonly kind: "folder" | "file";
}

/** Names the folder itself, whatever path leads to it. */
export async function folderKey(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true });
  return `${stats.dev}:${stats.ino}`;
}

/**
 * Files and folders in root/folder, in byte order of their paths: a folder sorts as its name with "/" behind it, so that a walk
 * meets all paths of a tree in order. What can't be read is a problem, what is neither file nor folder is skipped.
 */
export async function entriesOf(root: string, folder: string, findings: Findings): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (const dirent of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? dirent.name : `${folder}/${dirent.name}`;
    const refusal = refusalOf(dirent.name);
    const kind = refusal ?? (await kindOf(root, path, dirent, findings));
    if (kind === "file" || kind === "folder") entries.push({ name: dirent.name, kind });
    else if (kind !== "problem") findings.skip(path, kind);
  }
  return inByteOrder(entries, (entry) => (entry.kind === "folder" ? `${entry.name}/` : entry.name));
}

/** Sorted by the bytes of the UTF-8 text. */
export function inByteOrder<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, key: Buffer.from(textOf(item)) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
}

function refusalOf(name: string): string | undefined {
  if (name.startsWith(".")) return "hidden";
  // readdir puts this character where the bytes are no UTF-8; such a file couldn't be opened by its name.
  if (name.includes("\uFFFD")) return "its name is not UTF-8";
  return undefined;
}

async function kindOf(root: string, path: string, dirent: Dirent, findings: Findings): Promise<string> {
  if (!dirent.isSymbolicLink()) return kindOfType(dirent);
  try {
    return kindOfType(await stat(join(root, path), { bigint: true }));
  } catch (thrown) {
    findings.problem({ path, message: `a symbolic link that can't be followed: ${messageOf(thrown)}` });
    return "problem";
  }
}

function kindOfType(type: Dirent | BigIntStats): string {
  if (type.isDirectory()) return "folder";
  return type.isFile() ? "file" : "neither a file nor a folder";
}
