// Checkpoints of several workers: each writes some, one chain is published, and whatever is killed or torn, the run goes on from it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertFinished, valuesOf } from "../support/contract.ts";
import type { Elastune } from "../support/elastune.ts";
import { assertVerified } from "./support/assert-undisturbed.ts";
import { openSimulatedRuns, type RunChanges, type SimulatedRuns } from "./support/simulated-runs.ts";

/** 48 steps. */
const JOB = { microBatches: 3, batchSize: 6, stepsPerEpoch: 4, epochs: 12, everySteps: 1 };

let runs: SimulatedRuns;
let undisturbed: unknown;

before(async () => {
  runs = await openSimulatedRuns(JOB, ["checkpoint.keep=2"]);
  undisturbed = assertFinished(await runs.run("undisturbed", { workers: 1 }))["weightsSha256"];
});
after(() => runs.remove());

interface Manifest {
  readonly writer: string;
  readonly parent: string | null;
  readonly tensors: { readonly file: string };
}

async function manifestNamed(runDir: string, name: string): Promise<Manifest> {
  return JSON.parse(await readFile(runs.path(runDir, "checkpoints", name), "utf8")) as Manifest;
}

async function newest(runDir: string): Promise<string> {
  const text = await readFile(runs.path(runDir, "checkpoints", "latest.json"), "utf8");
  return (JSON.parse(text) as { readonly manifest: string }).manifest;
}

async function assertEndsAsUndisturbed(runDir: string, changes: RunChanges): Promise<void> {
  assert.equal(assertFinished(await runs.run(runDir, changes))["weightsSha256"], undisturbed);
  await assertVerified(runs.path(runDir));
}

/** Kills the launcher or one of its processes, at about a step. */
async function killed(running: Elastune, step: number, victim: "launcher" | "worker-2"): Promise<void> {
  await running.until((line) => line.event === "step" && Number(line["step"]) >= step);
  await pause(Math.random() * 40);
  const worker = running.lines.find((line) => line.event === "worker" && line["worker"] === victim);
  if (worker === undefined) running.kill("SIGKILL");
  else process.kill(Number(worker["pid"]), "SIGKILL");
  await running.ended;
}

test("three workers: each of them writes checkpoints, which are one chain; verified, with tensors of the newest two", async () => {
  await assertEndsAsUndisturbed("three", { workers: 3 });
  const writers = new Set<string>();
  let length = 0;
  for (let name: string | null = await newest("three"); name !== null; length++) {
    const manifest: Manifest = await manifestNamed("three", name);
    writers.add(manifest.writer);
    name = manifest.parent;
  }
  assert.deepEqual([...writers].sort(), ["worker-1", "worker-2", "worker-3"]);
  const files = await readdir(runs.path("three", "checkpoints"));
  assert.equal(files.filter((name) => name.endsWith(".safetensors")).length, 2);
  assert.equal(files.length, length + 3, "manifests, two tensors and latest.json");
});

test("killed at random moments and resumed with another number of workers: the undisturbed weights, verified at each stop", async (t) => {
  const courses = [
    { workers: 3, step: 6, victim: "launcher" },
    { workers: 2, step: 14, victim: "worker-2" },
    { workers: 1, step: 22, victim: "launcher" },
  ] as const;
  for (const { workers, step, victim } of courses) {
    await killed(runs.start(t, "killed", { workers, resume: existsSync(runs.path("killed")) }), step, victim);
    await pause(1000); // workers outlive their launcher for a moment
    await assertVerified(runs.path("killed"));
  }
  await assertEndsAsUndisturbed("killed", { resume: true });
});

test("the newest checkpoint's tensors are torn: its parent is used, and the chain goes on from there", async (t) => {
  const halted = runs.start(t, "torn", { workers: 3 });
  await halted.until(({ event, step }) => event === "step" && Number(step) >= 10);
  halted.kill("SIGINT");
  await halted.ended;
  const { tensors } = await manifestNamed("torn", await newest("torn"));
  await truncate(runs.path("torn", "checkpoints", tensors.file), 100);
  const resumed = await runs.run("torn", { resume: true });
  assert.ok(valuesOf(resumed, "warning", "code").includes("checkpoint-damaged"));
  assert.ok(Number(valuesOf(resumed, "step", "step")[0]) > 1, "not from the beginning");
  assert.equal(assertFinished(resumed)["weightsSha256"], undisturbed);
  await assertVerified(runs.path("torn"));
});

test("latest.json is older than the store says: the run goes on from what was published", async (t) => {
  await killed(runs.start(t, "behind"), 10, "launcher");
  await pause(1000);
  const latest = await newest("behind");
  const { parent } = await manifestNamed("behind", latest);
  await writeFile(runs.path("behind", "checkpoints", "latest.json"), JSON.stringify({ manifest: parent }));
  const running = runs.start(t, "behind", { resume: true });
  const first = await running.until(({ event }) => event === "step");
  // The kill itself may have come between the store and the file.
  assert.ok(Number(first?.["step"]) > Number(/^step-(\d+)/.exec(latest)?.[1]), String(first?.["step"]));
  assert.equal(assertFinished(await running.ended)["weightsSha256"], undisturbed);
  await assertVerified(runs.path("behind"));
});

test("checkpoints that cannot be written are warned of, training goes on, and the next one has all records", async (t) => {
  // A file lies where the segments' folder should be: what a full disk does, at will.
  const blocked = runs.path("full", "ledger");
  await mkdir(runs.path("full"));
  await writeFile(blocked, "");
  const running = runs.start(t, "full", { workers: 3, resume: true });
  await running.until(({ event, code }) => event === "warning" && code === "checkpoint-failed");
  await running.until(({ event, step }) => event === "step" && Number(step) >= 8);
  await rm(blocked);
  const ended = await running.ended;
  assert.equal(assertFinished(ended)["weightsSha256"], undisturbed);
  await assertVerified(runs.path("full"));
});
