// The folder of a run that several coordinators lead in turn. Who of them writes in it the election says; the folder's lock keeps runs
// away that know nothing of it. It is held by whoever started the coordinators, else by one of them, and by another when that one dies.
import { randomUUID } from "node:crypto";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "../../common/clock.ts";
import { UsageError } from "../../common/errors.ts";
import { acquireProcessLock } from "../../common/process-lock.js";
import { LOCK_WAIT_MS, readText, refuseFileInPath, type RunFolder, SHARED_FILE } from "./run-folder.ts";

export interface SharedRunFolder extends RunFolder {
  /** Of the run, new for each folder: two runs of one job share no keys. */
  readonly uid: string;
}

const POLL_MS = 100;
const LOCK_EVERY_MS = 1000;

/** For whoever starts the coordinators of a run, and holds the lock for all of them. The folder is locked and there. */
export async function markShared(directory: string): Promise<void> {
  await createUid(directory);
}

/** For a coordinator. @throws UsageError when a run has the folder that shares it with nobody */
export async function openSharedRunFolder(directory: string, clock: Clock): Promise<SharedRunFolder> {
  await refuseFileInPath(directory);
  await mkdir(directory, { recursive: true });
  const closing = new AbortController();
  const uid = await uidIn(directory, clock);
  const held = holdWhenFree(directory, clock, closing.signal);
  const close = async (): Promise<void> => {
    closing.abort();
    await held;
  };
  return { directory, uid, existed: true, close };
}

async function uidIn(directory: string, clock: Clock): Promise<string> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const known = await readUid(directory);
    if (known !== undefined) return known;
    const lock = await acquireProcessLock(directory);
    if (lock.release !== undefined) {
      await createUid(directory);
      await lock.release();
    } else if (waitedMs >= LOCK_WAIT_MS) {
      // One that shares it would have said so by now.
      throw new UsageError(
        `${directory} is in use by ${lock.holder === undefined ? "another process" : `process ${lock.holder}`}, which leads that run alone. Wait for it, stop it, or choose another folder by --run-dir DIR.`,
      );
    } else await clock.sleep(POLL_MS);
  }
}

async function readUid(directory: string): Promise<string | undefined> {
  const text = await readText(path.join(directory, SHARED_FILE));
  return text === undefined ? undefined : (JSON.parse(text) as { readonly uid: string }).uid;
}

/** Of several that create it at once one succeeds, and the file is whole when it is there. */
async function createUid(directory: string): Promise<void> {
  const uid = randomUUID();
  const temporary = path.join(directory, `.${SHARED_FILE}.${uid}`);
  await writeFile(temporary, `${JSON.stringify({ uid })}\n`, { flush: true });
  await link(temporary, path.join(directory, SHARED_FILE)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  await rm(temporary);
}

async function holdWhenFree(directory: string, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const lock = await acquireProcessLock(directory);
    if (lock.release !== undefined) {
      await aborted(signal);
      await lock.release();
      return;
    }
    await clock.sleep(LOCK_EVERY_MS, signal).catch(() => undefined); // rejects only when we close
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
