// Each row is a job with one thing wrong: where the error must point, and what it must say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LEAST, problemsOf, withSpec } from "./jobs.ts";

/** Job text, path, line, part of the message with its hint. */
type Row = readonly [text: string, path: string, line: number, says: string];

const spec = (more: string, path: string, says: string, line = 7): Row => [withSpec(more), `spec.${path}`, line, says];
const training = (more: string, path: string, says: string) =>
  spec(`  training: { ${more} }`, `training.${path}`, says);
const phase = (more: string, path: string, says: string) => training(`phases: [{ ${more} }]`, `phases.0${path}`, says);
const dataset = (more: string, path: string, says: string): Row => [
  LEAST.replace("file:./data }", `file:./data, ${more} }`),
  `spec.dataset.${path}`,
  6,
  says,
];
const rows = (more: string, path: string, says: string, features = "[a, b]") =>
  dataset(`format: csv, columns: { features: ${features}, label: y }${more}`, path, says);
const model = (more: string, path: string, says: string): Row => [
  LEAST.replace("file:./model.h5 }", `file:./model.h5, ${more} }`),
  `spec.model.${path}`,
  5,
  says,
];
const name = (written: string, says: string): Row => [
  LEAST.replace("name: flowers", written),
  "metadata.name",
  3,
  says,
];

