// From a job and its data set to what training will go through: the splits and the program. The same wherever it is made.
import type { JobSpec } from "../common/job/schema.ts";
import { programOf } from "../common/program/from-job.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import type { Manifest } from "./data/manifest.ts";
import { splitSamples } from "./data/split.ts";
import type { Splits } from "./round-samples.ts";

export interface RunPlan {
  readonly splits: Splits;
  /** As the job wants it: whether its phases can train on features is known once the model is loaded. */
  readonly program: TrainingProgram;
}

/** @throws ConfigError for a split that the data set is too small for */
export function planOf(spec: JobSpec, manifest: Manifest): RunPlan {
  const splits = splitSamples(manifest, spec.training.seed, spec.dataset.split);
  const { train, validation, test } = splits;
  return {
    splits,
    program: programOf(spec, { train: train.length, validation: validation.length, test: test.length }),
  };
}
