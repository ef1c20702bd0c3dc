// The feature stage in real runs: it changes no weight by more than rounding, and what is stored serves every later job with the same key.
import assert from "node:assert/strict";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { assertFinished, valuesOf } from "../../support/contract.ts";
import type { Ended } from "../../support/elastune.ts";
import { writeKerasModel } from "../../support/keras-file.ts";
import { type Changes, openWorkshop, type Workshop } from "../../support/workshop.ts";

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
  await writeKerasModel(workshop.path("other.h5"), 12);
  await workshop.pictures("other-data", { amber: 12, blue: 12, green: 13 });
});
beforeEach(() => rm(workshop.path("cache", "features"), { recursive: true, force: true }));
after(() => workshop.remove());

/** The head alone, SGD with momentum: AdamW would turn rounding noise in small gradients into whole steps. */
const HEAD_ONLY = {
  optimizer: { sgd: { momentum: 0.9 } },
  phases: [{ epochs: 4, unfreeze: ["head"], learningRate: 0.01 }],
};
const head = (more: Changes = {}): Changes => ({ ...more, training: { ...HEAD_ONLY, ...more["training"] } });

/** Every stored block with what would change if it were written again. */
async function storedBlocks(): Promise<ReadonlyMap<string, string>> {
  const root = workshop.path("cache", "features");
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".safetensors")).sort();
  const facts = await Promise.all(files.map((name) => stat(path.join(root, name), { bigint: true })));
  return new Map(files.map((name, i) => [name, `${facts[i]?.ino ?? "?"} ${facts[i]?.mtimeNs ?? "?"}`]));
}

const keysOf = (blocks: ReadonlyMap<string, string>): Set<string> =>
  new Set([...blocks.keys()].map((name) => path.dirname(name)));

async function exportedWeights(run: string): Promise<Float32Array> {
  const folder = workshop.path(run, "model");
  const shards = (await readdir(folder)).filter((name) => name.endsWith(".bin")).sort();
  const bytes = Buffer.concat(await Promise.all(shards.map((name) => readFile(path.join(folder, name)))));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function largestDifference(a: string, b: string): Promise<number> {
  const [left, right] = [await exportedWeights(a), await exportedWeights(b)];
  assert.equal(left.length, right.length);
  return Math.max(...left.map((weight, i) => Math.abs(weight - (right[i] ?? NaN))));
}

const featuresOf = (ended: Ended): unknown => assertFinished(ended)["features"];

test("with the feature stage and without it the weights at the end agree within 1e-5", async () => {
  const auto = await workshop.trains("auto", head());
  const off = await workshop.trains("off", head({ training: { features: "off" } }));
  assert.deepEqual([featuresOf(auto), featuresOf(off)], ["auto", "off"]);
  assert.deepEqual(valuesOf(auto, "phase", "input"), ["features"]);
  assert.ok((await largestDifference("run-auto", "run-off")) <= 1e-5);
  const moved = await workshop.trains("moved", head({ training: { limits: { maxSteps: 1 } } }));
  assertFinished(moved);
  assert.ok((await largestDifference("run-auto", "run-moved")) > 1e-3, "training moves the weights by more than that");
});

test("a phase that unfreezes part of the trunk after one of the head alone agrees too", async () => {
  const phases = [
    { name: "head", epochs: 2, unfreeze: ["head"], learningRate: 0.01 },
    { name: "top", epochs: 2, unfreeze: ["head", "project"], learningRate: { default: 0.001, head: 0.01 } },
  ];
  const auto = await workshop.trains("two-auto", head({ training: { phases } }));
  await workshop.trains("two-off", head({ training: { phases, features: "off" } }));
  assert.deepEqual(valuesOf(auto, "phase", "input"), ["features", "features"]);
  assert.ok((await largestDifference("run-two-auto", "run-two-off")) <= 1e-5);
});

test("fixed variants of augmented pictures: with and without the stage the weights agree", async () => {
  const dataset = { augment: { flipHorizontal: true, crop: 0.2, variants: 2 } };
  const auto = await workshop.trains("variants-auto", head({ dataset }));
  await workshop.trains("variants-off", head({ dataset, training: { features: "off" } }));
  assert.equal(featuresOf(auto), "auto");
  assert.ok((await largestDifference("run-variants-auto", "run-variants-off")) <= 1e-5);
});

test("pictures that are drawn anew in each epoch have no features, and none are stored", async () => {
  const ended = await workshop.trains("anew", head({ dataset: { augment: { flipHorizontal: true } } }));
  assert.equal(featuresOf(ended), "off");
  assert.equal((await storedBlocks()).size, 0);
});

test("a second job with the same trunk, data and preprocessing computes no features", async () => {
  await workshop.trains("first", head());
  const blocks = await storedBlocks();
  // 36 pictures in blocks of 32.
  assert.equal(blocks.size, 2);
  const other = { seed: 5, optimizer: "adamw", phases: [{ epochs: 2, unfreeze: ["head"], learningRate: 0.02 }] };
  const second = await workshop.trains("second", {
    model: { head: [{ dense: { units: 9, activation: "relu" } }, { dense: { units: "classes" } }] },
    training: other,
  });
  assert.equal(featuresOf(second), "auto");
  assert.deepEqual(await storedBlocks(), blocks);
});

test("other weights, other preprocessing and other data have features of their own", async () => {
  await workshop.trains("usual", head());
  const before = keysOf(await storedBlocks());
  const jobs: Readonly<Record<string, Changes>> = {
    weights: { model: { source: "file:./other.h5" } },
    scale: { dataset: { preprocess: { resize: [16, 16], scale: [0, 1] } } },
    data: { dataset: { source: "file:./other-data" } },
    cut: { training: { phases: [{ epochs: 2, unfreeze: ["head", "project"], learningRate: 0.01 }] } },
  };
  for (const [name, changes] of Object.entries(jobs)) {
    const known = (await storedBlocks()).size;
    assert.equal(featuresOf(await workshop.trains(`other-${name}`, head(changes))), "auto");
    assert.ok((await storedBlocks()).size > known, name);
  }
  const all = keysOf(await storedBlocks());
  assert.equal(all.size, before.size + Object.keys(jobs).length);
});
