// Jobs whose samples are rows of numbers in a CSV file, and whose network takes vectors.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { must } from "../../common/errors.ts";
import { assertFailed, assertFinished } from "../support/contract.ts";
import type { Line } from "../support/elastune.ts";
import { writeVectorModel } from "../support/keras-file.ts";
import { NUMBERS, numberTable } from "../support/number-table.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

const TABLE = {
  source: "file:./numbers.csv",
  format: "csv",
  columns: { features: NUMBERS, label: "kind" },
  preprocess: undefined,
};
const JOB = {
  model: { source: "file:./vectors.h5" },
  dataset: TABLE,
  training: { batchSize: 12, phases: [{ epochs: 6, unfreeze: ["head", "narrow"], learningRate: 0.01 }] },
};

let workshop: Workshop;
let job: string;
let finished: Line;

before(async () => {
  workshop = await openWorkshop("warm");
  await writeVectorModel(workshop.path("vectors.h5"), NUMBERS.length);
  await writeFile(workshop.path("numbers.csv"), numberTable(120));
  job = await workshop.job("numbers", JOB);
  finished = assertFinished(await workshop.run(job, "done"));
});
after(() => workshop.remove());

test("a job of numbers learns them: better than the largest class on rows that it never trained on", () => {
  const { accuracy } = finished["test"] as { readonly accuracy: number };
  assert.ok(accuracy > 0.7, String(accuracy));
});

test("it gives the same weights again, also where no trunk's features are kept, and when it was killed on the way", async (t) => {
  const again = assertFinished(await workshop.run(job, "again"));
  assert.equal(again["weightsSha256"], finished["weightsSha256"]);
  const running = workshop.start(t, job, "killed", "--set", "checkpoint.everySteps=3");
  await running.until(({ event, step }) => event === "step" && step === 14);
  running.kill("SIGKILL");
  await running.ended;
  // What the run goes on with are the rows that it began with: the table is not needed any more.
  await writeFile(workshop.path("moved.csv"), "");
  const resumed = await workshop.run(job, "killed", "--resume", "--set", "dataset.source=file:./moved.csv");
  assert.equal(assertFinished(resumed)["weightsSha256"], finished["weightsSha256"]);
});

test("the compiled step, tfjs and stored features of a trunk come to the same loss, as far as float32 goes", async () => {
  const losses: number[] = [(finished["test"] as { readonly loss: number }).loss];
  for (const [runDir, ...flags] of [
    ["eager", "--eager"],
    ["rows", "--set", "training.features=off"],
  ]) {
    const ended = await workshop.run(job, must(runDir, "a folder"), ...flags);
    losses.push((assertFinished(ended)["test"] as { readonly loss: number }).loss);
    assert.equal(ended.lines.find(({ event }) => event === "phase")?.["input"], "rows");
  }
  for (const loss of losses) assert.ok(Math.abs(loss - (losses[0] ?? Number.NaN)) < 1e-3, losses.join());
});

test("every layer trains, BatchNormalization with its statistics too, the same compiled and op by op", async () => {
  const phases = [{ epochs: 2, unfreeze: ["*"], learningRate: 0.01, batchNormalization: "train" }];
  const head = [{ dense: { units: "classes" } }];
  const deep = await workshop.job("deep", {
    ...JOB,
    model: { ...JOB.model, head, cutAt: "wide_bn" },
    // AdamW would make a whole step of the rounding of a gradient that is zero.
    training: { ...JOB.training, phases, optimizer: { sgd: { momentum: 0.9 } } },
  });
  const ends = [await workshop.run(deep, "deep"), await workshop.run(deep, "deep-eager", "--eager")];
  const [graph, eager] = ends.map((ended) => (assertFinished(ended)["test"] as { readonly loss: number }).loss);
  assert.ok(Math.abs(Number(graph) - Number(eager)) < 1e-3, `${graph} and ${eager}`);
});

test("a run whose rows were changed or taken away is not gone on with", async (t) => {
  // Features of a trunk, once they are stored, take the place of the rows.
  const plain = ["--set", "training.features=off"];
  const running = workshop.start(t, job, "spoilt", ...plain);
  await running.until(({ event, step }) => event === "step" && step === 9);
  running.kill("SIGKILL");
  await running.ended;
  const rows = workshop.path("spoilt", "rows.safetensors");
  const bytes = await readFile(rows);
  await writeFile(rows, bytes.subarray(0, -4));
  const short = await workshop.run(job, "spoilt", "--resume", ...plain);
  assertFailed(short, { code: 1, error: "corrupt-data", says: ["rows.safetensors"] });
  bytes.fill(1, bytes.length - 20);
  await writeFile(rows, bytes);
  const changed = await workshop.run(job, "spoilt", "--resume", ...plain);
  assertFailed(changed, { code: 1, error: "data-changed", says: ["rows.safetensors", "line 121"] });
});

