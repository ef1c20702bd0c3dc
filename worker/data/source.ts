// From spec.dataset to where its samples lie and what they are.
import path from "node:path";
import { must } from "../../common/errors.ts";
import { filePathOf } from "../../common/job/locations.ts";
import type { JobSpec } from "../../common/job/schema.ts";
import { csvRoot, type CsvSource } from "./csv-listing.ts";
import { buildManifest, type Manifest, type ManifestOptions } from "./manifest.ts";
import { buildRowsManifest, type RowsSource } from "./rows-manifest.ts";
import type { SampleKind } from "./sample-loader.ts";
import type { Skipped } from "./findings.ts";

export interface DataSource {
  /** What the loader takes: the folder that the samples' paths start at, or the file with the rows. */
  readonly root: string;
  /** As the job names it. */
  readonly source: string;
  /** Lists pictures. */
  readonly csv?: CsvSource;
  /** Holds the samples themselves. */
  readonly rows?: RowsSource;
}

/** The columns of numbers that are a job's samples; undefined where its samples are pictures. */
export function featureColumns({ columns }: Pick<JobSpec["dataset"], "columns">): readonly string[] | undefined {
  return columns !== undefined && "features" in columns ? columns.features : undefined;
}

/** @param folder that relative locations start at, and that rows of numbers are kept in: the run's. */
export function dataSourceOf(dataset: JobSpec["dataset"], folder: string): DataSource {
  const { source, columns, format } = dataset;
  const location = must(filePathOf(source, folder), "a file: data set");
  if (format !== "csv" || columns === undefined) return { root: location, source };
  if ("features" in columns) {
    const { features, label } = columns;
    return { root: path.join(folder, "rows.safetensors"), source, rows: { file: location, features, label } };
  }
  const csv: CsvSource = { file: location, image: columns.image, label: columns.label };
  return { root: csvRoot(csv), source, csv };
}

/** What the loader makes of a job's samples. */
export function sampleKindOf(dataset: JobSpec["dataset"]): SampleKind {
  const columns = featureColumns(dataset);
  if (columns !== undefined) return { kind: "rows", columns };
  return { kind: "pictures", resize: dataset.preprocess.resize, corruptPolicy: dataset.corruptSamples };
}

/** Reads a data set of any kind, as `buildManifest` does. */
export async function readDataSet(
  { rows, csv, ...source }: DataSource,
  options: Pick<ManifestOptions, "signal" | "onProgress">,
): Promise<{ readonly manifest: Manifest; readonly skipped: Skipped }> {
  if (rows === undefined) return buildManifest({ ...source, ...options, ...(csv !== undefined && { csv }) });
  const manifest = await buildRowsManifest({
    rows,
    source: source.source,
    rowsFile: source.root,
    signal: options.signal,
  });
  return { manifest, skipped: { count: 0, examples: [] } };
}
