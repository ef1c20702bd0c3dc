// The rest of spec: who computes, how strictly results must agree, and what is written where.
import { z } from "zod";
import { decimal, either, list, location, mapping, text, whole, word } from "./fields.ts";

const seconds = (byDefault: number) => decimal({ from: 0.5, to: 86_400 }).default(byDefault);
/** How long each thing may take before somebody is given up: what suits most machines. */
const timeoutsSchema = mapping({
  silenceSeconds: seconds(1.5).describe("A worker that gives no sign of life for so long is lost."),
  reconnectSeconds: seconds(1.5).describe("The same for one whose connection to the coordinator has closed."),
  linkSeconds: seconds(1.5).describe("For workers that cannot reach each other; who reaches fewer of them has to go."),
  stuckSeconds: seconds(3).describe(
    "Computing that takes longer, and 8 times as long as usual, has stuck: another process takes its place.",
  ),
  loadingSeconds: seconds(600).describe("For a worker to load the model, compile it and compute for the first time."),
  reportSeconds: seconds(10).describe("For a worker that lives to say where it stands when others come or go."),
  formingSeconds: seconds(30).describe("Training begins with `min` workers when the others have not come by then."),
});

export const workersSchema = mapping({
  replicas: whole(1, 4096).default(1).describe("Workers at the start. Changes speed, never the result."),
  min: whole(1, 4096).default(1).describe("Training waits while there are fewer."),
  max: whole(1, 4096).optional().describe("Nobody can scale above this. Left out: 64, or replicas where that is more."),
  spares: whole(0, 4096)
    .default(0)
    .describe("Workers beyond `replicas` that have loaded the model and wait to take the place of one that is lost."),
  device: word(["auto", "cpu", "gpu"]).default("auto").describe("`auto` takes a GPU where there is one."),
  threads: either("auto or a whole number from 1 to 1024", [word(["auto"]), whole(1, 1024)])
    .default("auto")
    .describe(
      "Micro-batches that a worker on a CPU runs at once; changes speed, never bits. `auto` is the cores divided by the workers on the host.",
    ),
  timeouts: timeoutsSchema.prefault({}).describe("How long each thing may take before a worker is given up."),
}).transform(({ max, ...rest }) => ({ ...rest, max: max ?? Math.max(64, rest.replicas) }));

const strictness = word(["strict", "relaxed"]);
export const numericsSchema = either("strict, relaxed or { mode: strict, audit: 100 }", [
  strictness.transform((mode) => ({ mode, audit: 0 })),
  mapping({
    mode: strictness
      .default("strict")
      .describe("`strict` refuses a worker whose arithmetic differs; `relaxed` only says so."),
    audit: whole(0)
      .default(0)
      .describe(
        "Every so many steps, one micro-batch is computed by two workers and compared, and a worker that is wrong is set aside; 0 for never.",
      ),
  }),
]);

export const pluginsSchema = list("module paths", text("the path of a module, such as ./my-loss.mjs"), 0, 64);

export const checkpointSchema = mapping({
  everySteps: whole(1)
    .default(100)
    .describe("Steps between two checkpoints; there is always one at the end of an epoch and of the job."),
  keep: whole(1).default(3).describe("How many are kept."),
  destination: location(["file", "s3"])
    .optional()
    .describe("Folder they are written to. Left out: `checkpoints/` in the run's folder."),
});

const formats = ["tfjs", "saved-model", "keras", "safetensors"] as const;
export const outputSchema = mapping({
  destination: location(["file", "s3"])
    .optional()
    .describe("Folder the model is written to. Left out: `model/` in the run's folder."),
  formats: list(formats.join(", "), word(formats), 1, formats.length)
    .default(["tfjs"])
    .describe(
      "What the model is saved as: tfjs layers-model, TensorFlow SavedModel, Keras or safetensors. The tfjs model is always there, since `predict` uses it; the others are in folders of their names in it.",
    ),
});

const annotation = z.record(z.string(), z.string({ error: "text" }), { error: "a mapping of text to text" });
export const metadataSchema = mapping({
  name: text(
    "a name of at most 63 lower-case letters, digits and - that starts and ends with a letter or digit",
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u,
  ).describe("The job's name, and that of its run folder: a DNS label."),
  namespace: text("a Kubernetes namespace", /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u)
    .optional()
    .describe("Kubernetes namespace; means nothing on one machine."),
  labels: annotation.optional().describe("Kubernetes labels; mean nothing on one machine."),
  annotations: annotation.optional().describe("Kubernetes annotations; mean nothing on one machine."),
});
