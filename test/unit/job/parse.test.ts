import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError } from "../../../common/errors.ts";
import { parseJob } from "../../../common/job/parse.ts";
import { LEAST, problemsOf, withSpec } from "./jobs.ts";

const parse = (text: string) => parseJob(text, "job.yaml");

test("a job that gives a name, a model and a data set has a default for everything else", () => {
  const { spec, metadata } = parse(LEAST);
  assert.equal(metadata.name, "flowers");
  assert.deepEqual(spec.model.head, [{ dropout: 0.2 }, { dense: { units: "classes", activation: "linear" } }]);
  assert.deepEqual(spec.dataset.split, { train: 0.8, validation: 0.1, test: 0.1 });
  assert.deepEqual(spec.dataset.preprocess, { resize: [224, 224], scale: [-1, 1] });
  assert.deepEqual(spec.training.optimizer, { adamw: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 } });
  assert.deepEqual(spec.training.phases, [
    {
      name: "head",
      unfreeze: ["head"],
      epochs: 5,
      learningRate: { default: 1e-3 },
      schedule: "constant",
      batchNormalization: "frozen",
    },
  ]);
  assert.deepEqual([spec.training.batchSize, spec.training.microBatches], [32, 4]);
  assert.deepEqual(spec.training.validation, { every: "epoch" });
  const { timeouts, ...workers } = spec.workers;
  assert.deepEqual(workers, { replicas: 1, min: 1, max: 64, spares: 0, device: "auto", threads: "auto" });
  assert.deepEqual([timeouts.silenceSeconds, timeouts.loadingSeconds], [1.5, 600]);
  assert.deepEqual(spec.checkpoint, { everySteps: 100, keep: 3 });
  assert.deepEqual(spec.output, { formats: ["tfjs"] });
  assert.deepEqual(spec.numerics, { mode: "strict", audit: 0 });
});

test("short forms are written out", () => {
  const { spec } = parse(
    withSpec(`  training:
    optimizer: sgd
    validation: { steps: 200 }
    phases: [{ learningRate: 1e-4 }]
  numerics: relaxed`),
  );
  assert.deepEqual(spec.training.optimizer, { sgd: { momentum: 0, nesterov: false, weightDecay: 0 } });
  assert.deepEqual(spec.training.validation, { every: { steps: 200 } });
  assert.deepEqual(spec.training.phases[0]?.learningRate, { default: 1e-4 });
  assert.deepEqual(spec.numerics, { mode: "relaxed", audit: 0 });
});

test("the kinds of head layers are all accepted", () => {
  const text = LEAST.replace(
    "file:./model.h5 }",
    "file:./model.h5, head: [{ globalAveragePooling: {} }, { globalMaxPooling: true }, { flatten: }, { dense: { units: 64, activation: relu } }, { dropout: 0 }, { activation: swish }, { dense: { units: classes } }, { activation: softmax }] }",
  );
  const kinds = parse(text).spec.model.head.map((layer) => Object.keys(layer)[0]);
  assert.deepEqual(kinds, [
    "globalAveragePooling",
    "globalMaxPooling",
    "flatten",
    "dense",
    "dropout",
    "activation",
    "dense",
    "activation",
  ]);
  assert.deepEqual(parse(text).spec.model.head.slice(1, 3), [{ globalMaxPooling: {} }, { flatten: {} }]);
});

test("a rate per pattern, clipping, a step limit and validation every so many steps are supported", () => {
  const { spec } = parse(
    withSpec(`  training:
    clipNorm: 1
    limits: { maxSteps: 10 }
    validation: { every: { steps: 5 } }
    phases: [{ unfreeze: ["*"], learningRate: { default: 1e-5, head: 1e-4, "block_16*": 3e-5 } }]`),
  );
  assert.deepEqual(spec.training.phases[0]?.learningRate, { default: 1e-5, head: 1e-4, "block_16*": 3e-5 });
  assert.deepEqual([spec.training.clipNorm, spec.training.limits.maxSteps], [1, 10]);
});

test("a key with nothing behind it is left out", () => {
  assert.deepEqual(parse(withSpec("  training:\n    optimizer:\n    clipNorm:\n  output:")), parse(LEAST));
});

test("shares that add up to one in decimal are accepted", () => {
  const split = "{ train: 0.7, validation: 0.2, test: 0.1 }";
  assert.equal(parse(LEAST.replace("./data }", `./data, split: ${split} }`)).spec.dataset.split.train, 0.7);
});

test("a split without validation is accepted, but nothing can watch it", () => {
  const text = LEAST.replace("./data }", "./data, split: { validation: 0 } }");
  assert.equal(parse(text).spec.dataset.split.validation, 0);
  const problems = problemsOf(`${text}  training: { earlyStopping: {} }\n`);
  assert.ok(problems.some(({ message }) => message.startsWith("expected a validation share above 0")));
});

test("every problem of every kind is reported at once, in the order of the lines", () => {
  const problems = problemsOf(
    withSpec(`  training:
    batchSize: abc
    microBatchs: 3
    phases:
      - { name: head, epochs: 0 }
      - { name: head, schedule: { cosine: {} } }
  workers: { replicas: 4, min: 5 }
  output: { destination: s3://b/k }`),
  );
  assert.deepEqual(
    problems.map(({ line, path }) => `${line ?? "?"} ${path}`),
    [
      "8 spec.training.batchSize",
      "9 spec.training.microBatchs",
      "11 spec.training.phases.0.epochs",
      "12 spec.training.phases.1.name",
      "13 spec.workers.min",
      "14 spec.output.destination",
    ].toSorted(byLine),
  );
});
function byLine(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}

test("a wrong value does not make up a second problem with its default", () => {
  // The default batch size is no multiple of 5, but the batch size that was meant is not known.
  assert.equal(problemsOf(withSpec("  training: { batchSize: x, microBatches: 5 }")).length, 1);
});

test("the message names the file, and each problem's line, place, expectation and find", () => {
  assert.throws(
    () => parse(withSpec("  training: { batchSize: -4 }")),
    (thrown) => {
      assert.ok(thrown instanceof ConfigError);
      assert.equal(
        thrown.message,
        "job.yaml\n  line 7: spec.training.batchSize: expected a whole number from 1 to 1048576, found -4",
      );
      return true;
    },
  );
});

test("a line is that of the key, also behind an alias", () => {
  const text = withSpec("  training: &shared\n    batchSize: 0\n  checkpoint: *shared");
  const lines = problemsOf(text).map(({ path, line }) => [path, line]);
  assert.deepEqual(lines[0], ["spec.training.batchSize", 8]);
});

test("UTF-8 bytes with a byte order mark are read like text", () => {
  assert.deepEqual(parseJob(Buffer.from(`\ufeff${LEAST}`), "job.yaml"), parse(LEAST));
});
