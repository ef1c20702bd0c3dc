// The ops of BatchNormalization with the batch's statistics, and the graphs that run what is left of a micro-batch.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countedSamples } from "../../../worker/compute/counted-samples.ts";
import { gradientsOf } from "../../../worker/compute/graph/gradients/reverse.ts";
import { Graph, type Shape, type Tensor } from "../../../worker/compute/graph/ir.ts";
import { placeholder } from "../../../worker/compute/graph/ops/basic.ts";
import { fusedBatchNorm } from "../../../worker/compute/graph/ops/normalization.ts";
import { ShortGraphs } from "../../../worker/compute/graph/short-graphs.ts";
import { interpret } from "../../support/ir-interpreter/interpreter.ts";
import { randomNumbers } from "../../support/networks.ts";

const shapes: Record<string, Shape> = {
  pictures: [3, 2, 4, 2],
  vectors: [24, 2],
  sequences: [3, 8, 2],
};

/** Output, statistics and gradients for the same 24 rows of 2 channels. */
function normalized(shape: Shape) {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", shape);
  const [gamma, beta] = [placeholder(g, "gamma", "float32", [2]), placeholder(g, "beta", "float32", [2])];
  const { y, mean, variance, bias } = fusedBatchNorm(g, x, { gamma, beta, epsilon: 0.01 });
  const dy = placeholder(g, "dy", "float32", shape);
  const gradients = gradientsOf(g, { seeds: new Map([[y, dy]]), targets: [x, gamma, beta], control: dy });
  const random = randomNumbers(5);
  const values = (length: number): Float64Array => Float64Array.from({ length }, () => random() * 4);
  const feeds = new Map<Tensor, Float64Array>([
    [x, values(48)],
    [gamma, values(2)],
    [beta, values(2)],
    [dy, values(48)],
  ]);
  assert.deepEqual([y.shape, gradients[0]?.shape], [shape, shape]);
  return { results: interpret([y, mean, variance, ...gradients], feeds), bias };
}

for (const kind of ["vectors", "sequences"]) {
  test(`BatchNormalization of ${kind} is that of pictures with as many rows`, () => {
    assert.deepEqual(normalized(shapes[kind] ?? []), normalized(shapes["pictures"] ?? []));
  });
}

test("the op's variance times the bias is the biased one: of 24 rows, 23 24ths", () => {
  assert.equal(normalized(shapes["pictures"] ?? []).bias, 23 / 24);
});

test("many rows go past oneDNN in five dimensions, and back to it for the gradient", () => {
  const forms = [128, 129].map((side) => {
    const g = new Graph();
    const x = placeholder(g, "x", "float32", [1, side, 128, 1]);
    const [gamma, beta] = [placeholder(g, "gamma", "float32", [1]), placeholder(g, "beta", "float32", [1])];
    const { y } = fusedBatchNorm(g, x, { gamma, beta, epsilon: 0.01 });
    gradientsOf(g, { seeds: new Map([[y, y]]), targets: [x], control: y });
    return ["FusedBatchNormV3", "FusedBatchNormGradV3"].map((op) => {
      const node = g.nodes.find((each) => each.op === op);
      return [node?.attributes["data_format"], node?.inputs[0]?.shape.length];
    });
  });
  const [four, five] = ["NHWC", "NDHWC"].map((value) => ({ kind: "string", value }));
  assert.deepEqual(forms, [
    [
      [four, 4],
      [four, 4],
    ],
    [
      [five, 5],
      [four, 4],
    ],
  ]);
});

test("of a micro-batch the samples that count are left, in their order, with what belongs to them", () => {
  const microBatch = {
    pixels: Uint8Array.of(10, 11, 20, 21, 30, 31, 40, 41),
    labels: Int32Array.of(1, 2, 3, 4),
    sampleWeights: Float32Array.of(0, 1, 0, 1),
    seed: [7, 8],
  } as const;
  assert.deepEqual(countedSamples(microBatch), {
    pixels: Uint8Array.of(20, 21, 40, 41),
    labels: Int32Array.of(2, 4),
    sampleWeights: Float32Array.of(1, 1),
    seed: [7, 8],
  });
});

test("a micro-batch in which all samples count is not copied", () => {
  const [pixels, labels] = [new Uint8Array(2), new Int32Array(2)];
  const microBatch = { pixels, labels, sampleWeights: Float32Array.of(1, 1), seed: [7, 8] } as const;
  assert.equal(countedSamples(microBatch), microBatch);
});

test("four short graphs are kept; the one that was used longest ago is closed for a fifth", () => {
  const compiled: number[] = [];
  const closed: number[] = [];
  const graphs = new ShortGraphs((size) => {
    compiled.push(size);
    return { close: () => closed.push(size) };
  });
  for (const size of [1, 2, 3, 4, 1, 5, 1, 2]) graphs.ofSize(size);
  assert.deepEqual(compiled, [1, 2, 3, 4, 5, 2]);
  assert.deepEqual(closed, [2, 3]);
  graphs.close();
  assert.deepEqual(closed.toSorted(), [1, 2, 2, 3, 4, 5]);
});
