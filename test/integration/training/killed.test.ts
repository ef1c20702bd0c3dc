// A fine-tuning of three phases that is killed between phases, inside evaluations, while features are computed and anywhere else: it ends
// with the weights of one that nobody disturbed, and with a ledger that proves that every sample was trained on once.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assertContract, assertFinished, valuesOf } from "../../support/contract.ts";
import type { Ended, Line } from "../../support/elastune.ts";
import { EPOCH_STEPS, THREE_PHASES, threePhaseJob } from "../../support/three-phases.ts";
import { assertVerified } from "../../support/verified.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

interface Moment {
  readonly line: (line: Line) => boolean;
  readonly afterMs: number;
}

const phaseBegins = (name: string) => (line: Line) => line.event === "phase" && line["phase"] === name;
const stepDone = (step: number) => (line: Line) => line.event === "step" && Number(line["step"]) >= step;

/** Two epochs a phase. */
const PHASE_STEPS = 2 * EPOCH_STEPS;
const moments = (): Moment[] => [
  { line: ({ event, state }) => event === "worker" && state === "ready", afterMs: Math.random() * 60 },
  // The phase's last step: the validation that ends it comes next, then the other phase.
  { line: stepDone(PHASE_STEPS), afterMs: Math.random() * 30 },
  { line: phaseBegins("top"), afterMs: 0 },
  { line: stepDone(PHASE_STEPS + 6), afterMs: Math.random() * 20 },
  { line: stepDone(2 * PHASE_STEPS), afterMs: Math.random() * 30 },
  { line: stepDone(2 * PHASE_STEPS + 5), afterMs: Math.random() * 100 },
];

async function killedAt(t: TestContext, job: string, runDir: string, { line, afterMs }: Moment): Promise<void> {
  const running = workshop.start(t, job, runDir, ...(workshop.exists(runDir) ? ["--resume"] : []));
  await running.until(line);
  await pause(afterMs);
  running.kill("SIGKILL");
  assertContract(await running.ended);
}

function forgetFeatures(): Promise<void> {
  return rm(workshop.path("cache", "features"), { recursive: true, force: true });
}

for (const [what, variants, features] of [
  ["pictures that are drawn anew", 0, "off"],
  ["features of fixed variants", 2, "auto"],
] as const) {
  test(`on ${what}: killed six times and resumed, the weights and metrics at the end are the same, and it is verified`, async (t) => {
    const job = await threePhaseJob(workshop, `job-${variants}`, variants);
    const undisturbed = await workshop.run(job, `whole-${variants}`);
    const expected = assertFinished(undisturbed);
    assertIsWhatItClaims(undisturbed, features);
    const runDir = `killed-${variants}`;
    // The features that the undisturbed run stored are not there for the other one.
    await forgetFeatures();
    for (const moment of moments()) await killedAt(t, job, runDir, moment);
    // Those that are gone are computed again, in the middle of the run.
    await forgetFeatures();
    const resumed = assertFinished(await workshop.run(job, runDir, "--resume"));
    for (const key of ["weightsSha256", "steps"]) assert.equal(resumed[key], expected[key], key);
    assert.deepEqual(resumed["test"], expected["test"]);
    const verified = await assertVerified(workshop, runDir);
    assert.deepEqual([verified["epochs"], verified["steps"]], [3 * 2, 3 * PHASE_STEPS]);
  });
}

/** Three phases, decisions, a last step of an epoch that is not full. */
function assertIsWhatItClaims(ended: Ended, features: string): void {
  assert.deepEqual(valuesOf(ended, "phase", "phase"), [...THREE_PHASES]);
  assert.equal(assertFinished(ended)["features"], features);
  assert.equal(assertFinished(ended)["steps"], 3 * PHASE_STEPS);
  assert.ok(valuesOf(ended, "decision", "kind").includes("lower-rate"));
  const samples = ended.lines
    .filter(({ event }) => event === "step")
    .map((line) => Math.round((Number(line["samplesPerSecond"]) * Number(line["stepMs"])) / 1000));
  assert.deepEqual(samples.slice(EPOCH_STEPS - 2, EPOCH_STEPS + 1), [6, 2, 6]);
}
