// What an audited micro-batch comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { createArena } from "../../../worker/compute/arena.ts";
import { BlockStack } from "../../../worker/compute/block-stack.ts";
import { GradientRuns } from "../../../worker/compute/gradient-runs.ts";
import { loadKernels } from "../../../worker/compute/kernels/kernels.ts";
import type { MicroBatch, PhaseCompute } from "../../../worker/compute/phase.ts";

const FLOATS = 5;
const LEAVES = 4;

const arena = createArena({
  parameters: 32,
  phaseParameters: 32,
  vectors: [],
  blocks: 8,
  inputs: 0,
  microBatchSize: 1,
  inputBytes: 0,
  exchangeBytes: 0,
});
const kernels = loadKernels(arena.memory);

/** Gradients are the micro-batch's seed, all over. */
const compute: PhaseCompute = {
  kind: "eager",
  towers: 2,
  graph: undefined,
  setWeights: () => undefined,
  run: (microBatches, gradients) =>
    microBatches.map(({ seed: [value] }, i) => {
      must(gradients[i], "a gradient").fill(value);
      return { loss: value, weight: 1, samples: 1, correct: 0 };
    }),
  evaluate: () => [],
  close: () => undefined,
};

function aWorker(): { readonly blocks: BlockStack; readonly runs: GradientRuns } {
  const blocks = new BlockStack(kernels, LEAVES, arena.blocks, FLOATS);
  const nothing: Omit<MicroBatch, "seed"> = {
    pixels: new Uint8Array(),
    labels: new Int32Array(),
    sampleWeights: new Float32Array(),
  };
  const inputOf = ({ seed }: Pick<MicroBatch, "seed">): MicroBatch => ({ ...nothing, seed });
  return { blocks, runs: new GradientRuns({ arena, kernels, compute, blocks, floats: FLOATS, inputOf }) };
}

const aMicroBatch = (value: number) => ({ input: 0, seed: [value, 0] as const });

function auditedInRun(value: number): string {
  const { blocks, runs } = aWorker();
  blocks.begin({ lo: 0, hi: LEAVES });
  runs.run([aMicroBatch(1), { ...aMicroBatch(value), isAudited: true }]);
  runs.run([aMicroBatch(3), aMicroBatch(4)]);
  return runs.audited;
}

test("within a run or beside the round, whatever lay in the memory before, a micro-batch comes to the same", () => {
  const first = auditedInRun(2);
  new Uint8Array(arena.memory.buffer, arena.blocks[0], arena.blockBytes * arena.blocks.length).fill(0xff);
  assert.equal(aWorker().runs.recompute(aMicroBatch(2)), first);
  assert.equal(auditedInRun(2), first);
});

test("another number in the gradient is another result", () => {
  const { runs } = aWorker();
  assert.notEqual(runs.recompute(aMicroBatch(2)), runs.recompute(aMicroBatch(2 + 2 ** -20)));
});

test("a micro-batch without samples comes to nothing, both times", () => {
  const { blocks, runs } = aWorker();
  const empty = { input: undefined, seed: [0, 0] as const };
  blocks.begin({ lo: 0, hi: LEAVES });
  runs.run([{ ...empty, isAudited: true }]);
  assert.equal(runs.audited, runs.recompute(empty));
});

test("computing beside the round takes no memory for good and changes no sum", () => {
  const { blocks, runs } = aWorker();
  blocks.begin({ lo: 0, hi: LEAVES });
  const final = runs.run([1, 2, 3, 4].map(aMicroBatch));
  for (let i = 0; i < 20; i++) runs.recompute(aMicroBatch(9));
  assert.deepEqual(
    blocks.finish().map(({ at }) => [...new Float32Array(arena.memory.buffer, at, FLOATS)]),
    [new Array<number>(FLOATS).fill(10)],
  );
  assert.equal(final.length, 1);
});
