// A folder of a model's files that is whole or not there: written beside its place, synced and renamed.
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";

/**
 * A model replaces what is in its folder, so the folder must hold nothing else: missing, empty, or a model that we wrote.
 * @throws ConfigError naming `path`, the key that the folder comes from
 */
export async function refuseForeignFolder(folder: string, path: string): Promise<void> {
  if (await isReplaceable(folder)) return;
  const message = `${folder} holds other things, and writing the model would delete them`;
  throw new ConfigError("the model has no place", [{ path, message, hint: "name a new or an empty folder" }]);
}

async function isReplaceable(folder: string): Promise<boolean> {
  try {
    if (!(await stat(folder)).isDirectory()) return false;
    const names = await readdir(folder);
    return (
      names.length === 0 ||
      (names.includes(OUR_MARK) && (await readFile(join(folder, OUR_MARK), "utf8")) === OUR_MARK_TEXT)
    );
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}

/** Lies in every folder that we wrote. */
const OUR_MARK = ".elastune-model";
const OUR_MARK_TEXT = "This folder is written by elastune and replaced as a whole.\n";

/** Makes `folder` what `write` puts into the empty folder it is given; what was there is replaced. */
export async function replaceFolder(folder: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${folder}.${process.pid}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await write(temporary);
    await writeSynced(join(temporary, OUR_MARK), [Buffer.from(OUR_MARK_TEXT)]);
    await syncPath(temporary);
    await exchange(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** A rename can't replace a folder with something in it: the old one steps aside first. */
async function exchange(temporary: string, folder: string): Promise<void> {
  const old = `${folder}.${process.pid}.old`;
  await rename(folder, old).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  await rename(temporary, folder);
  await syncPath(dirname(folder));
  await rm(old, { recursive: true, force: true });
}

/** Writes the parts one after the other and flushes them to the disk. */
export async function writeSynced(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a file that a library wrote, or a folder. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
}
