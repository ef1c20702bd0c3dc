import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJob } from "../../../common/job/parse.ts";
import { LEAST, problemOf, problemsOf, withSpec } from "./jobs.ts";

const specWith = (...overrides: string[]) => parseJob(LEAST, "job.yaml", overrides).spec;

test("a path starts at spec, with or without saying so", () => {
  assert.equal(specWith("training.batchSize=64").training.batchSize, 64);
  assert.equal(specWith("spec.training.batchSize=64").training.batchSize, 64);
  assert.equal(parseJob(LEAST, "job.yaml", ["metadata.name=other"]).metadata.name, "other");
});

test("the value is YAML", () => {
  assert.deepEqual(specWith("dataset.preprocess.resize=[96, 96]").dataset.preprocess.resize, [96, 96]);
  assert.equal(specWith("model.cutAt=out_relu").model.cutAt, "out_relu");
  assert.equal(specWith("training.phases.0.learningRate=1e-4").training.phases[0]?.learningRate.default, 1e-4);
  assert.equal(specWith("dataset.source=file:/a=b").dataset.source, "file:/a=b");
});

test("a list is indexed by number, also one that the file leaves to its default", () => {
  assert.equal(specWith("training.phases.0.epochs=2").training.phases[0]?.epochs, 2);
  const text = withSpec("  training: { phases: [{ name: top, epochs: 9 }] }");
  assert.deepEqual(
    parseJob(text, "job.yaml", ["training.phases.0.epochs=2"]).spec.training.phases.map(({ name, epochs }) => [
      name,
      epochs,
    ]),
    [["top", 2]],
  );
});

test("the last of two overrides of one key counts", () => {
  assert.equal(specWith("training.seed=1", "training.seed=2").training.seed, 2);
});

test("nothing or null takes a key out of the job", () => {
  const text = withSpec("  training: { clipNorm: 2 }");
  for (const value of ["", "null", "~"]) {
    assert.equal(parseJob(text, "job.yaml", [`training.clipNorm=${value}`]).spec.training.clipNorm, undefined);
  }
});

test("an override mends what the file has wrong", () => {
  assert.equal(
    parseJob(withSpec("  training: { batchSize: x }"), "job.yaml", ["training.batchSize=8"]).spec.training.batchSize,
    8,
  );
});

const ROWS: readonly (readonly [override: string, path: string, says: RegExp])[] = [
  [
    "training.batchSize=abc",
    "spec.training.batchSize",
    /^expected a whole number .*, found "abc" \(from --set training\.batchSize=abc\)$/u,
  ],
  ["training.batchSize=63", "spec.training.batchSize", /multiple of microBatches \(4\), found 63 \(from --set/u],
  ["training.batchsize=64", "spec.training.batchsize", /^unknown key \(from --set/u],
  ["trainin.batchSize=64", "spec.trainin", /^unknown key \(from --set/u],
  ["metadata.name=Bad", "metadata.name", /found "Bad" \(from --set/u],
  ["model.head.0.droput=1", "spec.model.head.0", /the key droput \(from --set/u],
  ["checkpoint.destination=s3://b/k", "spec.checkpoint.destination", /^not supported yet: .*\(from --set/u],
  ["nonsense", "--set nonsense", /expected path=value/u],
  ["=3", "--set =3", /expected path=value/u],
  ["a..b=3", "--set a..b=3", /expected path=value/u],
  ["__proto__.x=3", "--set __proto__.x=3", /expected path=value/u],
  [
    "training.phases.3.epochs=1",
    "--set training.phases.3.epochs=1",
    /expected an index of 0 into spec\.training\.phases, found 3/u,
  ],
  ["training.phases.x.epochs=1", "spec.training.phases", /expected a list .*, found a mapping \(from --set/u],
  ["model.source.x=1", "--set model.source.x=1", /spec\.model\.source has no keys: it is "file:\.\/model\.h5"/u],
  ["training.seed=[1", "--set training.seed=[1", /not valid YAML/u],
  [`training.seed=${"[".repeat(5000)}`, `--set training.seed=${"[".repeat(5000)}`, /at most 64 levels/u],
];

for (const [override, path, says] of ROWS) {
  test(`--set ${override.slice(0, 40)} is named in the problem, without a line`, () => {
    const problem = problemOf(LEAST, [override]);
    assert.equal(problem.path, path);
    assert.match(problem.message, says);
    assert.equal(problem.line, undefined);
  });
}

test("a misspelt override is told the right key", () => {
  assert.equal(problemsOf(LEAST, ["trainin.batchSize=64"])[0]?.hint, "did you mean training?");
});

test("problems of overrides and of the file are reported together", () => {
  const paths = problemsOf(withSpec("  numerics: x"), ["nonsense", "training.seed=x"]).map(({ path }) => path);
  assert.deepEqual(paths, ["--set nonsense", "spec.training.seed", "spec.numerics"]);
});
