// A run from its start to its end, as `--json` tells it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { assertFinished, valuesOf } from "../support/contract.ts";
import type { Ended } from "../support/elastune.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
let first: Ended;

before(async () => {
  workshop = await openWorkshop();
  first = await workshop.run(await workshop.job("usual"), "first");
});
after(() => workshop.remove());

test("a run exits with 0 and stdout holds only events of the contract, with exactly its keys and types", () => {
  assertFinished(first);
});

test("a run tells where it is before it trains, and its end last", () => {
  const order = first.lines.map(({ event }) => event);
  const firstStep = order.indexOf("step");
  for (const event of ["started", "worker", "phase"])
    assert.ok(order.indexOf(event) < firstStep && order.includes(event), order.join());
  assert.ok(order.indexOf("started") < order.indexOf("phase"));
  assert.deepEqual(valuesOf(first, "worker", "state"), ["started", "ready", "left"]);
  assert.equal(order.at(-1), "finished");
});

test("every step is told once, in order, and each epoch ends in a validation and a checkpoint", () => {
  const total = Number(valuesOf(first, "started", "totalSteps")[0]);
  assert.equal(total, 12);
  assert.deepEqual(
    valuesOf(first, "step", "step"),
    Array.from({ length: total }, (_, i) => i + 1),
  );
  assert.deepEqual(valuesOf(first, "step", "epoch"), [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  assert.deepEqual(valuesOf(first, "validation", "step"), [4, 8, 12]);
  const checkpoints = valuesOf(first, "checkpoint", "step").map(Number);
  assert.deepEqual([...new Set(checkpoints)], [2, 4, 6, 8, 10, 12]);
});

test("the pictures' colours are learned", () => {
  const losses = valuesOf(first, "step", "loss").map(Number);
  assert.ok(Number(losses.at(-1)) < Number(losses[0]), losses.join());
});

test("the finished model is a tfjs layers-model that names its classes", async () => {
  const folder = String(assertFinished(first)["model"]);
  const model = JSON.parse(await readFile(path.join(folder, "model.json"), "utf8")) as {
    readonly format?: unknown;
    readonly modelTopology?: unknown;
  };
  assert.equal(model.format, "layers-model");
  assert.ok(model.modelTopology !== undefined);
  assert.match(JSON.stringify(model), /"amber","blue","crème brûlée"/);
});

test("the same job gives the same weights and numbers again, another seed different ones", async () => {
  const [again, other] = await Promise.all([
    workshop.run(workshop.path("usual.yaml"), "again"),
    workshop.run(workshop.path("usual.yaml"), "other", "--set", "training.seed=4"),
  ]);
  assert.equal(assertFinished(again)["weightsSha256"], assertFinished(first)["weightsSha256"]);
  assert.deepEqual(valuesOf(again, "step", "loss"), valuesOf(first, "step", "loss"));
  assert.deepEqual(valuesOf(again, "validation", "loss"), valuesOf(first, "validation", "loss"));
  assert.deepEqual(assertFinished(again)["test"], assertFinished(first)["test"]);
  assert.notEqual(assertFinished(other)["weightsSha256"], assertFinished(first)["weightsSha256"]);
});

test("a cache that holds the compiled step already changes nothing but time, neither does the number of threads", async () => {
  const one = await workshop.run(workshop.path("usual.yaml"), "one-thread", "--set", "workers.threads=1");
  assert.equal(assertFinished(one)["weightsSha256"], assertFinished(first)["weightsSha256"]);
});

test("--eager computes op by op and comes close to the compiled step", async () => {
  const eager = await workshop.run(workshop.path("usual.yaml"), "eager", "--eager");
  assert.equal(assertFinished(eager)["compute"], "eager");
  const losses = valuesOf(first, "step", "loss").map(Number);
  for (const [i, loss] of valuesOf(eager, "step", "loss").map(Number).entries())
    assert.ok(Math.abs(loss - Number(losses[i])) < 1e-3, `step ${i + 1}`);
});

test("a reader that goes away, as `| head -1` does, is no failure: the run goes on to its end", async (t) => {
  const running = workshop.start(t, workshop.path("usual.yaml"), "unread");
  await running.until(({ event }) => event === "worker");
  running.closeStdout();
  const { code, stderr } = await running.ended;
  assert.equal(code, 0, stderr);
  const again = await workshop.run(workshop.path("usual.yaml"), "unread", "--resume");
  assert.equal(assertFinished(again)["weightsSha256"], assertFinished(first)["weightsSha256"]);
});

test("people see the steps as lines when stdout is a pipe, and where the model lies", async () => {
  const { code, stdout } = await workshop.elastune("run", workshop.path("usual.yaml"), "--run-dir", "lines");
  assert.equal(code, 0);
  assert.match(stdout.join("\n"), /step/);
  assert.ok(stdout.join("\n").includes(workshop.path("lines", "model")), stdout.join("\n"));
});

test("a job whose locations are relative runs the same from any folder", async () => {
  const { elastune, path: at } = workshop;
  const ended = await elastune("run", "usual.yaml", "--json", "--set", "training.limits.maxSteps=1");
  assertFinished(ended);
  assert.equal(valuesOf(ended, "started", "runDir")[0], at("runs", "small"));
});
