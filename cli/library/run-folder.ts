// A run's folder: job.yaml, manifest.json, metrics.jsonl, checkpoints/, ledger/, model/, test.json, augmentation.png, report.html,
// finished.json. One process owns it at a time.
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "../../common/clock.ts";
import { UsageError } from "../../common/errors.ts";
import type { FinishedEvent } from "../../common/events.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import { acquireProcessLock } from "../../common/process-lock.js";

/** There as long as a run is led by several coordinators: shared-run-folder.ts. */
export const SHARED_FILE = "shared.json";
/** How long a second run waits for the first to let go, in ms. */
export const LOCK_WAIT_MS = 2000;
const LOCK_POLL_MS = 100;

export interface RunFolder {
  readonly directory: string;
  /** Whether something of an earlier run is there. */
  readonly existed: boolean;
  /** Lets go; with `remove`, what this process made is taken away again. */
  close(options?: { readonly remove: boolean }): Promise<void>;
}

/** @throws UsageError when the folder is in use, or exists and `resume` is not set. */
export async function openRunFolder(directory: string, resume: boolean, clock: Clock): Promise<RunFolder> {
  await refuseFileInPath(directory);
  const lock = await takeLock(directory, clock);
  try {
    const existed = await holdsSomething(directory);
    if (existed && !resume) {
      throw new UsageError(
        `${directory} exists. Go on with that run by --resume, or choose another folder by --run-dir DIR.`,
      );
    }
    await mkdir(directory, { recursive: true });
    await rm(path.join(directory, SHARED_FILE), { force: true }); // nobody shares it now
    const close: RunFolder["close"] = async (options) => {
      if (options?.remove === true && !existed) await rm(directory, { recursive: true, force: true });
      await lock.release();
    };
    return { directory, existed, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A folder can't be made where a file is, or below one. */
export async function refuseFileInPath(directory: string): Promise<void> {
  for (let place = directory; ; place = path.dirname(place)) {
    const found = await stat(place).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (found !== undefined && !found.isDirectory())
      throw new UsageError(
        `${directory} can't be a run's folder: ${place} is a file. Choose another by --run-dir DIR.`,
      );
    if (found !== undefined || path.dirname(place) === place) return;
  }
}

async function takeLock(directory: string, clock: Clock): Promise<{ readonly release: () => Promise<void> }> {
  const until = clock.monotonicMs() + LOCK_WAIT_MS;
  for (;;) {
    const lock = await acquireProcessLock(directory);
    if (lock.release !== undefined) return lock;
    if (clock.monotonicMs() < until) {
      await clock.sleep(LOCK_POLL_MS);
      continue;
    }
    const holder = lock.holder === undefined ? "another process" : `process ${lock.holder}`;
    throw new UsageError(
      `${directory} is in use by ${holder}. Wait for it, stop it, or choose another folder by --run-dir DIR.`,
    );
  }
}

async function holdsSomething(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The `finished` event of a run that is over, else undefined. */
export async function readFinished(directory: string): Promise<FinishedEvent | undefined> {
  const text = await readText(path.join(directory, "finished.json"));
  try {
    return text === undefined ? undefined : (JSON.parse(text) as FinishedEvent);
  } catch {
    return undefined; // damaged: resuming goes through the end once more and writes it again
  }
}

export async function writeFinished(directory: string, finished: FinishedEvent): Promise<void> {
  await writeAtomically(path.join(directory, "finished.json"), [`${JSON.stringify(finished, undefined, 2)}\n`]);
}

/** A file's text, or undefined when it is not there. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
