// Good jobs of all sorts: batches, optimizers, rates, limits. Each ends well; what it says adds up.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFinished, valuesOf } from "../support/contract.ts";
import type { Ended } from "../support/elastune.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

const sha = (ended: Ended): unknown => ended.lines.at(-1)?.["weightsSha256"];
const losses = (ended: Ended): number[] => valuesOf(ended, "step", "loss").map(Number);

test("however a batch is cut into micro-batches, the losses agree", async () => {
  // Dropout would be drawn for each micro-batch.
  const cut = (microBatches: number) => ({
    model: { head: [{ dense: { units: "classes" } }] },
    training: { batchSize: 24, microBatches },
  });
  const whole = await workshop.trains("one", cut(1));
  const pieces = [await workshop.trains("three", cut(3)), await workshop.trains("eight", cut(8))];
  for (const [i, loss] of losses(whole).entries()) {
    for (const other of pieces) assert.ok(Math.abs(loss - Number(losses(other)[i])) < 1e-4, `step ${i + 1}`);
  }
});

test("validation every N steps happens then, and once more at the end of the phase", async () => {
  const ended = await workshop.trains("every", { training: { validation: { steps: 5 } } });
  assert.deepEqual(valuesOf(ended, "validation", "step"), [5, 10, 12]);
});

test("limits.maxSteps ends training there, in the middle of an epoch, and still measures and saves", async () => {
  const ended = await workshop.trains("limit", { training: { limits: { maxSteps: 6 } } });
  const finished = assertFinished(ended);
  assert.deepEqual([finished["steps"], valuesOf(ended, "started", "totalSteps")], [6, [6]]);
  assert.ok(finished["test"] !== null);
  assert.equal(valuesOf(ended, "validation", "step").at(-1), 6);
});

test("a rate of its own for a layer changes what is learned; clipping and SGD do too", async () => {
  const training = (changes: object) => ({ training: { limits: { maxSteps: 4 }, ...changes } });
  const phase = { epochs: 3, unfreeze: ["head", "project"], learningRate: 0.01 };
  const all = [
    await workshop.trains("plain", training({})),
    await workshop.trains(
      "rates",
      training({ phases: [{ ...phase, learningRate: { default: 0.01, "proj*": 0.0001, head: 0.02 } }] }),
    ),
    await workshop.trains("clipped", training({ clipNorm: 0.01 })),

    await workshop.trains(
      "momentum",
      training({ optimizer: { sgd: { momentum: 0.9, nesterov: true, weightDecay: 0.01 } } }),
    ),
  ];
  assert.equal(new Set(all.map(sha)).size, all.length);
});

test('unfreeze "*" trains the whole network, a pattern of the trunk only that and the head', async () => {
  const of = async (name: string, unfreeze: string[]) => {
    const ended = await workshop.trains(name, {
      training: { limits: { maxSteps: 3 }, phases: [{ epochs: 1, unfreeze, learningRate: 0.001 }] },
    });
    return Number(valuesOf(ended, "phase", "trainableParameters")[0]);
  };
  const head = 12 * 3 + 3;

  assert.equal(await of("pattern", ["head", "depth*"]), head + 3 * 3 * 8);
  assert.equal(await of("all", ["*"]), head + 3 * 3 * 3 * 8 + 3 * 3 * 8 + 8 * 12 + 12);
});
