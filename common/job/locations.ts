// What `file:` means: a path relative to the folder of the job file.
import { isAbsolute, join, normalize } from "node:path";
import type { Job } from "./schema.ts";

/** Path of a `file:` location, absolute when `folder` is; undefined for one that is not a file. */
export function filePathOf(location: string, folder: string): string | undefined {
  if (!location.startsWith("file:")) return undefined;
  // file:///data/x, as a URL has it, is file:/data/x.
  const path = location.slice("file:".length).replace(/^\/\/\//u, "/");
  return isAbsolute(path) ? normalize(path) : join(folder, path);
}

/** The same job for another folder: every relative location and plugin path starts at `folder` no more. */
export function withAbsoluteLocations(job: Job, folder: string): Job {
  const absolute = (location: string): string => {
    const path = filePathOf(location, folder);
    return path === undefined ? location : `file:${path}`;
  };
  const { model, dataset, checkpoint, output, plugins } = job.spec;
  const spec = {
    ...job.spec,
    model: { ...model, source: absolute(model.source) },
    dataset: { ...dataset, source: absolute(dataset.source) },
    checkpoint: {
      ...checkpoint,
      ...(checkpoint.destination !== undefined && { destination: absolute(checkpoint.destination) }),
    },
    output: { ...output, ...(output.destination !== undefined && { destination: absolute(output.destination) }) },
    plugins: plugins.map((path) => filePathOf(path.startsWith("file:") ? path : `file:${path}`, folder) ?? path),
  };
  return { ...job, spec };
}
