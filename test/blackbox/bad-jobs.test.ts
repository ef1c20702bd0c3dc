// Job files that are wrong, and calls that are: one message each, the right exit code, nothing left behind.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { assertFailed } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());
afterEach(() => {
  assert.ok(!workshop.exists("run") && !workshop.exists("runs"), "a run folder was left behind");
});

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(workshop.path(name), content);
  return workshop.path(name);
}

const config = (...says: (string | RegExp)[]) => ({ code: 78, error: "config", says });

test("a job file that is missing, a folder, empty, binary or 5,000 levels deep is refused in one message", async () => {
  const deep = `${"{a: ".repeat(5000)}1${"}".repeat(5000)}`;
  const listed = `${"- ".repeat(5000)}1`;
  const binary = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256);
  const bad = [
    { file: workshop.path("missing.yaml"), says: ["missing.yaml", "no such file"] },
    { file: workshop.path("data"), says: ["data"] },
    { file: await aFile("empty.yaml", ""), says: ["empty.yaml"] },
    { file: await aFile("blank.yaml", "# nothing\n---\n"), says: ["blank.yaml"] },
    { file: await aFile("binary.yaml", binary), says: ["binary.yaml"] },
    { file: await aFile("deep.yaml", deep), says: ["deep.yaml"] },
    { file: await aFile("listed.yaml", listed), says: ["listed.yaml"] },
    { file: await aFile("list.yaml", "- 1\n- 2\n"), says: ["list.yaml"] },
    {
      file: await aFile("aliases.yaml", `a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b]\n${"x".repeat(20)}: *missing\n`),
      says: ["aliases.yaml"],
    },
  ];
  for (const { file, says } of bad) assertFailed(await workshop.run(file, "run"), config(...says));
});

test("several problems are told at once, each with its place, unknown keys with what was meant", async () => {
  const job = await workshop.job("several", {
    training: { batchSize: 7, microBatches: 2, sead: 3, optimizer: { adamv: {} } },
    dataset: { source: "file:./data", preprocess: { resize: [0, 16] }, split: { train: 0.9, validation: 0.9 } },
    outputs: {},
  });
  assertFailed(
    await workshop.elastuneWith({}, "run", job, "--run-dir", "run", "--json"),
    config("did you mean", "seed", "optimizer", "resize", "output", /line \d+/),
  );
});

test("a batch that its micro-batches do not divide is refused by both their names", async () => {
  const job = await workshop.job("undivided", { training: { batchSize: 7, microBatches: 2 } });
  assertFailed(await workshop.run(job, "run"), config("batchSize", "microBatches", "7"));
});

test("keys whose feature is still to come are refused", async () => {
  const job = await workshop.job("later", {
    output: { destination: "s3://b/k" },
    checkpoint: { destination: "s3://b/k" },
  });
  assertFailed(
    await workshop.run(job, "run"),
    config("not supported yet", "spec.output.destination", "spec.checkpoint.destination"),
  );
});

test("--set is checked like the file: unknown keys, wrong values, no value", async () => {
  const job = await workshop.job("usual");
  const sets = ["training.batchsize=8", "training.seed=ten", "oops", "training.phases=[]"].flatMap((set) => [
    "--set",
    set,
  ]);
  assertFailed(await workshop.run(job, "run", ...sets), config("batchsize", "seed", "oops", "phases"));
});

test("validate says what run would say, and is content with a good job", async () => {
  const good = await workshop.job("usual");
  const fine = await workshop.elastune("validate", good, "--json");
  assert.equal(fine.code, 0, fine.stderr);
  assert.deepEqual(
    fine.lines.map(({ event, ok }) => [event, ok]),
    [["validated", true]],
  );
  const printed = await workshop.elastune("validate", good, "--print");
  assert.match(printed.stdout.join("\n"), /microBatches: 3/);
  const bad = await workshop.job("bad", { training: { batchSize: 0 } });
  assertFailed(await workshop.elastune("validate", bad, "--json"), config("batchSize"));
  assertFailed(await workshop.elastune("validate", workshop.path("missing.yaml"), "--json"), config("missing.yaml"));
});

test("an unknown command, flag or a missing argument is wrong usage: exit code 2, a way to the help, nothing on stdout", async () => {
  const calls = [
    ["frobnicate"],
    ["run"],
    ["run", "job.yaml", "--resmue"],
    ["--nonsense"],
    ["validate"],
    ["run", "a.yaml", "b.yaml"],
    ["run", "a.yaml", "--run-dir"],
  ];
  for (const args of calls) {
    const { code, stdout, stderr } = await workshop.elastuneWith({}, ...args);
    assert.deepEqual([code, stdout.join("")], [2, ""], `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, /--help/, args.join(" "));
  }
});

test("wrong usage with --json is one error event as well", async () => {
  for (const args of [
    ["run", "job.yaml", "--resmue", "--json"],
    ["run", "--json"],
  ]) {
    const { code, lines, stderr } = await workshop.elastune(...args);
    assert.deepEqual([code, lines.map(({ event, code: name }) => [event, name])], [2, [["error", "usage"]]], stderr);
  }
});

test("--version and --help print and exit with 0; so does the help of a command", async () => {
  const version = await workshop.elastuneWith({}, "--version");
  assert.match(version.stdout.join(), /^\d+\.\d+\.\d+/);
  const help = await workshop.elastuneWith({}, "--help");
  for (const command of ["run", "validate", "doctor", "setup"])
    assert.match(help.stdout.join("\n"), new RegExp(`\\b${command}\\b`));
  const ofRun = await workshop.elastuneWith({}, "run", "--help");
  for (const flag of ["--run-dir", "--resume", "--eager", "--set", "--json"])
    assert.ok(ofRun.stdout.join("\n").includes(flag), flag);
  assert.deepEqual([version.code, help.code, ofRun.code], [0, 0, 0]);
});

test("doctor --json is one object that names Node, TensorFlow, the device and the cores", async () => {
  const { code, lines, stdout } = await workshop.elastune("doctor", "--json");
  assert.equal(stdout.length, 1);
  const [report] = lines;
  assert.equal(report?.event, "doctor");
  assert.equal(code, report["ok"] === true ? 0 : 1);
  assert.ok(
    Number(report["cores"]) >= 1 && (report["device"] === "cpu" || report["device"] === "gpu"),
    JSON.stringify(report),
  );
  assert.match(JSON.stringify(report), /Node/i);
});

test("a run folder that is a file, or lies below one, is refused without a stack of calls", async () => {
  const job = await workshop.job("usual");
  for (const runDir of ["usual.yaml", "usual.yaml/below"])
    assertFailed(await workshop.run(job, runDir), { code: 2, error: "usage", says: ["usual.yaml"] });
});

test("an output destination that holds other things than a model is refused, and they stay", async () => {
  await mkdir(workshop.path("precious"));
  const thesis = await aFile("precious/thesis.txt", "years of work");
  const job = await workshop.job("greedy", { output: { destination: "file:./precious" } });
  assertFailed(await workshop.run(job, "run"), config("precious", "destination"));
  assert.equal(await readFile(thesis, "utf8"), "years of work");
});
