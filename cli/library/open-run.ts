// A run's folder, opened for reading.
import path from "node:path";
import { UsageError } from "../../common/errors.ts";
import type { FinishedEvent, RunEvent, Stamped } from "../../common/events.ts";
import { parseJob } from "../../common/job/parse.ts";
import type { Job } from "../../common/job/schema.ts";
import { readFinished, readText } from "./run-folder.ts";

export interface Run {
  readonly directory: string;
  /** As it was run: defaults filled in, locations absolute. */
  readonly job: Job;
  /** Undefined while it is not over. */
  readonly finished: FinishedEvent | undefined;
  /** What metrics.jsonl holds, in order. */
  readonly events: readonly (RunEvent & Stamped)[];
}

/** @throws UsageError when there is no run in the folder. */
export async function openRun(directory: string): Promise<Run> {
  const text = await readText(path.join(directory, "job.yaml"));
  if (text === undefined) throw new UsageError(`${directory} is not the folder of a run: it has no job.yaml.`);
  return {
    directory,
    job: parseJob(text, path.join(directory, "job.yaml")),
    finished: await readFinished(directory),
    events: parseEvents((await readText(path.join(directory, "metrics.jsonl"))) ?? ""),
  };
}

/** The events of the lines that are whole: the last one may be in the middle of being written. */
export function parseEvents(text: string): readonly (RunEvent & Stamped)[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as RunEvent & Stamped];
    } catch {
      return []; // torn: its steps come again when the run is resumed
    }
  });
}
