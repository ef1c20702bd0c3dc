// Where a run's coordinator is reached: a file in the run's folder, for commands that are given the folder.
import path from "node:path";
import { UsageError } from "../../common/errors.ts";
import { readText } from "./run-folder.ts";

export const COORDINATOR_FILE = "coordinator.json";

export interface CoordinatorFile {
  /** "HOST:PORT". */
  readonly address: string;
  readonly pid: number;
  /** Where there are several: of all of them, the leader's first. */
  readonly addresses?: readonly string[];
}

/** @throws UsageError when no coordinator has led this run */
export async function readCoordinatorFile(directory: string): Promise<CoordinatorFile> {
  const text = await readText(path.join(directory, COORDINATOR_FILE));
  if (text !== undefined) return JSON.parse(text) as CoordinatorFile;
  throw new UsageError(
    `${directory} has no coordinator: it is not the folder of a run by several workers (elastune run JOB --workers N).`,
  );
}