const ROWS: readonly Row[] = [
  ["kind: FineTuneJob\n", "metadata", 1, "found nothing"],
  ["kind: FineTuneJob\n", "spec", 1, "expected a mapping with the keys model, dataset"],
  [LEAST.replace("v1alpha1", "v2"), "apiVersion", 1, 'expected elastune.dev/v1alpha1, found "elastune.dev/v2"'],
  [LEAST.replace("kind: FineTuneJob", "kind: Deployment"), "kind", 2, 'expected FineTuneJob, found "Deployment"'],
  [LEAST.replace("FineTuneJob", "FinetuneJob"), "kind", 2, "did you mean FineTuneJob?"],
  [LEAST.replace("kind", "knid"), "knid", 2, "unknown key (did you mean kind?)"],
  [LEAST.replace(/spec:[^]*/u, "spec: 3\n"), "spec", 4, "expected a mapping with the keys model, dataset"],
  [LEAST.replace(/spec:[^]*/u, "spec: []\n"), "spec", 4, "found an empty list"],
  [LEAST.replace(/ {2}model.*\n/u, ""), "spec.model", 4, "found nothing"],
  [LEAST.replace(/ {2}dataset.*\n/u, ""), "spec.dataset", 4, "found nothing"],
  name("name: Flowers", "lower-case letters, digits and -"),
  name("name: -flowers", "lower-case letters"),
  name(`name: ${"a".repeat(64)}`, "at most 63"),
  name("name: 12", "found 12"),
  name("name:", "found nothing"),
  name("name: ''", 'found ""'),
  [LEAST.replace("name: flowers", "name: flowers, lables: {}"), "metadata.lables", 3, "did you mean labels?"],
  [LEAST.replace("name: flowers", "name: flowers, labels: { a: 1 }"), "metadata.labels.a", 3, "expected text, found 1"],

  [
    LEAST.replace("file:./model.h5", "./model.h5"),
    "spec.model.source",
    5,
    'expected file:PATH, s3://BUCKET/KEY or https://HOST/PATH, found "./model.h5"',
  ],
  [LEAST.replace("file:./model.h5", "ftp://x/y"), "spec.model.source", 5, "expected file:PATH"],
  [LEAST.replace("file:./data", "'file:'"), "spec.dataset.source", 6, "expected file:PATH"],
  [LEAST.replace("file:./data", '"file:a\\tb"'), "spec.dataset.source", 6, "expected file:PATH"],
  model("weights: pretraind", "weights", "did you mean pretrained?"),
  model("cutat: x", "cutat", "did you mean cutAt?"),
  model("cutAt: 5", "cutAt", "expected the name of a layer, found 5"),
  model("head: []", "head", "at least one of: layers, found an empty list"),
  model("head: { dense: { units: 3 } }", "head", "expected a list of at least one of: layers, found a mapping"),
  model("head: [{ dense: {} }]", "head.0.dense.units", "expected classes, or a whole number from 1 up, found nothing"),
  model("head: [{ dense: { units: class } }]", "head.0.dense.units", 'found "class"'),
  model("head: [{ dense: { units: 0 } }]", "head.0.dense.units", "found 0"),
  model("head: [{ dense: { units: classes, activation: rleu } }]", "head.0.dense.activation", "did you mean relu?"),
  model(
    "head: [{ dropout: 1 }, { dense: { units: classes } }]",
    "head.0.dropout",
    "expected a number from 0 and below 1, found 1",
  ),
  model("head: [{ dropuot: 0.1 }, { dense: { units: classes } }]", "head.0", "did you mean dropout?"),
  model(
    "head: [{ dropout: 0.1, flatten: {} }, { dense: { units: classes } }]",
    "head.0",
    "found the keys dropout and flatten",
  ),
  model(
    "head: [flatten, { dense: { units: classes } }]",
    "head.0",
    "expected one layer: { dense: { units: classes } }",
  ),
  model("head: [{ dense: { units: classes } }, { dropout: 0.1 }]", "head", "expected a dense layer at the end"),

  dataset("format: images", "format", "expected image-folder, csv"),
  dataset("format: image_folder", "format", "did you mean image-folder?"),
  dataset("columns: { image: a, label: b }", "columns", "expected no columns with the format image-folder"),
  dataset("columns: { image: a }", "columns", "expected { image: COLUMN, label: COLUMN }"),
  dataset("split: { train: 0 }", "split.train", "expected a number above 0, up to 1, found 0"),
  dataset("split: { test: 1.5 }", "split.test", "expected a number from 0 to 1, found 1.5"),
  dataset("split: { train: 0.9, validation: 0.1, test: 0.1 }", "split", "at most 1 in all, found 1.1"),
  dataset("split: { valdation: 0.1 }", "split.valdation", "did you mean validation?"),
  dataset("split: 0.8", "split", "expected a mapping with the keys train, validation, test, found 0.8"),
  dataset("preprocess: { resize: 224 }", "preprocess.resize", "expected [height, width] in pixels, found 224"),
  dataset("preprocess: { resize: [224] }", "preprocess.resize", "found a list of 1"),
  dataset("preprocess: { resize: [224, 0] }", "preprocess.resize.1", "expected a whole number from 1 to 8192, found 0"),
  dataset("preprocess: { scale: [1, -1] }", "preprocess.scale", "expected the low end first, found [1, -1]"),
  dataset("preprocess: { scale: [0, 0] }", "preprocess.scale", "found [0, 0]"),
  dataset("preprocess: { scale: [0, .inf] }", "preprocess.scale.1", "found a number that is not finite"),
  dataset("augment: { crop: 1 }", "augment.crop", "expected a number from 0 and below 1"),
  dataset("augment: { flipHorizontal: yes }", "augment.flipHorizontal", 'expected true or false, found "yes"'),
  dataset("augment: { fliphorizontal: true }", "augment.fliphorizontal", "did you mean flipHorizontal?"),
  rows("", "columns.features.1", "expected each column once", "[a, a]"),
  rows("", "columns.features.0", "expected another column than the label", "[y]"),
  rows(", augment: { crop: 0.1 }", "augment.crop", "expected nothing: it is for pictures"),
  rows(", augment: { variants: 2 }", "augment.variants", "rows of numbers"),
  rows(", preprocess: { resize: [16, 16] }", "preprocess.resize", "expected nothing"),
  rows(", preprocess: { scale: [0, 1] }", "preprocess.scale", "expected nothing"),
  rows(", corruptSamples: skip", "corruptSamples", "expected nothing"),
  dataset("corruptSamples: ignore", "corruptSamples", "expected fail or skip"),

  training("batchSize: abc", "batchSize", 'expected a whole number from 1 to 1048576, found "abc"'),
  training("batchSize: 0", "batchSize", "found 0"),
  training("batchSize: 1.5", "batchSize", "found 1.5"),
  training("batchSize: .nan", "batchSize", "not finite"),
  training("batchSize: '64'", "batchSize", 'found "64"'),
  training("batchSize: [64]", "batchSize", "found a list of 1"),
  training("batchSize: true", "batchSize", "found true"),
  training("batchSize: 30", "batchSize", "expected a multiple of microBatches (4), found 30"),
  training("batchsize: 30", "batchsize", "did you mean batchSize?"),
  training("nonsense: 30", "nonsense", "the keys here are seed, batchSize, microBatches"),
  training("seed: -1", "seed", "expected a whole number from 0 to 4294967295"),
  training("microBatches: 0", "microBatches", "found 0"),
  training("optimizer: adam", "optimizer", "did you mean adamw?"),
  training("optimizer: { adamw: { beta1: 1 } }", "optimizer.adamw.beta1", "below 1, found 1"),
  training("optimizer: { sgd: { momentun: 0.9 } }", "optimizer.sgd.momentun", "did you mean momentum?"),
  training("optimizer: { sgd: {}, adamw: {} }", "optimizer", "found the keys sgd and adamw"),
  training("phases: {}", "phases", "expected a list of at least one of: phases, found a mapping"),
  training("phases: []", "phases", "found an empty list"),
  training("phases: [head]", "phases.0", "expected a mapping with the keys name, unfreeze"),
  training("validation: { every: step }", "validation.every", "expected epoch or { steps: 200 }"),
  training("validation: { every: { steps: 0 } }", "validation.every.steps", "found 0"),
  training("validation: { every: epoch, steps: 5 }", "validation", "expected every or steps, not both"),
  training("limits: { maxSteps: 0 }", "limits.maxSteps", "found 0"),
  training("limits: { maxStep: 10 }", "limits.maxStep", "did you mean maxSteps?"),
  training("features: on", "features", "expected auto or off"),
  training("clipNorm: 0", "clipNorm", "expected a number above 0, found 0"),
  phase("name: 'a b'", ".name", "letters, digits, - and _"),
  phase("epochs: 0", ".epochs", "found 0"),
  phase("epoch: 3", ".epoch", "did you mean epochs?"),
  phase("unfreeze: head", ".unfreeze", 'expected a list of at least one of: layer names or patterns, found "head"'),
  phase("unfreeze: []", ".unfreeze", "found an empty list"),
  phase("unfreeze: [1]", ".unfreeze.0", "expected the name of a layer, or a pattern"),
  phase("learningRate: 0", ".learningRate", "expected a number above 0, or { default: NUMBER"),
  phase("learningRate: 1e-3x", ".learningRate", 'found "1e-3x"'),
  phase("learningRate: { head: 0.1 }", ".learningRate", "found the key head"),
  phase("learningRate: { default: 0.1, head: -1 }", ".learningRate.head", "expected a number above 0, found -1"),
  phase("schedule: { cosine: { warmup: 3 } }", ".schedule.cosine.warmup", "the keys here are warmupSamples, end"),
  phase("schedule: cosine", ".schedule", 'found "cosine"'),
  training(
    "batchSize: 4, phases: [{ batchNormalization: train }]",
    "phases.0.batchNormalization",
    "expected micro-batches of 2 samples or more for train, found batchSize 4 in 4 microBatches",
  ),
  phase("batchNormalization: froze", ".batchNormalization", "did you mean frozen?"),
  spec("  workers: { replicas: 0 }", "workers.replicas", "found 0"),
  spec("  workers: { min: 2 }", "workers.min", "expected at most replicas (1), found 2"),
  spec("  workers: { threads: many }", "workers.threads", "expected auto or a whole number from 1 to 1024"),
  spec("  workers: { device: cuda }", "workers.device", "expected auto, cpu or gpu"),
  spec("  numerics: strikt", "numerics", "did you mean strict?"),
  spec("  plugins: ./a.mjs", "plugins", "expected a list of module paths"),
  spec("  checkpoint: { keep: 0 }", "checkpoint.keep", "found 0"),
  spec("  checkpoint: { destination: https://a/b }", "checkpoint.destination", "expected file:PATH or s3://BUCKET/KEY"),
  spec("  output:\n    formats:\n      - tfjs\n      - tf", "output.formats.1", "expected tfjs, saved-model", 10),
  spec("  output: { formats: [tfjs, tfjs] }", "output.formats", "expected each format once"),
  spec("  trainig: {}", "trainig", "did you mean training?"),
  spec("  trainig:", "trainig", "did you mean training?"),
];

for (const [text, path, line, says] of ROWS) {
  test(`line ${line} ${path}: ${says}`, () => {
    const problems = problemsOf(text).map(({ message, hint, ...place }) => ({
      ...place,
      text: `${message} (${hint ?? ""})`,
    }));
    const found = problems.find((problem) => problem.path === path && problem.text.includes(says));
    assert.ok(found, `not among ${JSON.stringify(problems, null, 1)}`);
    assert.equal(found.line, line);
  });
}

test("one mistake makes one problem", () => {
  const several = ROWS.filter(([text]) => problemsOf(text).length !== 1).map(([, path, , says]) => `${path} ${says}`);
  // A file without metadata lacks spec too; an unknown kind of key leaves the right one out.
  assert.deepEqual(
    several,
    ROWS.slice(0, 2).map(([, path, , says]) => `${path} ${says}`),
  );
});
