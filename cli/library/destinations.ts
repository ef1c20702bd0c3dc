// Where a run's outputs lie: in its folder, or where its job sends them.
import path from "node:path";
import { must } from "../../common/errors.ts";
import { filePathOf } from "../../common/job/locations.ts";
import type { Job } from "../../common/job/schema.ts";

/** @param fallback name in the run's folder */
export function destination(location: string | undefined, directory: string, fallback: string): string {
  return location === undefined
    ? path.join(directory, fallback)
    : must(filePathOf(location, directory), "a file: destination");
}

export function checkpointFolder(job: Job, directory: string): string {
  return destination(job.spec.checkpoint.destination, directory, "checkpoints");
}
