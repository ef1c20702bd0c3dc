// A batch in micro-batches: their sums, added in the tree and divided once, are the gradient of the whole batch.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import { maxPendingBlocks } from "../../../common/tree.ts";
import { BlockStack } from "../../../worker/compute/block-stack.ts";
import { NO_SUMS } from "../../../worker/compute/round-sums.ts";
import { createSharedMemory, loadKernels } from "../../../worker/compute/kernels/kernels.ts";
import { applyUpdate } from "../../../worker/compute/optimizer.ts";

const FLOATS = 9;
/** Of float32: below it numbers have fewer digits than 1e-6 asks for. */
const SMALLEST_NORMAL = 2 ** -126;
const memory = createSharedMemory(1 << 20);
const kernels = loadKernels(memory);
const at = (index: number): number => 65_536 + index * 4096;
const floats = (place: number): Float32Array => new Float32Array(memory.buffer, place, FLOATS);

interface Sample {
  readonly gradient: readonly number[];
  /** 0 for padding. */
  readonly weight: number;
}

const aSample: fc.Arbitrary<Sample> = fc.record({
  gradient: fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: FLOATS, maxLength: FLOATS }),
  weight: fc.constantFrom(1, 1, 1, 2.5, 0),
});
const aBatch = fc
  .record({ microBatches: fc.integer({ min: 1, max: 16 }), size: fc.integer({ min: 1, max: 8 }) })
  .chain(({ microBatches, size }) =>
    fc.array(fc.array(aSample, { minLength: size, maxLength: size }), {
      minLength: microBatches,
      maxLength: microBatches,
    }),
  )
  .filter((batch) => batch.flat().some(({ weight }) => weight > 0));

test("micro-batches give the gradient of the whole batch within 1e-6 of its size", () => {
  fc.assert(
    fc.property(aBatch, (batch) => {
      const { gradient, scale } = wholeBatch(batch.flat());
      accumulated(batch).forEach((value, i) => {
        const difference = Math.abs(value - must(gradient[i], "a gradient"));
        assert.ok(difference <= 1e-6 * must(scale[i], "a scale"), `${difference} of ${scale[i] ?? NaN}`);
      });
    }),
    { numRuns: 300 },
  );
});

test("a step of micro-batches moves the weights as a step of the whole batch does", () => {
  fc.assert(
    fc.property(aBatch, (batch) => {
      const { scale } = wholeBatch(batch.flat());
      const [pieces, whole] = [moved(batch), moved([batch.flat()])];
      pieces.forEach((weight, i) => {
        const difference = Math.abs(weight - must(whole[i], "a weight"));
        assert.ok(difference <= 1e-6 * (1 + must(scale[i], "a scale")), String(difference));
      });
    }),
  );
});

/** The mean of the samples' gradients, and of their sizes, in float64. */
function wholeBatch(samples: readonly Sample[]): { readonly gradient: number[]; readonly scale: number[] } {
  const weightSum = samples.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (valueOf: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + sample.weight * valueOf(sample), 0) / weightSum;
  const indices = Array.from({ length: FLOATS }, (_, i) => i);
  return {
    gradient: indices.map((i) => mean(({ gradient }) => gradient[i] ?? NaN)),
    scale: indices.map((i) => mean(({ gradient }) => Math.abs(gradient[i] ?? NaN)) + SMALLEST_NORMAL),
  };
}

/** The mean gradient by the block stack and one division. */
function accumulated(batch: readonly (readonly Sample[])[]): number[] {
  const { place, weightSum } = summed(batch);
  kernels.divide(place, place, FLOATS, weightSum);
  return [...floats(place)];
}

/** Weights that were 1 after one step at a rate of 1. */
function moved(batch: readonly (readonly Sample[])[]): number[] {
  const { place, weightSum } = summed(batch);
  floats(at(0)).fill(1);
  applyUpdate(kernels, {
    spec: { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 },
    updates: [{ offset: 0, gradientOffset: 0, size: FLOATS, learningRate: 1, updates: 1 }],
    weights: at(0),
    slots: [],
    sum: place,
    gradient: place,
    floats: FLOATS,
    weightSum,
    clipNorm: undefined,
  });
  return [...floats(at(0))];
}

function summed(batch: readonly (readonly Sample[])[]): { readonly place: number; readonly weightSum: number } {
  const blocks = Array.from({ length: maxPendingBlocks(batch.length) }, (_, i) => at(i + 1));
  const stack = new BlockStack(kernels, batch.length, blocks, FLOATS);
  stack.begin({ lo: 0, hi: batch.length });
  for (const samples of batch) pushMicroBatch(stack, samples);
  const [root] = stack.finish();
  return { place: must(root?.at, "a gradient"), weightSum: must(root, "a block").sums.weight };
}

/** A micro-batch as the compute thread hands it over: the sum of its samples' gradients in float32; none when all is padding. */
function pushMicroBatch(stack: BlockStack, samples: readonly Sample[]): void {
  const weight = samples.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) {
    stack.push(undefined, NO_SUMS);
    return;
  }
  const block = stack.take();
  const sum = floats(block).fill(0);
  for (const one of samples) {
    one.gradient.forEach((value, i) => {
      sum[i] = must(sum[i], "a sum") + one.weight * value;
    });
  }
  stack.push(block, { loss: 0, weight, samples: samples.filter((one) => one.weight > 0).length, correct: 0 });
}
