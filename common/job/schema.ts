// The job file: the one schema that validation, the editor's JSON Schema, the CRD and the reference page are made from.
// Rules between keys are in rules.ts, keys whose feature comes later in not-yet.ts, reading in parse.ts.
import { z } from "zod";
import { datasetSchema } from "./dataset.ts";
import { mapping } from "./fields.ts";
import { modelSchema } from "./model.ts";
import { trainingSchema } from "./training.ts";
import {
  checkpointSchema,
  metadataSchema,
  numericsSchema,
  outputSchema,
  pluginsSchema,
  workersSchema,
} from "./workers.ts";

const apiVersion = "elastune.dev/v1alpha1";
const kind = "FineTuneJob";

const specSchema = mapping({
  model: modelSchema.describe("The pretrained network and its new last layers."),
  dataset: datasetSchema.describe("The samples."),
  training: trainingSchema.prefault({}).describe("How the weights change."),
  workers: workersSchema.prefault({}).describe("Who computes. Their number changes speed, never the result."),
  numerics: numericsSchema
    .prefault("strict")
    .describe(
      "`strict` refuses a worker whose arithmetic differs (other library, device or settings); `relaxed` only says so.",
    ),
  plugins: pluginsSchema
    .default([])
    .describe(
      "ES modules with a loss, metrics, an augmentation or a callback of your own (docs/plugins.md). A relative path starts at the folder of the job file.",
    ),
  checkpoint: checkpointSchema.prefault({}).describe("How often the state of training is saved, and where."),
  output: outputSchema.prefault({}).describe("Where the fine-tuned model goes, and in which formats."),
});

export const jobSchema = mapping({
  apiVersion: z
    .literal(apiVersion, { error: apiVersion })
    .default(apiVersion)
    .describe("Version of this schema. Kubernetes needs it."),
  kind: z.literal(kind, { error: kind }).default(kind).describe("Kind of object. Kubernetes needs it."),
  metadata: metadataSchema.describe("What the job is called."),
  spec: specSchema.describe("What to do."),
});

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** A job with every default filled in and every short form written out. */
export type Job = DeepReadonly<z.output<typeof jobSchema>>;
export type JobSpec = Job["spec"];
