// Models that are no models, and jobs that do not fit their model: exit code 78 and nothing left behind.
import assert from "node:assert/strict";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertFailed } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());
afterEach(() => {
  assert.ok(!workshop.exists("run"), "a run folder was left behind");
});

type Changes = Parameters<Workshop["job"]>[1];

async function assertRefused(changes: Changes, ...says: (string | RegExp)[]): Promise<void> {
  const job = await workshop.job("refused", changes);
  assertFailed(await workshop.run(job, "run"), { code: 78, error: "config", says });
}

test("a model that is missing, a folder, empty, not HDF5 or cut off is named with what is wrong", async () => {
  await writeFile(workshop.path("empty.h5"), "");
  await writeFile(workshop.path("text.h5"), "not a model\n".repeat(100));
  const whole = await readFile(workshop.path("small.h5"));
  await writeFile(workshop.path("cut.h5"), whole);
  await truncate(workshop.path("cut.h5"), Math.floor(whole.length / 2));
  await assertRefused({ model: { source: "file:./missing.h5" } }, "missing.h5", "no such file");
  await assertRefused({ model: { source: "file:./data" } }, "data", /folder|directory/);
  for (const [name, says] of [
    ["empty.h5", /empty/],
    ["text.h5", /expected a/],
    ["cut.h5", /damaged|cut off/],
  ] as const) {
    await assertRefused({ model: { source: `file:./${name}` } }, name, says);
  }
});

test("a model whose bytes are garbled is refused or runs, but never ends in a stack of calls", async () => {
  const whole = await readFile(workshop.path("small.h5"));
  for (const at of [0.1, 0.5]) {
    const bytes = Buffer.from(whole);
    bytes.fill(0xa5, Math.floor(bytes.length * at), Math.floor(bytes.length * at) + 400);
    await writeFile(workshop.path("garbled.h5"), bytes);
    const job = await workshop.job("garbled", {
      model: { source: "file:./garbled.h5" },
      training: { limits: { maxSteps: 1 } },
    });
    const ended = await workshop.run(job, `garbled-${at}`);
    assert.ok([0, 1, 78].includes(Number(ended.code)), `exit code ${ended.code}`);
    assert.ok(!ended.lines.some(({ code }) => code === "internal"), ended.stderr);
  }
});

test("a layer to cut at that does not exist is refused with the one that was meant", async () => {
  await assertRefused({ model: { cutAt: "projekt" } }, "projekt", "did you mean", "project");
});

test("patterns that match no layer are refused, in unfreeze and in learningRate", async () => {
  const phase = { epochs: 1, unfreeze: ["head", "block_99*"], learningRate: { default: 0.01, "hed*": 0.1 } };
  await assertRefused({ training: { phases: [phase] } }, "block_99*", "hed*");
});

test("a head without pooling on a convolutional trunk is refused with what to put first", async () => {
  await assertRefused(
    { model: { cutAt: "project", head: [{ dense: { units: "classes" } }] } },
    "spec.model.head",
    /globalAveragePooling|flatten/,
  );
});

test("units that are not the number of classes are refused", async () => {
  await assertRefused({ model: { head: [{ dense: { units: 7 } }] } }, "3", "7", "units");
});

test("pictures that are too small for the network, or of another size than its layers allow, are refused", async () => {
  const fixture = (name: string) => fileURLToPath(new URL(`../../../test/fixtures/model/${name}`, import.meta.url));
  const flat = {
    model: { source: `file:${fixture("keras2-flatten-dense.h5")}`, cutAt: "dense" },
    training: { phases: [{ epochs: 1 }] },
  };
  await assertRefused({ ...flat, dataset: { preprocess: { resize: [32, 32] } } }, "keras2-flatten-dense.h5");
  const merges = { model: { source: `file:${fixture("keras2-merges.h5")}` }, training: { phases: [{ epochs: 1 }] } };
  await assertRefused({ ...merges, dataset: { preprocess: { resize: [2, 2] } } }, "keras2-merges.h5");
});
