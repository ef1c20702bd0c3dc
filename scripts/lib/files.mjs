// Small file operations that set-up needs: walking, flushing, atomic writes and links.
import { lstat, mkdir, open, readdir, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Every file below a folder, as sorted paths relative to it; symbolic links count as files and are not followed.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesBelow(folder, prefix = "") {
  const found = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else found.push(path);
  }
  return found.sort();
}

/** Bytes below a folder that may be changing or not exist yet. */
export async function bytesBelow(folder) {
  let bytes = 0;
  for (const file of await filesBelow(folder).catch(() => [])) {
    bytes += await lstat(join(folder, file)).then(
      (stat) => stat.size,
      () => 0,
    );
  }
  return bytes;
}

/** Makes what was written to a file or folder last through a power cut. */
export async function flush(path) {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a whole file or nothing. */
export async function writeFileAtomic(path, content) {
  const temporary = `${path}.tmp-${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, content, { flush: true });
  await rename(temporary, path);
}

/** Makes `path` a symbolic link to `target`, whatever file or link was there before. Returns whether anything changed. */
export async function linkAtomic(path, target) {
  if ((await readlink(path).catch(() => undefined)) === target) return false;
  const temporary = `${path}.tmp-${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await rm(temporary, { force: true });
  await symlink(target, temporary);
  await rename(temporary, path);
  return true;
}
