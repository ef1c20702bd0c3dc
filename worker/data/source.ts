// From spec.dataset to where its samples lie.
import { must } from "../../common/errors.ts";
import { filePathOf } from "../../common/job/locations.ts";
import type { JobSpec } from "../../common/job/schema.ts";
import { csvRoot, type CsvSource } from "./csv-listing.ts";
import type { ManifestOptions } from "./manifest.ts";

/** What to build the manifest from; the loader takes the same `root`. @param folder that relative locations start at. */
export function dataSourceOf(
  dataset: JobSpec["dataset"],
  folder: string,
): Pick<ManifestOptions, "root" | "source" | "csv"> {
  const { source, columns, format } = dataset;
  const location = must(filePathOf(source, folder), "a file: data set");
  if (format !== "csv" || columns === undefined || !("image" in columns)) return { root: location, source };
  const csv: CsvSource = { file: location, image: columns.image, label: columns.label };
  return { root: csvRoot(csv), source, csv };
}
