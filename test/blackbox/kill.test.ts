// A run that is killed or stopped, wherever it is, and goes on: the weights are those of a run that nobody disturbed.
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { assertContract, assertFinished, valuesOf } from "../support/contract.ts";
import type { Ended, Line } from "../support/elastune.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

/** Small steps, long evaluations (several rounds each), a checkpoint now and then: kills find all of them under way. */
const LONG = {
  dataset: { source: "file:./many", split: { train: 0.2, validation: 0.6, test: 0.2 } },
  training: {
    batchSize: 2,
    microBatches: 2,
    validation: { every: { steps: 7 } },
    phases: [{ epochs: 5, unfreeze: ["*"], learningRate: 0.01 }],
  },
  checkpoint: { everySteps: 5, keep: 2 },
};

let workshop: Workshop;
let job: string;
let undisturbed: Line;

before(async () => {
  workshop = await openWorkshop("warm");
  await workshop.pictures("many", { a: 40, b: 40, c: 40 });
  job = await workshop.job("long", LONG);
  undisturbed = assertFinished(await workshop.run(job, "undisturbed"));
});
after(() => workshop.remove());

const isStep = (step: number) => (line: Line) => line.event === "step" && line["step"] === step;
const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts or resumes, waits for a line and some ms more, sends the signal. */
async function interrupted(
  t: TestContext,
  runDir: string,
  at: { readonly line: (line: Line) => boolean; readonly ms?: number },
  signal: NodeJS.Signals,
): Promise<Ended> {
  const resume = workshop.exists(runDir) ? ["--resume"] : [];
  const running = workshop.start(t, job, runDir, ...resume);
  await running.until(at.line);
  await delay(at.ms ?? 0);
  running.kill(signal);
  return running.ended;
}

/** Of the newest checkpoint that was told, 0 without. */
function lastCheckpoint(ended: Ended): number {
  return Number(valuesOf(ended, "checkpoint", "step").at(-1) ?? 0);
}

function assertGoesOn(resumed: Ended, killed: Ended): void {
  const steps = valuesOf(resumed, "step", "step").map(Number);
  const begin = Number(steps[0]);
  assert.deepEqual(
    steps,
    steps.map((_, i) => begin + i),
    "steps follow each other",
  );
  assert.ok(
    begin > lastCheckpoint(killed),
    `step ${begin} was told again although the checkpoint of step ${lastCheckpoint(killed)} was whole`,
  );
  const seen = Number(valuesOf(killed, "step", "step").at(-1) ?? 0);
  assert.ok(begin <= seen + 1, `step ${begin} follows ${seen}`);
}

test("killed again and again, while it trains, evaluates, saves and starts, a run ends with the weights of an undisturbed one", async (t) => {
  const moments = [
    { line: ({ event }: Line) => event === "worker" },
    { line: isStep(3), ms: 2 },
    { line: isStep(7) },

    { line: isStep(21), ms: Math.random() * 40 },
    { line: ({ event }: Line) => event === "validation", ms: Math.random() * 60 },
    { line: isStep(48), ms: Math.random() * 30 },
  ];
  let before: Ended | undefined;
  for (const at of moments) {
    const killed = await interrupted(t, "killed", at, "SIGKILL");
    assertContract(killed);
    if (before !== undefined && valuesOf(killed, "step", "step").length > 0) assertGoesOn(killed, before);
    before = killed;
  }
  const resumed = await workshop.run(job, "killed", "--resume");
  const finished = assertFinished(resumed);
  assert.equal(finished["weightsSha256"], undisturbed["weightsSha256"]);
  assert.deepEqual(finished["test"], undisturbed["test"]);
  assert.equal(finished["steps"], undisturbed["steps"]);
});

test("Ctrl-C saves a checkpoint, says how to go on and exits with 130; what goes on gives the same weights", async (t) => {
  const stopped = await interrupted(t, "interrupted", { line: isStep(8) }, "SIGINT");
  assertContract(stopped);
  assert.equal(stopped.code, 130, stopped.stderr);
  const warning = stopped.lines.find(({ event }) => event === "warning");
  assert.equal(warning?.["code"], "stopped");
  assert.match(String(warning["hint"]), /--resume/);
  const last = valuesOf(stopped, "step", "step").at(-1);
  assert.equal(lastCheckpoint(stopped), last, "the checkpoint is of the last step");
  const resumed = await workshop.run(job, "interrupted", "--resume");
  assertGoesOn(resumed, stopped);
  assert.equal(assertFinished(resumed)["weightsSha256"], undisturbed["weightsSha256"]);
});

test("SIGTERM is like Ctrl-C and exits with 143, while it evaluates too", async (t) => {
  const stopped = await interrupted(t, "terminated", { line: isStep(14) }, "SIGTERM");
  assert.equal(stopped.code, 143, stopped.stderr);
  const resumed = await workshop.run(job, "terminated", "--resume");
  assertGoesOn(resumed, stopped);
  assert.equal(assertFinished(resumed)["weightsSha256"], undisturbed["weightsSha256"]);
});

test("Ctrl-C before training has begun exits with 130 as well", async (t) => {
  const stopped = await interrupted(t, "early", { line: ({ event }) => event === "worker" }, "SIGINT");
  assertContract(stopped);
  assert.equal(stopped.code, 130, `${stopped.stdout.join("\n")}\n${stopped.stderr}`);
});
