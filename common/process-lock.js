// One owner of a folder, by a lock that the kernel frees when its holder dies, however it dies.
// Node has no flock. On Linux the lock is an abstract Unix socket (no file, so nothing can be left behind) named by the hash of the
// folder's real path; whoever connects is told the holder's pid. It holds between processes of one network namespace: not between
// two containers that share a volume. Elsewhere it is a file with the holder's pid, taken over when that process is gone.
// Plain JavaScript: the set-up scripts import it before anything is installed or compiled.
import { createHash } from "node:crypto";
import { readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The lock is ours until `release()` or the end of this process. It doesn't keep the process alive.
 * @typedef {{ readonly release: () => Promise<void> }} HeldLock
 */
/**
 * Another process holds the lock; `holder` is its pid, undefined where it did not answer within a second.
 * @typedef {{ readonly release?: undefined, readonly holder: number | undefined }} RefusedLock
 */
/** @typedef {HeldLock | RefusedLock} LockResult */

const ANSWER_TIMEOUT_MS = 1000;
const ATTEMPTS = 5;

/**
 * Takes the lock of a folder (which need not exist yet) or says who holds it; never waits for it. Symbolic links to one folder share one lock.
 * A second call in the process that holds the lock is refused like any other.
 * @param {string} path
 * @returns {Promise<LockResult>}
 */
export async function acquireProcessLock(path) {
  const name = createHash("sha256")
    .update(await canonicalPath(resolve(path)))
    .digest("hex")
    .slice(0, 40);
  return process.platform === "linux"
    ? lockBySocket(`\0elastune-${name}`)
    : lockByFile(join(tmpdir(), `elastune-${name}.lock`));
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
async function canonicalPath(path) {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    return join(await canonicalPath(dirname(path)), basename(path));
  }
}

/**
 * The holder may die between our refusal and our question; then the name is free again and the next attempt gets it.
 * @param {string} address
 * @returns {Promise<LockResult>}
 */
async function lockBySocket(address) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = await listenOn(address);
    if (held !== undefined) return held;
    const answer = await askHolder(address);
    if (answer !== "gone") return { holder: answer };
  }
  return { holder: undefined };
}

/**
 * @param {string} address
 * @returns {Promise<HeldLock | undefined>}
 */
function listenOn(address) {
  return new Promise((resolveLock, reject) => {
    const server = createServer((socket) => {
      socket.unref();
      socket.on("error", () => {}); // The asker went away: it no longer needs the answer.
      socket.end(String(process.pid));
    });
    server.unref();
    server.once("error", (error) => {
      if (codeOf(error) === "EADDRINUSE") resolveLock(undefined);
      else reject(error);
    });
    // exclusive: in a cluster worker the primary would bind in its stead, and the lock would outlive the worker.
    server.listen({ path: address, exclusive: true }, () => {
      resolveLock({ release: () => closed(server) });
    });
  });
}

/**
 * @param {import("node:net").Server} server
 * @returns {Promise<void>}
 */
function closed(server) {
  return new Promise((done) => {
    // Called with an error when already closed: releasing twice is fine.
    server.close(() => {
      done();
    });
  });
}

/**
 * @param {string} address
 * @returns {Promise<number | undefined | "gone">}
 */
function askHolder(address) {
  return new Promise((answer) => {
    let text = "";
    const socket = connect({ path: address });
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => {
      answer(undefined); // A holder whose main thread is busy or stopped holds the lock all the same.
      socket.destroy();
    });
    socket.on("data", (bytes) => {
      text += bytes.toString("utf8");
    });
    socket.on("end", () => {
      answer(pidOf(text));
    });
    socket.on("error", (error) => {
      answer(codeOf(error) === "ECONNREFUSED" ? "gone" : undefined);
    });
  });
}

/**
 * @param {string} file
 * @returns {Promise<LockResult>}
 */
async function lockByFile(file) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const holder = pidOf(await readFile(file, "utf8").catch(() => ""));
    if (holder !== undefined && isAlive(holder)) return { holder };
    // Only one of several who find a dead holder can move its file away.
    const stale = `${file}.${process.pid}`;
    await rename(file, stale).catch(() => {});
    await rm(stale, { force: true });
  }
  return { holder: undefined };
}

/**
 * @param {string} text
 * @returns {number | undefined}
 */
function pidOf(text) {
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * @param {unknown} error
 * @returns {unknown}
 */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
