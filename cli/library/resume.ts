// What a resumed run must have in common with the one it goes on with.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { ConfigError, type Problem } from "../../common/errors.ts";
import { canonicalJson } from "../../common/job/canonical.ts";
import type { Job } from "../../common/job/schema.ts";
import { modelFiles } from "../../worker/model/import.ts";
import type { PluginRef } from "../../worker/plugins/load.ts";

/** The part of a job that decides its result; where things lie and who computes do not. */
function decisivePart({ spec }: Job): unknown {
  const { limits: _limits, ...training } = spec.training;
  const { source: _model, ...model } = spec.model;
  const { source: _data, ...dataset } = spec.dataset;
  return { model, dataset, training, plugins: spec.plugins.map((file) => path.basename(file)) };
}

/** Hash of the job's part of what decides the result: `verify` can tell it from job.yaml alone. */
export function decisiveHash(job: Job): string {
  return createHash("sha256")
    .update(canonicalJson(decisivePart(job)))
    .digest("hex");
}

/**
 * What a checkpoint names the job by, of all that decides the result but for the data set: `decisiveHash`, then a hash of the content of
 * the model's files and of the plugins.
 */
export async function jobHashOf(job: Job, modelFile: string, plugins: readonly PluginRef[]): Promise<string> {
  const model = createHash("sha256");
  for (const file of await modelFiles(modelFile)) {
    for await (const chunk of createReadStream(file)) model.update(chunk as Buffer);
  }
  const inputs = createHash("sha256")
    .update(canonicalJson([model.digest("hex"), ...plugins.map(({ sha256 }) => sha256)]))
    .digest("hex");
  return `${decisiveHash(job)}-${inputs}`;
}

/** @throws ConfigError naming every key whose change would make the resumed run another one. */
export function refuseChangedJob(stored: Job, now: Job, runDir: string): void {
  const hint = "start a new run by --run-dir DIR, or take the change back";
  const problems = differences(decisivePart(stored), decisivePart(now), "spec").map(
    (problem): Problem => ({ ...problem, hint }),
  );
  if (problems.length > 0) throw new ConfigError(`${runDir}: --resume goes on with the job as it was begun`, problems);
}

function differences(stored: unknown, now: unknown, path: string): Problem[] {
  if (canonicalJson(stored) === canonicalJson(now)) return [];
  if (isRecord(stored) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(stored), ...Object.keys(now)])];
    return keys.flatMap((key) => differences(stored[key], now[key], `${path}.${key}`));
  }
  return [{ path, message: `the run was begun with ${shown(stored)}, the job now says ${shown(now)}` }];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : canonicalJson(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
