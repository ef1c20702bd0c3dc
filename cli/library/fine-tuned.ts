// What `predict`, `evaluate` and `export` are given: a run's folder, or a model that was exported before.
import { stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../../common/errors.ts";
import { filePathOf } from "../../common/job/locations.ts";
import { type FineTuned, readFineTuned } from "../../worker/predict/predictor.ts";
import { openRun, type Run } from "./open-run.ts";

export interface Opened {
  readonly fineTuned: FineTuned;
  /** Of the model. */
  readonly file: string;
  /** Undefined for a model on its own. */
  readonly run: Run | undefined;
}

/** @throws UsageError when there is neither a run with a model nor a model; ConfigError when the model is damaged. */
export async function openFineTuned(target: string): Promise<Opened> {
  if (!(await exists(target)))
    throw new UsageError(`${target} is neither the folder of a run nor a model: it does not exist.`);
  const run = (await exists(path.join(target, "job.yaml"))) ? await openRun(target) : undefined;
  const file = run === undefined ? target : modelFolderOf(run);
  if (run !== undefined && !(await exists(file))) {
    throw new UsageError(`${target} has no model yet: the run has not come to its end. Go on with it by --resume.`);
  }
  return { fineTuned: await readFineTuned(file), file, run };
}

/** Where a run's exported model lies, also when its folder was moved. */
function modelFolderOf({ job, directory }: Pick<Run, "job" | "directory">): string {
  const { destination } = job.spec.output;
  const chosen = destination === undefined ? undefined : filePathOf(destination, directory);
  return chosen ?? path.join(directory, "model");
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false, // unreadable is as good as missing here; who reads it says why
  );
}
