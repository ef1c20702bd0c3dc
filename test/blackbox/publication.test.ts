// Checkpoints of several workers: each writes some, one chain is published, and whatever is killed or torn, the run goes on from it.
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertFinished, valuesOf } from "../support/contract.ts";
import type { Elastune } from "../support/elastune.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
let job: string;
let undisturbed: unknown;

before(async () => {
  workshop = await openWorkshop();
  job = await workshop.job("often", {
    training: { phases: [{ epochs: 12, unfreeze: ["head", "project"], learningRate: 0.01 }] },
    checkpoint: { everySteps: 1, keep: 2 },
  });
  undisturbed = assertFinished(await workshop.run(job, "undisturbed"))["weightsSha256"];
});
after(() => workshop.remove());

interface Manifest {
  readonly writer: string;
  readonly parent: string | null;
  readonly tensors: { readonly file: string };
}

async function manifestNamed(runDir: string, name: string): Promise<Manifest> {
  return JSON.parse(await readFile(workshop.path(runDir, "checkpoints", name), "utf8")) as Manifest;
}

async function newest(runDir: string): Promise<string> {
  const text = await readFile(workshop.path(runDir, "checkpoints", "latest.json"), "utf8");
  return (JSON.parse(text) as { readonly manifest: string }).manifest;
}

async function assertVerified(runDir: string): Promise<void> {
  const { code, stdout } = await workshop.elastune("verify", workshop.path(runDir), "--json");
  assert.equal(code, 0, stdout.join("\n"));
}

async function assertEndsAsUndisturbed(runDir: string, ...flags: string[]): Promise<void> {
  assert.equal(assertFinished(await workshop.run(job, runDir, ...flags))["weightsSha256"], undisturbed);
  await assertVerified(runDir);
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
  await assertEndsAsUndisturbed("three", "--workers", "3");
  const writers = new Set<string>();
  let length = 0;
  for (let name: string | null = await newest("three"); name !== null; length++) {
    const manifest: Manifest = await manifestNamed("three", name);
    writers.add(manifest.writer);
    name = manifest.parent;
  }
  assert.deepEqual([...writers].sort(), ["worker-1", "worker-2", "worker-3"]);
  const files = await readdir(workshop.path("three", "checkpoints"));
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
    const resume = workshop.exists("killed") ? ["--resume"] : [];
    await killed(workshop.start(t, job, "killed", "--workers", String(workers), ...resume), step, victim);
    await pause(1000); // workers outlive their launcher for a moment
    await assertVerified("killed");
  }
  await assertEndsAsUndisturbed("killed", "--workers", "2", "--resume");
});

test("the newest checkpoint's tensors are torn: its parent is used, and the chain goes on from there", async (t) => {
  const halted = workshop.start(t, job, "torn", "--workers", "3");
  await halted.until(({ event, step }) => event === "step" && Number(step) >= 10);
  halted.kill("SIGINT");
  await halted.ended;
  const { tensors } = await manifestNamed("torn", await newest("torn"));
  await truncate(workshop.path("torn", "checkpoints", tensors.file), 100);
  const resumed = await workshop.run(job, "torn", "--workers", "2", "--resume");
  assert.ok(valuesOf(resumed, "warning", "code").includes("checkpoint-damaged"));
  assert.ok(Number(valuesOf(resumed, "step", "step")[0]) > 1, "not from the beginning");
  assert.equal(assertFinished(resumed)["weightsSha256"], undisturbed);
  await assertVerified("torn");
});

test("latest.json is older than the store says: the run goes on from what was published", async (t) => {
  await killed(workshop.start(t, job, "behind", "--workers", "2"), 10, "launcher");
  await pause(1000);
  const latest = await newest("behind");
  const { parent } = await manifestNamed("behind", latest);
  await writeFile(workshop.path("behind", "checkpoints", "latest.json"), JSON.stringify({ manifest: parent }));
  const running = workshop.start(t, job, "behind", "--workers", "2", "--resume");
  const first = await running.until(({ event }) => event === "step");
  // The kill itself may have come between the store and the file.
  assert.ok(Number(first?.["step"]) > Number(/^step-(\d+)/.exec(latest)?.[1]), String(first?.["step"]));
  assert.equal(assertFinished(await running.ended)["weightsSha256"], undisturbed);
  await assertVerified("behind");
});

test("checkpoints that cannot be written are warned of, training goes on, and the next one has all records", async (t) => {
  // A file lies where the segments' folder should be: what a full disk does, at will.
  const blocked = workshop.path("full", "ledger");
  await mkdir(workshop.path("full"));
  await writeFile(blocked, "");
  const running = workshop.start(t, job, "full", "--workers", "3", "--resume");
  await running.until(({ event, code }) => event === "warning" && code === "checkpoint-failed");
  await running.until(({ event, step }) => event === "step" && Number(step) >= 8);
  await rm(blocked);
  const ended = await running.ended;
  assert.equal(assertFinished(ended)["weightsSha256"], undisturbed);
  await assertVerified("full");
});
