// What `--resume` goes on with, what it refuses, and who owns a run's folder.
import assert from "node:assert/strict";
import { cp, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished, valuesOf } from "../support/contract.ts";
import type { Line } from "../support/elastune.ts";
import { writeKerasModel } from "../support/keras-file.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
let job: string;
let finished: Line;

/** `done` is finished, `half` was stopped in the middle: 12 steps in all. */
before(async () => {
  workshop = await openWorkshop("warm");
  job = await workshop.job("usual");
  const [done] = await Promise.all([workshop.run(job, "done"), stopHalfway()]);
  finished = assertFinished(done);
});
after(() => workshop.remove());

async function stopHalfway(): Promise<void> {
  const running = workshop.begin(job, "half");
  await running.until(({ event, step }) => event === "step" && step === 7);
  running.kill("SIGKILL");
  await running.ended;
}

/** A copy of the run that was stopped in the middle. */
async function aHalf(name: string): Promise<string> {
  await cp(workshop.path("half"), workshop.path(name), { recursive: true });
  return name;
}

/** The newest that was published. */
async function newestCheckpoint(runDir: string, ending: ".json" | ".safetensors"): Promise<string> {
  const folder = workshop.path(runDir, "checkpoints");
  const latest = JSON.parse(await readFile(path.join(folder, "latest.json"), "utf8")) as { readonly manifest: string };
  return path.join(folder, latest.manifest.replace(/\.json$/, ending));
}

test("a finished run says its end again and does nothing else", async () => {
  const again = await workshop.run(job, "done", "--resume");
  const line = assertFinished(again);
  for (const key of ["steps", "seconds", "weightsSha256", "model"]) assert.equal(line[key], finished[key], key);
  assert.equal(again.lines.length, 1);
});

test("a folder that has a run is refused with the two ways out", async () => {
  for (const runDir of ["done", "half"])
    assertFailed(await workshop.run(job, runDir), { code: 2, error: "usage", says: ["--resume", "--run-dir"] });
});

test("--resume into an empty or a new folder begins a run", async () => {
  assertFinished(await workshop.run(job, "new", "--resume", "--set", "training.limits.maxSteps=1"));
});

test("a folder in use is refused, naming who uses it", async (t) => {
  const endless = await workshop.job("endless", { training: { phases: [{ epochs: 1_000_000 }] } });
  const running = workshop.start(t, endless, "busy");
  await running.until(({ event }) => event === "worker");
  const says = [`process ${running.pid ?? ""}`, "--run-dir"];
  assertFailed(await workshop.run(endless, "busy"), { code: 2, error: "usage", says });
  running.kill("SIGKILL");
  await running.ended;
});

test("two processes that begin the same run at once: one trains, the other is refused", async (t) => {
  const both = await Promise.all([1, 2].map(() => workshop.start(t, job, "race").ended));
  assert.deepEqual(both.map(({ code }) => code).sort(), [0, 2]);
});

test("a changed job is refused, naming each key that was changed", async () => {
  const sets = [
    "--set",
    "training.seed=9",
    "--set",
    "training.optimizer=sgd",
    "--set",
    "dataset.preprocess.resize=[18, 18]",
  ];
  const says = ["spec.training.seed", "spec.training.optimizer", "spec.dataset.preprocess.resize", /--run-dir/];
  assertFailed(await workshop.run(job, await aHalf("changed"), "--resume", ...sets), {
    code: 78,
    error: "config",
    says,
  });
});

test("a run goes on with the way of computing that it began with: --eager is refused", async () => {
  const says = ["compute", "eager"];
  const ended = await workshop.run(job, await aHalf("eager"), "--resume", "--eager");
  assertFailed(ended, { code: 78, error: "config", says });
});

test("another model under the same name is refused", async () => {
  const other = await workshop.job("other", { model: { source: "file:./other.h5" } });
  await writeKerasModel(workshop.path("other.h5"), 12);

  const ended = await workshop.run(other, await aHalf("other-model"), "--resume");
  assertFailed(ended, { code: 78, error: "config", says: ["other-model"] });
});

test("limits and workers may be changed: the run goes on and the limit ends it", async () => {
  const sets = ["--set", "training.limits.maxSteps=9", "--set", "workers.threads=1"];
  const resumed = await workshop.run(job, await aHalf("limited"), "--resume", ...sets);
  assert.equal(assertFinished(resumed)["steps"], 9);
});

test("a torn or garbled newest checkpoint is warned of and passed over: the weights at the end are the same", async () => {
  const torn = await aHalf("torn");
  await truncate(await newestCheckpoint(torn, ".safetensors"), 900);
  const garbled = await aHalf("garbled");
  await writeFile(await newestCheckpoint(garbled, ".json"), '{"format": "elast');
  const flipped = await aHalf("flipped");
  const file = await newestCheckpoint(flipped, ".safetensors");
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
  await writeFile(file, bytes);
  for (const runDir of [torn, garbled, flipped]) {
    const resumed = await workshop.run(job, runDir, "--resume");
    assert.ok(valuesOf(resumed, "warning", "code").includes("checkpoint-damaged"), resumed.stdout.join("\n"));
    assert.ok(Number(valuesOf(resumed, "step", "step")[0]) > 1, "the checkpoint before it is used");
    assert.equal(assertFinished(resumed)["weightsSha256"], finished["weightsSha256"], runDir);
  }
});

test("a manifest whose JSON is whole but holds nonsense is a damaged checkpoint too", async () => {
  const nonsense = await aHalf("nonsense");
  const file = await newestCheckpoint(nonsense, ".json");
  await writeFile(file, '{"format":"elastune-checkpoint/2","state":7,"tensors":null,"stateHash":"x"}');
  const resumed = await workshop.run(job, nonsense, "--resume");
  assert.ok(
    valuesOf(resumed, "warning", "code").includes("checkpoint-damaged"),
    `${resumed.stdout.join("\n")}${resumed.stderr}`,
  );
  assert.equal(assertFinished(resumed)["weightsSha256"], finished["weightsSha256"]);
});

test("without any checkpoint left a run begins again", async () => {
  const bare = await aHalf("bare");
  for (const name of await readdir(workshop.path(bare, "checkpoints")))
    await writeFile(workshop.path(bare, "checkpoints", name), "");
  const resumed = await workshop.run(job, bare, "--resume");
  assert.equal(assertFinished(resumed)["weightsSha256"], finished["weightsSha256"]);
});

test("a damaged job.yaml, manifest.json or finished.json of a run is named, without a stack of calls", async () => {
  for (const name of ["job.yaml", "manifest.json"]) {
    const runDir = await aHalf(`broken-${name}`);
    await writeFile(workshop.path(runDir, name), "{");
    assertFailed(await workshop.run(job, runDir, "--resume"), { code: 78, error: "config", says: [name] });
  }
  await cp(workshop.path("done"), workshop.path("broken-end"), { recursive: true });
  await writeFile(workshop.path("broken-end", "finished.json"), "{");
  assertFinished(await workshop.run(job, "broken-end", "--resume"));
});
