// Folders in the cache appear whole or not at all.
//   P1. Work happens in NAME.tmp-HOST-PID beside the destination, is flushed, then renamed; the marker NAME.complete.json comes last.
//   P2. A destination without its marker, or with a file missing or of another size than the marker says, is built again.
//   P3. One builder at a time (process lock); whoever waited finds the work done. Folders of dead builders are removed.
import { mkdir, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { filesBelow, flush, writeFileAtomic } from "./files.mjs";
import { whileLocked } from "./locked.mjs";
import { withProgress } from "./progress.mjs";

const HOST = hostname().replace(/[^A-Za-z0-9]/g, "");
// Of builders on other hosts (a shared home folder) we can't know whether they live: no build takes a day.
const FOREIGN_AGE_MS = 86_400_000;

/**
 * Builds `destination` unless it is there and whole.
 * @param {{ destination: string, identity: string, check?: () => Promise<boolean>, build: (folder: string) => Promise<void> }} artefact
 *   identity: what must be in it (version, hash); another identity in the marker means a stale folder.
 *   check: looks closer than at the files' sizes, where that is cheap.
 *   build: fills the empty folder that it is given.
 * @returns {Promise<boolean>} whether it had to be built.
 */
export async function publishFolder({ destination, identity, check = async () => true, build }) {
  const isWhole = async () => (await isPublished(destination, identity)) && (await check());
  if (await isWhole()) return false;
  await mkdir(dirname(destination), { recursive: true });
  return whileLocked(destination, "another set-up", async () => {
    if (await isWhole()) return false;
    await removeLeftovers(destination);
    const folder = `${destination}.tmp-${HOST}-${process.pid}`;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    try {
      await build(folder);
      await install(folder, destination, identity, isWhole);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return true;
  });
}

/** Whether the folder is there, made for this identity, with every file in its size. */
export async function isPublished(destination, identity) {
  const marker = await readFile(markerOf(destination), "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  if (marker?.identity !== identity) return false;
  const sizes = await Promise.all(Object.keys(marker.files).map((file) => sizeOf(join(destination, file))));
  return Object.values(marker.files).every((size, index) => size === sizes[index]);
}

async function install(folder, destination, identity, isWhole) {
  const files = await filesBelow(folder);
  await withProgress(`${basename(destination)}: write to disk`, async () => {
    for (const file of files) await flush(join(folder, file));
  });
  const sizes = await Promise.all(files.map((file) => sizeOf(join(folder, file))));
  // The lock does not reach another host that shares this cache: if it was faster, its result stays.
  if (await isWhole()) return;
  await rm(markerOf(destination), { force: true });
  await rm(destination, { recursive: true, force: true });
  await rename(folder, destination);
  await flush(dirname(destination));
  const marker = { identity, files: Object.fromEntries(files.map((file, index) => [file, sizes[index]])) };
  await writeFileAtomic(markerOf(destination), `${JSON.stringify(marker, undefined, 1)}\n`);
}

async function removeLeftovers(destination) {
  const prefix = `${basename(destination)}.tmp-`;
  for (const name of await readdir(dirname(destination))) {
    const path = join(dirname(destination), name);
    if (name.startsWith(prefix) && (await isDead(name.slice(prefix.length), path)))
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function isDead(owner, path) {
  const [host, pid] = owner.split("-");
  if (host === HOST) return !isAlive(Number(pid));
  const age = await stat(path).then(
    (found) => Date.now() - found.mtimeMs,
    () => 0,
  );
  return age > FOREIGN_AGE_MS;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function sizeOf(path) {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  );
}

function markerOf(destination) {
  return `${destination}.complete.json`;
}
