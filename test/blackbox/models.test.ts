// The small Keras models, trained from the command line.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertFailed, assertFinished } from "../support/contract.ts";
import { type Changes, openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

/** Changes that train a fixture whole, or its head alone, for two steps. */
function ofFixture(model: string, size: number, unfreeze: string): Changes {
  const source = `file:${fileURLToPath(new URL(`../../../test/fixtures/model/${model}.h5`, import.meta.url))}`;
  const training = { limits: { maxSteps: 2 }, phases: [{ unfreeze: [unfreeze], learningRate: 0.001 }] };
  return { model: { source }, dataset: { preprocess: { resize: [size, size] } }, training };
}

test("the small Keras models train whole, op by op", async () => {
  const sizes = { "keras2-branches": 12, "keras3-nested": 16, "keras3-merges": 10 };
  for (const [model, size] of Object.entries(sizes))
    await workshop.trains(`${model}-eager`, ofFixture(model, size, "*"), "--eager");
});

test("what tfjs has no gradient for is named, with what does train it", async () => {
  const job = await workshop.job("windows", ofFixture("keras2-windows", 12, "*"));
  const ended = await workshop.run(job, "run-windows", "--eager");
  assertFailed(ended, { code: 1, error: "no-gradient", says: ["dilation"] });
});

test("the small Keras models train compiled with their trunk frozen, or the job is refused with what does train them", async () => {
  const sizes = { "keras3-branches": 12, "keras2-nested": 16, "keras3-windows": 12, "keras2-merges": 10 };
  for (const [model, size] of Object.entries(sizes)) {
    const ended = await workshop.run(await workshop.job(model, ofFixture(model, size, "head")), `run-${model}`);
    if (ended.code === 78) {
      assertFailed(ended, { code: 78, error: "config", says: [model, "--eager"] });
      assert.ok(!workshop.exists(`run-${model}`), "a run folder was left behind");
    } else assertFinished(ended);
  }
});

test("what a later phase can't compile is refused before the first one trains", async () => {
  const fixture = ofFixture("keras3-branches", 12, "head");
  const phases = [
    { name: "head", unfreeze: ["head"] },
    { name: "right", unfreeze: ["head", "right"] },
  ];
  const ended = await workshop.run(await workshop.job("later", { ...fixture, training: { phases } }), "run-later");
  assertFailed(ended, { code: 78, error: "config", says: ["right", "--eager"] });
  assert.deepEqual(
    ended.lines.filter(({ event }) => event === "step"),
    [],
  );
  assert.ok(!workshop.exists("run-later"), "a run folder was left behind");
});
