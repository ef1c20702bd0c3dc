import assert from "node:assert/strict";
import { test } from "node:test";
import { NOT_YET } from "../../../common/job/not-yet.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { LEAST, problemOf, problemsOf, withSpec } from "./jobs.ts";

/** One job for each row of the table: what asks for the feature, and what is near it and does not. */
const ROWS: readonly (readonly [path: string, refused: string, accepted?: string])[] = [
  ["spec.model.source", "model.source=s3://bucket/model.h5", "model.source=file:/model.h5"],
  ["spec.dataset.source", "dataset.source=https://host/data", "dataset.source=file:data"],
  [
    "spec.dataset.format",
    "dataset={source: file:a, format: parquet, columns: {image: a, label: b}}",
    "dataset={source: file:a, format: csv, columns: {image: a, label: b}}",
  ],
  ["spec.checkpoint.destination", "checkpoint.destination=s3://b/k", "checkpoint.destination=file:/a"],
  ["spec.output.destination", "output.destination=s3://b/k", "output.destination=file:/a"],
];

for (const [path, refused, accepted] of ROWS) {
  test(`${refused} is refused with 'not supported yet' and what to do`, () => {
    const problem = problemOf(LEAST, [refused]);
    assert.equal(problem.path, path.replace("*", "0"));
    assert.match(problem.message, /^not supported yet: .+; (?:leave it out|set it to|keep one)/u);
    if (accepted !== undefined) assert.ok(parseJob(LEAST, "job.yaml", [accepted]));
  });
}

test("each row of the table has its test here", () => {
  assert.deepEqual(
    NOT_YET.map(({ path }) => path),
    ROWS.map(([path]) => path),
  );
});

test("the whole job of the design is accepted", () => {
  const text = `apiVersion: elastune.dev/v1alpha1
kind: FineTuneJob
metadata: { name: flowers }
spec:
  model:
    source: file:./models/mobilenet_v2/model.json
    cutAt: global_average_pooling2d_1
    head: [ { dropout: 0.2 }, { dense: { units: classes } } ]
    weights: pretrained
  dataset:
    source: file:./data/flowers
    format: image-folder
    split: { train: 0.8, validation: 0.1, test: 0.1 }
    preprocess: { resize: [224, 224], scale: [-1, 1] }
    augment: { flipHorizontal: true, crop: 0.1 }
    corruptSamples: fail
  training:
    seed: 7
    batchSize: 256
    microBatches: 16
    optimizer: { adamw: { weightDecay: 0.01 } }
    phases:
      - { name: head, unfreeze: [head], epochs: 3, learningRate: 1e-3 }
      - { name: top, unfreeze: [head, "block_16*", "Conv_1*"], epochs: 10, learningRate: { default: 1e-5, head: 1e-4 }, schedule: { cosine: { warmupSamples: 12800 } }, batchNormalization: frozen }
    onPlateau: { metric: validation.loss, patience: 2, learningRate: { times: 0.5, min: 1e-6 }, batchSize: { times: 2, max: 1024 } }
    earlyStopping: { metric: validation.accuracy, patience: 3 }
    validation: { every: epoch }
    limits: { maxSteps: 100000, maxSeconds: 86400 }
    features: auto
    clipNorm: 1.0
  workers: { replicas: 4, min: 1, max: 16, spares: 0, device: auto, threads: auto }
  numerics: { mode: strict, audit: 100 }
  plugins: [ ./my-loss.mjs ]
  checkpoint: { everySteps: 100, keep: 3, destination: file:./runs/flowers/checkpoints }
  output: { destination: file:./runs/flowers/model, formats: [tfjs, saved-model, keras] }
`;
  assert.ok(parseJob(text, "job.yaml"));
});

test("a wrong value of a key that is not supported yet is only reported as wrong", () => {
  assert.deepEqual(
    problemsOf(withSpec("  workers: { spares: -2 }")).map(({ message }) => message),
    ["expected a whole number from 0 to 4096, found -2"],
  );
});
