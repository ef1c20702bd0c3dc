import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  evaluationMicroBatch,
  microBatchSeed,
  sampleIdsOf,
  type TrainRound,
  trainMicroBatch,
} from "../../../common/sampling/micro-batches.ts";
import { orderOf } from "../../../common/sampling/order.ts";

const job = fc.record({
  seed: fc.nat(),
  epoch: fc.nat(100),
  trainSize: fc.integer({ min: 0, max: 300 }),
  microBatches: fc.integer({ min: 1, max: 8 }),
  size: fc.integer({ min: 1, max: 9 }),
});

function epochOf(round: Omit<TrainRound, "offset">) {
  const batches = [];
  for (let offset = 0; offset < round.trainSize; offset += round.batchSize) {
    for (let m = 0; m < round.microBatches; m++) batches.push(trainMicroBatch({ ...round, offset }, m));
  }
  return batches;
}

test("an epoch's micro-batches hold every sample exactly once, whatever the sizes and the order", () => {
  fc.assert(
    fc.property(job, fc.boolean(), ({ size, ...rest }, inBlocks) => {
      const order = orderOf(inBlocks ? { kind: "blocks", blockSize: 5, window: 11 } : { kind: "uniform" });
      const batches = epochOf({ ...rest, order, batchSize: size * rest.microBatches });
      const samples = batches.flatMap((batch) => [...batch.samples]).filter((sample) => sample >= 0);
      assert.deepEqual(
        samples.sort((a, b) => a - b),
        Array.from({ length: rest.trainSize }, (_, i) => i),
      );
    }),
  );
});

test("micro-batches all have the same size, and padding alone has weight 0", () => {
  fc.assert(
    fc.property(job, ({ size, ...rest }) => {
      for (const batch of epochOf({ ...rest, batchSize: size * rest.microBatches })) {
        assert.equal(batch.samples.length, size);
        assert.deepEqual(
          [...batch.weights],
          [...batch.samples].map((sample) => (sample < 0 ? 0 : 1)),
        );
        assert.equal(
          batch.real,
          batch.weights.reduce((sum, weight) => sum + weight, 0),
        );
      }
    }),
  );
});

test("only the last step has padding, and it comes last", () => {
  const batches = epochOf({ seed: 7, epoch: 0, trainSize: 10, batchSize: 8, microBatches: 4 });
  assert.deepEqual(
    batches.map((batch) => batch.real),
    [2, 2, 2, 2, 2, 0, 0, 0],
  );
});

test("a larger batch from the middle of an epoch goes on where the smaller one stopped", () => {
  const base = { seed: 7, epoch: 2, trainSize: 24 };
  const small = trainMicroBatch({ ...base, offset: 0, batchSize: 8, microBatches: 1 }, 0);
  const large = trainMicroBatch({ ...base, offset: 8, batchSize: 16, microBatches: 1 }, 0);
  assert.equal(new Set([...small.samples, ...large.samples]).size, 24);
});

test("an evaluation round holds its samples in natural order, the rest is padding", () => {
  const round = { from: 5, to: 12, microBatchSize: 4 };
  assert.deepEqual([...evaluationMicroBatch(round, 0).samples], [5, 6, 7, 8]);
  assert.deepEqual([...evaluationMicroBatch(round, 1).samples], [9, 10, 11, -1]);
  assert.equal(evaluationMicroBatch(round, 2).real, 0);
});

test("sample ids come from the split, and padding stays padding", () => {
  const ids = sampleIdsOf(Int32Array.of(10, 20, 30), Int32Array.of(2, 0, -1));
  assert.deepEqual([...ids], [30, 10, -1]);
  assert.throws(() => sampleIdsOf(Int32Array.of(10), Int32Array.of(1)), /sample 1/);
});

test("dropout's seed follows the position in the data", () => {
  assert.deepEqual(microBatchSeed(7, 1, 64), microBatchSeed(7, 1, 64));
  assert.notDeepEqual(microBatchSeed(7, 1, 64), microBatchSeed(7, 1, 72));
  assert.notDeepEqual(microBatchSeed(7, 1, 64), microBatchSeed(7, 2, 64));
});
