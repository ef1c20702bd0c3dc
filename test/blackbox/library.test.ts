// elastune as a library, from a program that knows nothing but its entry.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { assertFinished } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

const LIBRARY = new URL("../../cli/library/index.js", import.meta.url).href;

let workshop: Workshop;
let job: string;

before(async () => {
  workshop = await openWorkshop();
  job = await workshop.job("usual");
});
after(() => workshop.remove());

/** Runs a module that sees `runJob`, `openRun`, `job` and `at(name)`; what it prints as JSON. */
async function program(source: string): Promise<unknown> {
  const head = `import * as library from ${JSON.stringify(LIBRARY)};
const { runJob, openRun } = library; const job = ${JSON.stringify(job)}; const at = (name) => ${JSON.stringify(`${workshop.folder}/`)} + name;
const print = (value) => process.stdout.write(JSON.stringify(value));\n`;
  await writeFile(workshop.path("program.mjs"), head + source);
  const env = { ...process.env, ELASTUNE_CACHE: workshop.path("cache") };
  const { stdout } = await promisify(execFile)(process.execPath, [workshop.path("program.mjs")], {
    env,
    cwd: workshop.folder,
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}

test("runJob yields the events, the process ends by itself, and openRun reads them back", async () => {
  const result = await program(`
    const seen = [];
    for await (const event of runJob(job, { runDir: at("library") })) seen.push(event);
    const run = await openRun(at("library"));
    print({ seen: seen.map(({ event }) => event), finished: seen.at(-1), read: run.finished, job: run.job.metadata.name, steps: run.events.filter(({ event }) => event === "step").length });
  `);
  const {
    seen,
    finished,
    read,
    job: name,
    steps,
  } = result as Record<string, unknown> & { readonly seen: string[]; readonly finished: object };
  assert.equal(seen.at(-1), "finished");
  assert.deepEqual([name, steps, seen.filter((event) => event === "step").length], ["small", 12, 12]);
  const { time: _time, ...printed } = finished as Record<string, unknown>;
  const { time: _, ...stored } = read as Record<string, unknown>;
  assert.deepEqual(stored, printed);
});

test("an AbortSignal stops at a round's edge with a checkpoint; a second run goes on, and metrics hold each step and validation once", async () => {
  const result = await program(`
    const stop = new AbortController();
    const first = [];
    for await (const event of runJob(job, { runDir: at("aborted"), signal: stop.signal })) {
      first.push(event);
      if (event.event === "step" && event.step === 8) stop.abort();
    }
    const between = await openRun(at("aborted"));
    const second = [];
    for await (const event of runJob(job, { runDir: at("aborted"), resume: true })) second.push(event);
    const run = await openRun(at("aborted"));
    const stepsOf = (events, name) => events.filter(({ event }) => event === name).map(({ step }) => step);
    print({ codes: first.map(({ code }) => code).filter(Boolean), unfinished: between.finished === undefined, end: second.at(-1).event, steps: stepsOf(run.events, "step"), validations: stepsOf(run.events, "validation") });
  `);
  assert.deepEqual(result, {
    codes: ["stopped"],
    unfinished: true,
    end: "finished",
    steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    validations: [4, 8, 12],
  });
});

test("a run that was killed after a validation and went on has that validation once in its metrics", async () => {
  const rarely = await workshop.job("rarely", { checkpoint: { everySteps: 100 } });
  const killed = workshop.begin(rarely, "killed");
  await killed.until(({ event, step }) => event === "step" && step === 6);
  killed.kill("SIGKILL");
  await killed.ended;
  assertFinished(await workshop.run(rarely, "killed", "--resume"));
  const result = await program(`
    const { events } = await openRun(at("killed"));
    print(["step", "validation", "finished"].map((name) => events.filter(({ event }) => event === name).map(({ step }) => step ?? null)));
  `);
  assert.deepEqual(result, [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [4, 8, 12], [null]]);
});

test("a signal that is aborted already stops before anything is trained", async () => {
  const result = await program(`
    const seen = [];
    for await (const event of runJob(job, { runDir: at("never"), signal: AbortSignal.abort() })) seen.push(event.event);
    print(seen.includes("step"));
  `);
  assert.equal(result, false);
});

test("a wrong job rejects with a ConfigError that lists the problems; a folder without a run with a UsageError", async () => {
  const result = await program(`
    const caught = async (work) => { try { await work(); return null; } catch (error) { return error; } };
    const config = await caught(async () => { for await (const _ of runJob(job, { runDir: at("wrong"), set: ["training.batchSize=0"] })); });
    const usage = await caught(() => openRun(at("nowhere")));
    print([config instanceof library.ConfigError, config.problems.length > 0, usage instanceof library.UsageError]);
  `);
  assert.deepEqual(result, [true, true, true]);
});

test("a reader that leaves lets the process end", async () => {
  const result = await program(`
    for await (const event of runJob(job, { runDir: at("left") })) if (event.event === "step") break;
    print("left");
  `);
  assert.equal(result, "left");
});

test("two runs in one process, one after the other, both end well and alike", async () => {
  const result = await program(`
    const shas = [];
    for (const name of ["one", "two"]) for await (const event of runJob(job, { runDir: at(name) })) if (event.event === "finished") shas.push(event.weightsSha256);
    print(shas.length === 2 && shas[0] === shas[1]);
  `);
  assert.equal(result, true);
});
