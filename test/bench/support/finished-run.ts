// Runs a job to its end in a process of its own.
import path from "node:path";
import { must } from "../../../common/errors.ts";
import type { FinishedEvent } from "../../../common/events.ts";
import { LineProcess } from "./line-process.ts";

export interface JobRun {
  readonly jobFile: string;
  readonly runDir: string;
  /** Compiled graphs and features. */
  readonly cacheDir: string;
  readonly set?: readonly string[];
}

/** @throws when the run does not end well; why is then on stderr. */
export async function finishedRun({ jobFile, runDir, cacheDir, set = [] }: JobRun): Promise<FinishedEvent> {
  const worker = path.join(import.meta.dirname, "..", "finished-run.js");
  const child = new LineProcess(process.execPath, [worker, jobFile, runDir, cacheDir, ...set], {}, true);
  const finished = must(await child.next(), `the end of the run in ${runDir}`) as FinishedEvent;
  await child.close();
  return finished;
}
