// Measures a fine-tuned model on samples of a data set, as a run does on its test set.
import type { Clock } from "../../common/clock.ts";
import { ConfigError, must } from "../../common/errors.ts";
import { ClassificationTally, softmax, testReport, type TestReport } from "../../common/metrics/classification.ts";
import type { Manifest } from "../data/manifest.ts";
import { bytesPerSample, openSampleLoader, type SampleKind } from "../data/sample-loader.ts";
import type { ModelLabels } from "../model/labels.ts";
import type { Predictor } from "./predictor.ts";

export interface EvaluateOptions {
  readonly manifest: Manifest;
  readonly root: string;
  /** Sample ids. */
  readonly samples: Int32Array;
  /** Named in the report. */
  readonly split: string;
  readonly corruptPolicy: "fail" | "skip";
  readonly clock: Clock;
  readonly onProgress?: (done: number, total: number) => void;
}

const BATCH = 32;

/** @throws JobFailedError for a sample that can't be had; ConfigError for classes that the model does not know. */
export async function evaluateSamples(predictor: Predictor, options: EvaluateOptions): Promise<TestReport> {
  const { manifest, samples, split, root, corruptPolicy, clock } = options;
  const { labels } = predictor;
  const { classes } = labels;
  const sample = sampleKindOf(labels, corruptPolicy);
  const classOf = classIndexes(manifest, classes);
  const tally = new ClassificationTally(classes.length);
  const loader = await openSampleLoader({ manifest, root, clock }, sample);
  try {
    loader.prefetch(samples);
    for (let from = 0; from < samples.length; from += BATCH) {
      const ids = samples.subarray(from, from + BATCH);
      const buffers = {
        pixels: new Uint8Array(ids.length * bytesPerSample(sample)),
        labels: new Int32Array(ids.length),
        weights: new Float32Array(ids.length),
      };
      await loader.prepare(ids, buffers);
      const logits = predictor.logits(buffers.pixels);
      ids.forEach((id, i) => {
        const row = logits.subarray(i * classes.length, (i + 1) * classes.length);
        const label = must(classOf[buffers.labels[i] ?? 0], "a class of the model");
        const path = must(manifest.samples[id], `sample ${id}`).path;
        tally.add({ label, logits: row, loss: crossEntropy(row, label), weight: buffers.weights[i] ?? 0, path });
      });
      options.onProgress?.(from + ids.length, samples.length);
    }
    return testReport(split, classes, tally);
  } finally {
    await loader.close();
  }
}

function sampleKindOf(labels: ModelLabels, corruptPolicy: "fail" | "skip"): SampleKind {
  if ("features" in labels) return { kind: "rows", columns: labels.features };
  return { kind: "pictures", resize: labels.preprocess.resize, corruptPolicy };
}

/** In float64. */
function crossEntropy(logits: Float32Array, label: number): number {
  const probability = softmax(logits)[label] ?? 0;
  if (probability > 0) return -Math.log(probability);
  // Too small for a float64: the difference of logits is what is left of it.
  return Math.max(...logits) - (logits[label] ?? Number.NaN);
}

/** Index in the model of each class of the data set. */
function classIndexes(manifest: Manifest, classes: readonly string[]): readonly number[] {
  const indexes = manifest.classes.map(({ name }) => classes.indexOf(name));
  const unknown = manifest.classes.filter((_, index) => indexes[index] === -1);
  if (unknown.length === 0) return indexes;
  const hint = `the model's classes are ${classes.slice(0, 20).join(", ")}${classes.length > 20 ? ", ..." : ""}`;
  const problems = unknown
    .slice(0, 20)
    .map(({ name }) => ({ path: name, message: "the model has no class of this name", hint }));
  throw new ConfigError(manifest.source, problems);
}
