// Where a job's files lie, seen from its run folder: the same for every process of a run.
import path from "node:path";
import { must } from "../common/errors.ts";
import { filePathOf } from "../common/job/locations.ts";
import type { Job } from "../common/job/schema.ts";
import { dataSourceOf } from "./data/source.ts";

export interface RunPlaces {
  readonly modelFile: string;
  readonly dataRoot: string;
  readonly checkpointDir: string;
  readonly ledgerDir: string;
  readonly modelDir: string;
  /** Where the picture of augmented samples goes. */
  readonly sheetFile: string;
}

/** @param directory the run's folder */
export function runPlaces(job: Job, directory: string): RunPlaces {
  const { model, dataset, checkpoint, output } = job.spec;
  const destination = (location: string | undefined, fallback: string): string =>
    location === undefined ? path.join(directory, fallback) : must(filePathOf(location, directory), "a file: location");
  return {
    modelFile: must(filePathOf(model.source, directory), "a file: model"),
    dataRoot: dataSourceOf(dataset, directory).root,
    checkpointDir: destination(checkpoint.destination, "checkpoints"),
    ledgerDir: path.join(directory, "ledger"),
    modelDir: destination(output.destination, "model"),
    sheetFile: path.join(directory, "augmentation.png"),
  };
}
