// Waits for a process lock, saying once whom it waits for.
import { setTimeout as sleep } from "node:timers/promises";
import { acquireProcessLock } from "../../common/process-lock.js";
import { say } from "./progress.mjs";

const RETRY_MS = 300;

/**
 * Runs `work` while holding the lock of `path`; waits for another holder as long as it lives.
 * @template T
 * @param {string} path
 * @param {string} what for the message: "another set-up"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileLocked(path, what, work) {
  const lock = await waitForLock(path, what);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function waitForLock(path, what) {
  for (let attempt = 0; ; attempt++) {
    const lock = await acquireProcessLock(path);
    if (lock.release !== undefined) return lock;
    if (attempt === 0) say(`${what} is running (pid ${lock.holder ?? "unknown"}), waiting for it`);
    await sleep(RETRY_MS);
  }
}
