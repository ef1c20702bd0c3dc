// Who is augmented: the samples of train rounds, by the round's epoch; evaluation sees the pictures as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createArena } from "../../../worker/compute/arena.ts";
import type { Augmentation } from "../../../worker/data/loader.ts";
import { Feed } from "../../../worker/feed.ts";
import type { PlannedMicroBatch } from "../../../worker/round-samples.ts";
import { EVERYTHING } from "./cases.ts";

const arena = createArena({
  parameters: 1,
  phaseParameters: 1,
  vectors: [],
  blocks: 1,
  inputs: 2,
  microBatchSize: 1,
  inputBytes: 2,
  exchangeBytes: 0,
});

function planned(augmentEpoch: number | undefined): PlannedMicroBatch {
  return { sampleIds: Int32Array.of(0), real: 1, seed: [0, 0], augmentEpoch };
}

async function asked(augment: Omit<Augmentation, "epoch"> | undefined): Promise<(Augmentation | undefined)[]> {
  const augmentations: (Augmentation | undefined)[] = [];
  const prepare = (_: unknown, { weights }: { readonly weights: Float32Array }, augmentation?: Augmentation) => {
    augmentations.push(augmentation);
    weights.fill(1);
    return Promise.resolve();
  };
  const source = { loader: { prepare }, bytesPerSample: 1, augment };
  await new Feed(arena).prepare([planned(4), planned(undefined)], source).take(2);
  return augmentations;
}

test("a train round's samples are augmented for its epoch, an evaluation's are not", async () => {
  assert.deepEqual(await asked({ seed: 9, spec: EVERYTHING }), [{ seed: 9, spec: EVERYTHING, epoch: 4 }, undefined]);
});

test("without augmentation settings nothing is augmented", async () => {
  assert.deepEqual(await asked(undefined), [undefined, undefined]);
});
