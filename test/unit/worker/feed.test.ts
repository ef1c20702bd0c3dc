import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createArena, inputViews } from "../../../worker/compute/arena.ts";
import { Feed, type PreparedRound, type SampleSource } from "../../../worker/feed.ts";
import type { PlannedMicroBatch } from "../../../worker/round-samples.ts";

const arena = createArena({
  parameters: 1,
  phaseParameters: 1,
  vectors: [],
  blocks: 1,
  inputs: 3,
  microBatchSize: 2,
  inputBytes: 2,
  exchangeBytes: 0,
});

function planned(first: number, real = 2): PlannedMicroBatch {
  return { sampleIds: Int32Array.of(first, first + 1), real, seed: [first, 0], augmentEpoch: undefined };
}

/** Fills buffers with the sample ids themselves; odd waits make a wrong order visible. */
function aFeed(setAside: (id: number) => boolean = () => false): {
  prepare: (planned: readonly PlannedMicroBatch[]) => PreparedRound;
} {
  const feed = new Feed(arena);
  const prepare: SampleSource["loader"]["prepare"] = async (ids, { pixels, labels, weights }) => {
    await sleep(ids[0] === 0 ? 5 : 0);
    if (ids[0] === 66) throw new Error("cannot be read");
    ids.forEach((id, i) => {
      pixels[i] = id;
      labels[i] = id;
      weights[i] = setAside(id) ? 0 : 1;
    });
  };
  const source = { loader: { prepare }, bytesPerSample: 1, augment: undefined };
  return { prepare: (planned) => feed.prepare(planned, source) };
}

test("micro-batches are taken in order, each with its own samples in its own buffer", async () => {
  const round = aFeed().prepare([planned(0), planned(2), planned(4)]);
  const taken = await round.take(3);
  assert.deepEqual(
    taken.map(({ seed }) => seed[0]),
    [0, 2, 4],
  );
  assert.equal(new Set(taken.map(({ input }) => input)).size, 3);
  assert.deepEqual(
    taken.map(({ input }) => [...inputViews(arena, input ?? -1, { microBatchSize: 2, bytesPerSample: 1 }).labels]),
    [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
  );
});

test("F1: a round prepared ahead never keeps buffers from the round before it", async () => {
  const feed = aFeed();
  const now = feed.prepare([0, 2, 4, 6, 8].map((first) => planned(first)));
  const ahead = feed.prepare([20, 22, 24, 26].map((first) => planned(first)));
  const order: number[] = [];
  for (const round of [now, ahead]) {
    for (let taken = await round.take(2); taken.length > 0; taken = await round.take(2)) {
      order.push(...taken.map(({ seed }) => seed[0]));
      round.release(taken);
    }
  }
  assert.deepEqual(order, [0, 2, 4, 6, 8, 20, 22, 24, 26]);
});

test("a micro-batch without samples, or whose every sample was set aside, takes no buffer", async () => {
  const round = aFeed((id) => id >= 10).prepare([planned(0), planned(10), planned(0, 0), planned(2)]);
  const taken = await round.take(4);
  assert.deepEqual(
    taken.map(({ input }) => input !== undefined),
    [true, false, false, true],
  );
});

test("a discarded round gives all its buffers back", async () => {
  const feed = aFeed();
  feed.prepare([planned(0), planned(2), planned(4)]).discard();
  const taken = await feed.prepare([planned(6), planned(8), planned(10)]).take(3);
  assert.deepEqual(
    taken.map(({ seed }) => seed[0]),
    [6, 8, 10],
  );
});

test("a sample that cannot be read fails its micro-batch when it is taken, not those before it", async () => {
  const round = aFeed().prepare([planned(0), planned(66), planned(2)]);
  assert.equal((await round.take(1)).length, 1);
  await assert.rejects(round.take(1), /cannot be read/);
});
