// Good data sets of all sorts: pictures, names, sizes. Each run ends well; what it says adds up.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { valuesOf } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

test("grey, palette, transparent, 16-bit and jpeg pictures train side by side; class names may hold spaces and any letter", async () => {
  await workshop.pictures("kinds", { "with space": 12, "ünï—code 日本": 12, "quote'\"\\n": 12 }, [
    "grey",
    "palette",
    "alpha",
    "deep",
    "jpeg",
    "png",
  ]);
  const ended = await workshop.trains("kinds", { dataset: { source: "file:./kinds" } });
  assert.ok(!valuesOf(ended, "warning", "code").includes("samples-set-aside"));
});

test("a class with a single picture is trained on", async () => {
  await workshop.pictures("lonely", { crowd: 12, crew: 12, hermit: 1 });
  const ended = await workshop.trains("lonely", {
    dataset: { source: "file:./lonely" },
    training: { batchSize: 1, microBatches: 1, phases: [{ epochs: 1 }] },
  });
  const train = { crowd: 7, crew: 7, hermit: 1 };
  assert.equal(valuesOf(ended, "step", "step").length, train.crowd + train.crew + train.hermit);
});

test("a batch larger than the data set is warned of, and makes one step an epoch", async () => {
  const ended = await workshop.trains("large", { training: { batchSize: 64, microBatches: 8 } });
  assert.ok(valuesOf(ended, "warning", "code").includes("batch-larger-than-data"));
  assert.deepEqual(valuesOf(ended, "step", "epoch"), [1, 2, 3]);
});

test("without validation, without test, and without both a run ends well", async () => {
  const split = (validation: number, testShare: number) => ({
    dataset: { split: { train: 0.6, validation, test: testShare } },
    training: { phases: [{ epochs: 1 }] },
  });
  const none = await workshop.trains("no-validation", split(0, 0.2));
  assert.deepEqual(valuesOf(none, "validation", "step"), []);
  const neither = await workshop.trains("neither", split(0, 0));
  assert.equal(neither.lines.at(-1)?.["test"], null);
});
