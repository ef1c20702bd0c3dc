// DIR/<class>/**: each folder below DIR is a class, every jpeg or png at any depth below it a sample of that class.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, must } from "../../common/errors.ts";
import type { Findings } from "./findings.ts";
import { entriesOf, type FolderEntry, folderKey, inByteOrder } from "./folder-entries.ts";

/** A file that should be a picture, by its name. */
export interface PictureFile {
  /** Relative to the root, with "/". */
  readonly path: string;
  /** Index into the classes. */
  readonly class: number;
}

export interface ImageFolder {
  /** In byte order of their names. */
  readonly classes: readonly string[];
  /** In byte order of their paths. */
  readonly files: readonly PictureFile[];
}

const PICTURE_NAME = /\.(jpe?g|png)$/i;
const LAYOUT_HINT = "the layout is DIR/<class>/picture.jpg, with two classes or more";

export function isPictureName(name: string): boolean {
  return PICTURE_NAME.test(name);
}

interface Walk {
  readonly root: string;
  readonly findings: Findings;
  readonly signal: AbortSignal | undefined;
}

/** Lists the samples. What is wrong is told to `findings` and thrown as one ConfigError: missing folder, empty classes, ... */
export async function listImageFolder(root: string, findings: Findings, signal?: AbortSignal): Promise<ImageFolder> {
  const walk: Walk = { root, findings, signal };
  const folders = await classFolders(walk);
  findings.throwIfAny();
  const classes = inByteOrder(folders, (name) => name);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const files: PictureFile[] = [];
  const rootKey = await folderKey(root);
  for (const name of folders) {
    const before = files.length;
    for await (const path of pictures(walk, name, new Set([rootKey]))) {
      files.push({ path, class: must(indexOf.get(name), name) });
    }
    if (files.length === before) findings.problem({ path: name, message: "a class without any jpeg or png picture" });
  }
  findings.throwIfAny();
  return { classes, files };
}

/** In byte order of their paths, which is not that of their names: "a-b/" comes before "a/". */
async function classFolders({ root, findings }: Walk): Promise<string[]> {
  const entries = await rootEntries(root, findings);
  for (const { name } of entries.filter(({ kind }) => kind === "file")) findings.skip(name, "not in a class folder");
  const folders = entries.filter(({ kind }) => kind === "folder").map(({ name }) => name);
  if (folders.length < 2) {
    const found = folders.length === 0 ? "no class folder" : `only one class folder, ${folders.join()}`;
    findings.problem({ path: "", message: found, hint: LAYOUT_HINT });
  }
  return folders;
}

async function rootEntries(root: string, findings: Findings): Promise<FolderEntry[]> {
  try {
    if (!(await stat(root)).isDirectory()) {
      findings.problem({ path: "", message: `${root} is not a folder`, hint: LAYOUT_HINT });
    } else {
      return await entriesOf(root, "", findings);
    }
  } catch (thrown) {
    findings.problem({ path: "", message: `the folder can't be read: ${messageOf(thrown)}` });
  }
  findings.throwIfAny();
  return [];
}

/** Paths of the pictures below a folder, in byte order. `above` holds the folders on the way here: a link to one is a cycle. */
async function* pictures(walk: Walk, folder: string, above: ReadonlySet<string>): AsyncGenerator<string> {
  walk.signal?.throwIfAborted();
  const opened = await openFolder(walk, folder, above);
  if (opened === undefined) return;
  for (const { name, kind } of opened.entries) {
    const path = `${folder}/${name}`;
    if (kind === "folder") yield* pictures(walk, path, opened.above);
    else if (isPictureName(name)) yield path;
    else walk.findings.skip(path, "not a jpeg or png by its name");
  }
}

async function openFolder({ root, findings }: Walk, folder: string, above: ReadonlySet<string>) {
  try {
    const key = await folderKey(join(root, folder));
    if (!above.has(key)) {
      return { entries: await entriesOf(root, folder, findings), above: new Set([...above, key]) };
    }
    findings.skip(folder, "a link to a folder above itself");
  } catch (thrown) {
    findings.problem({ path: folder, message: `the folder can't be read: ${messageOf(thrown)}` });
  }
  return undefined;
}