test("evaluate measures what the run did, and another table by its columns' names", async () => {
  const own = finished["test"] as { readonly accuracy: number; readonly loss: number };
  const { lines, stderr } = await workshop.elastune("evaluate", "done", "--json");
  const report = must(lines[0], stderr);
  assert.equal(report["accuracy"], own.accuracy);
  assert.ok(Math.abs(Number(report["loss"]) - own.loss) < 1e-6);
  const [names = "", ...rows] = numberTable(30).trimEnd().split("\n");
  const turned = [names, ...rows].map((line) => line.split(",").toReversed().join());
  await writeFile(workshop.path("turned.csv"), turned.join("\n"));
  await writeFile(workshop.path("straight.csv"), [names, ...rows].join("\n"));
  const measured = await Promise.all(
    ["turned.csv", "straight.csv"].map((file) => workshop.elastune("evaluate", "done", "--data", file, "--json")),
  );
  const [left, right] = measured.map((ended) => must(ended.lines[0], ended.stderr));
  assert.equal(left?.["samples"], 30);
  assert.deepEqual({ ...left, time: "" }, { ...right, time: "" });
});

test("predict takes rows and tells each by its line; a bad one is passed over", async () => {
  const rows = numberTable(40).trimEnd().split("\n");
  rows.splice(3, 0, "1,2,3,4,much,6,low");
  await writeFile(workshop.path("some.csv"), rows.join("\n"));
  const { code, lines, stderr } = await workshop.elastune("predict", "done", "some.csv", "none.csv", "--json");
  assert.equal(code, 1, stderr);
  assert.equal(lines.filter(({ event }) => event === "prediction").length, 40);
  assert.equal(lines[0]?.["input"], "some.csv line 2");
  assert.match(String(lines[2]?.["message"]), /some\.csv line 4: column "d": expected a number, found "much"/);
  assert.match(String(lines.at(-1)?.["message"]), /none\.csv: there is no such file/);
  const renamed = numberTable(1).replace("a,b,", "a,bb,");
  await writeFile(workshop.path("renamed.csv"), renamed);
  const wrong = await workshop.elastune("predict", "done", "renamed.csv", "--json");
  assert.match(String(wrong.lines[0]?.["message"]), /there is no column "b" \(did you mean bb\?\)/);
});

test("every export carries classes and columns, and predicts as the run's own model does", async () => {
  const probabilities = async (model: string): Promise<unknown> => {
    const ended = await workshop.elastune("predict", model, "numbers.csv", "--probabilities", "--json");
    assert.equal(ended.code, 0, ended.stderr);
    return ended.lines.map((line) => ({ ...line, time: "" }));
  };
  const expected = await probabilities("done");
  for (const [format, file] of [
    ["keras", "model.h5"],
    ["safetensors", "model.safetensors"],
    ["tfjs", "model.json"],
    ["saved-model", "elastune.json"],
  ]) {
    const { code, stderr } = await workshop.elastune("export", "done", "--format", must(format, "a format"));
    assert.equal(code, 0, stderr);
    const model = workshop.path("done", "exports", must(format, "a format"), must(file, "a file"));
    if (format !== "saved-model") assert.deepEqual(await probabilities(model), expected, format);
    else
      assert.deepEqual(JSON.parse(await readFile(model, "utf8")), {
        classes: ["high", "low", "mid"],
        features: NUMBERS,
      });
  }
});

test("the report names the most wrong rows, without pictures", async () => {
  // After one step there is much that is wrong.
  assertFinished(await workshop.run(job, "short", "--set", "training.limits.maxSteps=1"));
  const page = await readFile(workshop.path("short", "report.html"), "utf8");
  assert.doesNotMatch(page, /class="no-picture"|not on this machine/);
  const { mostWrong } = JSON.parse(await readFile(workshop.path("short", "test.json"), "utf8")) as {
    readonly mostWrong: readonly { readonly path: string }[];
  };
  assert.ok(mostWrong.length > 0);
  for (const { path } of mostWrong) assert.ok(page.includes(path), path);
});

const REFUSED: readonly (readonly [
  what: string,
  changes: Readonly<Record<string, object>>,
  says: readonly string[],
])[] = [
  ["a network that takes pictures", { model: { source: "file:./small.h5" } }, ["small.h5", "picture", "[null, 5]"]],
  [
    "a network of another size",
    { dataset: { ...TABLE, columns: { features: ["a", "b"], label: "kind" } } },
    ["vectors.h5", "vectors of 5 numbers", "2 columns"],
  ],
  [
    "pictures for a network that takes vectors",
    { dataset: { source: "file:./data", format: "image-folder", columns: undefined } },
    ["vectors.h5", "numbers", "takes 5 numbers a sample", "[null, 5]"],
  ],
  ["augmentation", { dataset: { ...TABLE, augment: { crop: 0.1 } } }, ["spec.dataset.augment.crop", "rows of numbers"]],
  ["a scale", { dataset: { ...TABLE, preprocess: { scale: [0, 1] } } }, ["spec.dataset.preprocess.scale"]],
  [
    "a column that there is not",
    { dataset: { ...TABLE, columns: { features: ["a", "b", "c", "d", "E"], label: "kid" } } },
    ["numbers.csv", "line 1", 'no column "E"', "did you mean e?", 'no column "kid"', "did you mean kind?"],
  ],
];

for (const [index, [what, changes, says]] of REFUSED.entries()) {
  test(`${what} is refused before training, and nothing is left behind`, async () => {
    const runDir = `refused-${index}`;
    const ended = await workshop.run(await workshop.job(runDir, { ...JOB, ...changes }), runDir);
    assertFailed(ended, { code: 78, error: "config", says });
    assert.ok(!workshop.exists(runDir));
  });
}
