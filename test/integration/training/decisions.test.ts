// Decisions in real runs: stopping early, the best weights at the end of each phase, a lower rate and a larger batch on a plateau.
// A rate of 1e-30 changes no float32 weight, so that a plateau is there for certain; one that rises to 30 spoils what it has learned.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFinished, valuesOf } from "../../support/contract.ts";
import type { Ended, Line } from "../../support/elastune.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

const STILL = 1e-30;
const WILD = 30;
const UNFREEZE = ["head", "project"];
/** 21 training samples in steps of 6: the last one of an epoch is half full. */
const STEPS_PER_EPOCH = 4;

type PhaseKeys = Readonly<Record<string, unknown>>;
const aPhase = (learningRate: number, more: PhaseKeys = {}): PhaseKeys => ({
  unfreeze: UNFREEZE,
  epochs: 4,
  learningRate,
  ...more,
});

const training = (phases: readonly PhaseKeys[], more: PhaseKeys = {}) => ({
  training: { optimizer: { sgd: { momentum: 0.9 } }, phases, ...more },
});

const decisions = ({ lines }: Ended): [unknown, unknown][] =>
  lines.filter(({ event }) => event === "decision").map((line) => [line["kind"], line["step"]]);
const reasons = ({ lines }: Ended, kind: string): string[] =>
  lines.filter((line) => line["kind"] === kind).map((line) => String(line["reason"]));
const sha = (ended: Ended): unknown => assertFinished(ended)["weightsSha256"];

test("a phase without an improvement stops early, and the next one begins", async () => {
  const phases = [aPhase(STILL, { name: "first" }), aPhase(STILL, { name: "second", epochs: 2 })];
  const ended = await workshop.trains("stops", training(phases, { earlyStopping: { patience: 2 } }));
  const stop = 3 * STEPS_PER_EPOCH;
  assert.deepEqual(decisions(ended), [
    ["stop-early", stop],
    ["restore-best", stop],
    ["restore-best", stop + 2 * STEPS_PER_EPOCH],
  ]);
  assert.match(String(reasons(ended, "stop-early")[0]), /validation\.loss has not improved for 2 validations/);
  assert.deepEqual(valuesOf(ended, "phase", "step"), [0, stop]);
  const kinds = ended.lines.filter(({ step }) => step === stop).map(({ event }) => event);
  assert.deepEqual(
    kinds.filter((event) => event !== "checkpoint"),
    ["step", "validation", "decision", "decision", "phase"],
    "the decision follows the validation that made it",
  );
});

test("the best weights come back at the end of a phase: the next one begins with those of a run that ended at the best step", async () => {
  // The rate rises until nothing is learned any more.
  const rising = aPhase(WILD, { name: "rising", schedule: { constant: { warmupSamples: 2000 } } });
  const phases = training([rising, aPhase(STILL, { name: "still", epochs: 1 })]);
  const whole = await workshop.trains("whole", phases);
  const bestStep = bestValidation(whole);
  assert.ok(bestStep < 4 * STEPS_PER_EPOCH, "the last weights of the phase are not its best");
  assert.deepEqual(decisions(whole)[0], ["restore-best", 4 * STEPS_PER_EPOCH]);
  assert.ok(reasons(whole, "restore-best")[0]?.endsWith(`at step ${bestStep}`));
  const short = await workshop.trains("short", phases, "--set", `training.limits.maxSteps=${bestStep}`);
  assert.deepEqual(decisions(short), []);
  assert.equal(sha(whole), sha(short));
});

test("on a plateau the rate is lowered, down to its minimum, and the steps use it", async () => {
  const onPlateau = { patience: 1, learningRate: { times: 0.1, min: STILL / 50 } };
  const ended = await workshop.trains("lower", training([aPhase(STILL, { epochs: 5 })], { onPlateau }));
  const lowered = decisions(ended).filter(([kind]) => kind === "lower-rate");
  assert.deepEqual(
    lowered.map(([, step]) => step),
    [2 * STEPS_PER_EPOCH, 3 * STEPS_PER_EPOCH],
  );
  assert.match(String(reasons(ended, "lower-rate")[0]), /the rate goes from 1e-30 to 1e-31/);
  const rates = valuesOf(ended, "step", "learningRate").map(Number);
  const shares = [0, 1, 2, 3, 4].map((epoch) => ((rates[epoch * STEPS_PER_EPOCH] ?? NaN) / STILL).toPrecision(3));
  assert.deepEqual(shares, ["1.00", "1.00", "0.100", "0.0200", "0.0200"]);
});

test("on a plateau the batch grows, up to its maximum, and each epoch still holds each sample once", async () => {
  const onPlateau = { patience: 1, batchSize: { times: 2, max: 18 } };
  const ended = await workshop.trains("grow", training([aPhase(STILL, { epochs: 5 })], { onPlateau }));
  // Epochs of 4, 4, 2 and 2 steps.
  assert.deepEqual(
    decisions(ended).filter(([kind]) => kind === "grow-batch"),
    [
      ["grow-batch", 8],
      ["grow-batch", 10],
    ],
  );
  const sizes = valuesOf(ended, "step", "batchSize");
  assert.deepEqual(sizes, [...Array<number>(8).fill(6), 12, 12, 18, 18, 18, 18]);
  assert.deepEqual(samplesByEpoch(ended), Array<number>(5).fill(samplesByEpoch(ended)[0] ?? NaN));
});

test("early stopping watches the metric that it names: an accuracy that stays is no improvement", async () => {
  const earlyStopping = { metric: "validation.accuracy", patience: 1 };
  const ended = await workshop.trains("accuracy", training([aPhase(STILL)], { earlyStopping }));
  assert.deepEqual(decisions(ended)[0], ["stop-early", 2 * STEPS_PER_EPOCH]);
  assert.match(String(reasons(ended, "stop-early")[0]), /validation\.accuracy/);
});

function samplesByEpoch({ lines }: Ended): number[] {
  const sums: number[] = [];
  for (const line of lines.filter(({ event }) => event === "step")) {
    const epoch = Number(line["epoch"]) - 1;
    sums[epoch] = (sums[epoch] ?? 0) + Math.round((Number(line["samplesPerSecond"]) * Number(line["stepMs"])) / 1000);
  }
  return sums;
}

function bestValidation({ lines }: Ended): number {
  const validations = lines.filter(({ event }) => event === "validation");
  return Number(validations.reduce((best, line) => (loss(line) < loss(best) ? line : best))["step"]);
}

const loss = (line: Line): number => Number(line["loss"]);
