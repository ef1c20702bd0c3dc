// elastune predict, evaluate and export, from outside: one run, then all that can be asked of its model.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { must } from "../../../common/errors.ts";
import { assertFailed } from "../../support/contract.ts";
import type { Line } from "../../support/elastune.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";

const PROGRAM = fileURLToPath(new URL("../../../../bin/elastune.js", import.meta.url));
const CLASSES = ["amber", "blue", "crème brûlée"];

let workshop: Workshop;
let finished: Line | undefined;

before(async () => {
  workshop = await openWorkshop("warm");
  const { code, lines, stderr } = await workshop.run(await workshop.job("job"), "run");
  assert.equal(code, 0, stderr);
  finished = lines.at(-1);
  await writeFile(workshop.path("broken.png"), "\x89PNG\r\n\x1a\nnot a picture", "latin1");
  await writeFile(workshop.path("notes.txt"), "not a picture");
});
after(() => workshop.remove());

function predictions(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ event }) => event === "prediction");
}

test("predict: each picture of a folder gets a class, in the order of their paths", async () => {
  const { code, lines, stdout } = await workshop.elastune("predict", "run", "data", "--json");
  assert.equal(code, 0);
  assert.equal(lines.length, stdout.length, "something else is on stdout");
  const inputs = lines.map(({ input }) => String(input));
  assert.equal(inputs.length, 36);
  assert.deepEqual(
    inputs,
    inputs.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
  const right = lines.filter((line) => String(line["input"]).includes(`/${String(line["class"])}/`)).length;
  assert.ok(right >= 24, `${right} of 36 are right`);
});

test("predict --probabilities: those of all classes, and they add up to 1", async () => {
  const { lines } = await workshop.elastune("predict", "run", "data/blue/0.png", "--json", "--probabilities");
  const probabilities = lines[0]?.["probabilities"] as Readonly<Record<string, number>>;
  assert.deepEqual(Object.keys(probabilities), CLASSES);
  const values = Object.values(probabilities);
  assert.ok(Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 1e-9);
  assert.equal(lines[0]?.["probability"], Math.max(...values));
});

test("predict: a missing, a broken and a foreign input are told one by one, the others are predicted, exit code 1", async () => {
  const inputs = ["nope.png", "data/blue/0.png", "broken.png", "notes.txt", "data/amber/1.png"];
  const { code, lines, stderr } = await workshop.elastune("predict", "run", ...inputs, "--json");
  assert.equal(code, 1);
  assert.deepEqual(
    lines.map(({ input }) => input),
    inputs,
  );
  assert.deepEqual(
    lines.map(({ event }) => event),
    ["error", "prediction", "error", "error", "prediction"],
  );
  const messages = lines.filter(({ event }) => event === "error").map(({ message }) => String(message));
  assert.match(messages[0] ?? "", /^nope\.png: there is no such file/);
  assert.match(messages[1] ?? "", /^broken\.png: it doesn't decode/);
  assert.match(messages[2] ?? "", /^notes\.txt: it doesn't decode: neither jpeg nor png/);
  assert.doesNotMatch(stderr, /^\s+at /m);
});

test("predict: a table for people, errors on stderr", async () => {
  const { code, stdout, stderr } = await workshop.elastune("predict", "run", "data/blue/0.png", "nope.png");
  assert.equal(code, 1);
  assert.match(stdout[0] ?? "", /^class +probability +input$/);
  assert.match(stdout[1] ?? "", /^\S.* +[01]\.\d{4} +data\/blue\/0\.png$/);
  assert.match(stderr, /nope\.png: there is no such file/);
  assert.match(stderr, /1 predicted, 1 could not be/);
});

test("predict: a folder without pictures is told", async () => {
  const { code, lines } = await workshop.elastune("predict", "run", "run/checkpoints", "--json");
  assert.equal(code, 1);
  assert.match(String(lines[0]?.["message"]), /no jpeg or png/);
});

async function withStdin(input: Uint8Array | string): Promise<readonly Line[]> {
  const env = { ...process.env, ELASTUNE_CACHE: workshop.path("cache") };
  const child = spawn(process.execPath, [PROGRAM, "predict", "run", "-", "--json"], {
    cwd: workshop.folder,
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.end(input);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  await once(child, "close");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

test("predict -: a picture on stdin, or a list of paths, give what the files give", async () => {
  const files = ["data/blue/0.png", "data/amber/1.png"];
  const { lines } = await workshop.elastune("predict", "run", ...files, "--json");
  const [picture] = await withStdin(await readFile(workshop.path("data/blue/0.png")));
  assert.deepEqual(
    [picture?.["input"], picture?.["class"], picture?.["probability"]],
    ["-", lines[0]?.["class"], lines[0]?.["probability"]],
  );
  const listed = await withStdin(`${files.join("\n")}\n\n`);
  assert.deepEqual(
    predictions(listed).map(({ input, class: name }) => [input, name]),
    predictions(lines).map(({ input, class: name }) => [input, name]),
  );
  const [empty] = await withStdin("");
  assert.match(String(empty?.["message"]), /stdin is empty/);
});

test("evaluate: loss and accuracy on the test split are the run's own", async () => {
  const { code, lines } = await workshop.elastune("evaluate", "run", "--json");
  assert.equal(code, 0);
  const report = must(lines[0], "a report");
  const own = finished?.["test"] as { readonly loss: number; readonly accuracy: number };
  assert.equal(report["split"], "test");
  assert.ok(Math.abs(Number(report["loss"]) - own.loss) < 1e-6, `${String(report["loss"])} and ${own.loss}`);
  assert.equal(report["accuracy"], own.accuracy);
  assert.deepEqual(
    (report["classes"] as { class: string }[]).map(({ class: name }) => name),
    CLASSES,
  );
});

test("evaluate --data: all pictures of another folder; a class that the model does not know is refused by name", async () => {
  await workshop.pictures("more", { blue: 3, amber: 2 });
  const { lines } = await workshop.elastune("evaluate", "run", "--data", "more", "--json");
  assert.deepEqual([lines[0]?.["split"], lines[0]?.["samples"]], ["all", 5]);
  await workshop.pictures("strange", { blue: 1, green: 1 });
  assertFailed(await workshop.elastune("evaluate", "run", "--data", "strange", "--json"), {
    code: 78,
    error: "config",
    says: ["green"],
  });
});

test("evaluate: a table for people", async () => {
  const { stdout } = await workshop.elastune("evaluate", "run", "--split", "validation");
  assert.match(stdout[0] ?? "", /^validation: \d+ samples$/);
  assert.equal(stdout.filter((line) => /^(amber|blue|crème brûlée) +[01]\.\d{4} /.test(line)).length, 3);
});

for (const [format, model] of [
  ["tfjs", "exports/tfjs"],
  ["keras", "exports/keras/model.h5"],
  ["safetensors", "exports/safetensors/model.safetensors"],
] as const) {
  test(`export --format ${format}: the model alone predicts what the run predicts`, async () => {
    const { code, lines } = await workshop.elastune("export", "run", "--format", format, "--json");
    assert.equal(code, 0);
    assert.deepEqual([lines[0]?.event, lines[0]?.["format"]], ["exported", format]);
    const ofRun = await workshop.elastune("predict", "run", "data/blue", "--json");
    const ofModel = await workshop.elastune("predict", `run/${model}`, "data/blue", "--json");
    const told = (all: readonly Line[]): unknown =>
      all.map(({ input, class: name, probability }) => [input, name, probability]);
    assert.deepEqual(told(ofModel.lines), told(ofRun.lines));
  });
}

test("export: into a folder of one's own, but never over what is there", async () => {
  const done = await workshop.elastune("export", "run", "--format", "saved-model", "--output", "serving/1");
  assert.equal(done.code, 0);
  assert.ok(workshop.exists("serving", "1", "saved_model.pb"));
  const again = await workshop.elastune("export", "run", "--format", "tfjs", "--output", "serving/1", "--json");
  assertFailed(again, { code: 2, error: "usage", says: ["serving/1", "not empty"] });
});

test("what is no run and no model, and what a run lacks, is said in one message", async () => {
  const cases: readonly (readonly [readonly string[], 2 | 78, RegExp])[] = [
    [["predict", "nowhere", "data"], 2, /does not exist/],
    [["predict", "data", "data"], 78, /without model\.json/],
    [["predict", "small.h5", "data"], 2, /not a model that elastune fine-tuned/],
    [["evaluate", "run", "--split", "tset"], 2, /expected test, validation, train/],
    [["evaluate", "run", "--data", "more", "--split", "test"], 2, /leave --split out/],
    [["evaluate", "run/model"], 2, /--data DIR/],
    [["export", "run", "--format", "onnx"], 2, /expected tfjs, saved-model, keras, safetensors/],
  ];
  for (const [args, code, says] of cases) {
    assertFailed(await workshop.elastune(...args, "--json"), {
      code,
      error: code === 2 ? "usage" : "config",
      says: [says],
    });
  }
});

test("a run that was moved still finds its model; one without a model says so", async () => {
  await rename(workshop.path("run"), workshop.path("moved"));
  const { code } = await workshop.elastune("predict", "moved", "data/blue/0.png");
  assert.equal(code, 0);
  await rm(workshop.path("moved", "model"), { recursive: true });
  const without = await workshop.elastune("predict", "moved", "data", "--json");
  assertFailed(without, { code: 2, error: "usage", says: ["no model yet"] });
});
