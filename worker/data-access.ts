// Where this worker reads the data set: files that it can reach, else the coordinator. Decided once, at the start.
import path from "node:path";
import type { RunEvent } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { Registration } from "./coordination/registration.ts";
import type { Manifest } from "./data/manifest.ts";
import { isReachable } from "./data/reach.ts";
import { sampleKindOf } from "./data/source.ts";
import type { SampleStream } from "./data/streamed-samples.ts";
import type { RunPlaces } from "./run-places.ts";

export interface DataAccess {
  readonly access: { readonly dataRoot: string; readonly stream?: SampleStream };
  /** When the way is a longer one than people may think. */
  readonly warning: RunEvent | undefined;
}

export interface DataAccessOptions {
  readonly job: Job;
  readonly manifest: Manifest;
  readonly places: Pick<RunPlaces, "dataRoot">;
  /** Folder with the data set on this machine, where it is another one than the job's. */
  readonly own: string | undefined;
  readonly registration: Pick<Registration, "samples" | "workerId">;
}

export async function dataAccess(options: DataAccessOptions): Promise<DataAccess> {
  const { job, manifest, registration } = options;
  const sample = sampleKindOf(job.spec.dataset);
  const dataRoot = rootOf(options, sample.kind);
  if (await isReachable(manifest, dataRoot, sample)) return { access: { dataRoot }, warning: undefined };
  const { samples: stream, workerId } = registration;
  return { access: { dataRoot, stream }, warning: warningOf(workerId, dataRoot) };
}

/** The rows of a table lie in a file of the run's folder, which keeps its name elsewhere. */
function rootOf({ own, places }: DataAccessOptions, kind: "pictures" | "rows"): string {
  if (own === undefined) return places.dataRoot;
  return kind === "rows" ? path.join(own, path.basename(places.dataRoot)) : own;
}

function warningOf(workerId: string, dataRoot: string): RunEvent {
  return {
    event: "warning",
    code: "data-through-coordinator",
    message: `${workerId} does not find the data set in ${dataRoot} and has the coordinator send each sample that it needs`,
    hint: "it is slower; elastune worker --data-root names another folder",
  };
}
