// The runs in a folder, each in a line's worth. Reads little of each, however long it was.
import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../../common/errors.ts";
import type { Metrics, RunEvent, Stamped } from "../../common/events.ts";
import { isMissing } from "../../common/files.ts";
import { acquireProcessLock } from "../../common/process-lock.js";
import { parseEvents } from "./open-run.ts";
import { readFinished } from "./run-folder.ts";

/** `running`: a process owns the folder. `damaged`: what it holds can't be read. */
export type RunState = "finished" | "running" | "unfinished" | "damaged";

export interface ListedRun {
  readonly name: string;
  readonly directory: string;
  readonly state: RunState;
  readonly steps: number;
  /** Of the test split; null where it was not measured. */
  readonly test: Metrics | null;
  /** When something last happened in it, ISO 8601; of a run without any event when its job was written. */
  readonly lastEvent: string;
  /** From its first event to its last; of a finished run its own count. */
  readonly seconds: number;
  /** Why it is damaged. */
  readonly reason?: string;
}

/** Of metrics.jsonl, what holds its first and its last events. */
const END_BYTES = 64 * 1024;

/**
 * The runs right below a folder, or the folder itself where it is one; by the time of their last event.
 * @returns undefined when there is no such folder.
 */
export async function listRuns(folder: string): Promise<readonly ListedRun[] | undefined> {
  const names = await subfolders(folder);
  if (names === undefined) return undefined;
  const directories = [folder, ...names.map((name) => path.join(folder, name))].map((each) => path.resolve(each));
  const listed: ListedRun[] = [];
  for (const directory of directories) {
    const jobTime = await timeOf(path.join(directory, "job.yaml"));
    if (jobTime !== undefined) listed.push(await listRun(directory, jobTime));
  }
  return listed.sort((a, b) => (a.lastEvent < b.lastEvent ? -1 : 1));
}

async function subfolders(folder: string): Promise<readonly string[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function listRun(directory: string, jobTime: string): Promise<ListedRun> {
  const name = path.basename(directory);
  try {
    const finished = await readFinished(directory);
    const { first, last } = await firstAndLastEvents(path.join(directory, "metrics.jsonl"));
    const lastEvent = last.at(-1)?.time ?? jobTime;
    return {
      name,
      directory,
      state: finished === undefined ? await stateOf(directory) : "finished",
      steps: finished?.steps ?? lastStep(last),
      test: finished?.test ?? null,
      lastEvent,
      seconds: finished?.seconds ?? secondsBetween(first[0]?.time ?? lastEvent, lastEvent),
    };
  } catch (error) {
    return {
      name,
      directory,
      state: "damaged",
      steps: 0,
      test: null,
      lastEvent: jobTime,
      seconds: 0,
      reason: messageOf(error),
    };
  }
}

async function stateOf(directory: string): Promise<RunState> {
  const lock = await acquireProcessLock(directory);
  if (lock.release === undefined) return "running";
  await lock.release();
  return "unfinished";
}

interface Ends {
  readonly first: readonly (RunEvent & Stamped)[];
  readonly last: readonly (RunEvent & Stamped)[];
}

async function firstAndLastEvents(file: string): Promise<Ends> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const part = async (from: number): Promise<readonly (RunEvent & Stamped)[]> => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(END_BYTES), 0, END_BYTES, from);
        return parseEvents(buffer.subarray(0, bytesRead).toString("utf8"));
      };
      return { first: await part(0), last: await part(Math.max(0, size - END_BYTES)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return { first: [], last: [] };
    throw error;
  }
}

function lastStep(events: readonly RunEvent[]): number {
  return Math.max(0, ...events.map((event) => ("step" in event ? event.step : 0)));
}

function secondsBetween(from: string, to: string): number {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

async function timeOf(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).mtime.toISOString();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
