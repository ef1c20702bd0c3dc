import assert from "node:assert/strict";
import { test } from "node:test";
import { planPieces } from "../../../worker/compute/graph/passes/pieces.ts";
import type { ShapedLayer } from "../../../worker/compute/graph/shaped-layer.ts";

const always = (): boolean => true;

function layer(
  name: string,
  className: string,
  inputs: readonly string[],
  outputShape: readonly number[],
): ShapedLayer {
  return { name, className, config: {}, inputs, outputShape, weights: [] };
}

/** A large activation, one half as large with its ReLU, then small ones. */
const layers = [
  layer("input", "InputLayer", [], [64, 64, 3]),
  layer("wide", "Conv2D", ["input"], [64, 64, 64]),
  layer("half", "Conv2D", ["wide"], [64, 64, 32]),
  layer("small", "Conv2D", ["half"], [16, 16, 8]),
  layer("relu", "ReLU", ["small"], [16, 16, 8]),
  layer("late", "Conv2D", ["relu"], [16, 16, 8]),
  layer("head", "Dense", ["late"], [10]),
];

test("the cut is in front of the first convolution that takes a small activation", () => {
  assert.deepEqual(planPieces(layers, "head", 16, always), { early: 5, pieces: 4 });
});

test("a micro-batch of small activations runs whole", () => {
  assert.equal(planPieces(layers, "head", 1, always), undefined);
});

test("pieces are equally large, and 8 at most", () => {
  const piecesOf = (samples: number) => planPieces(layers, "head", samples, always)?.pieces;
  assert.deepEqual([18, 14, 13, 256].map(piecesOf), [6, 7, undefined, 8]);
});

test("only what stands before the first dependent layer runs in pieces", () => {
  const planUpTo = (name: string) => planPieces(layers, "head", 16, (one) => one.name !== name);
  assert.equal(planUpTo("late")?.early, 5);
  assert.equal(planUpTo("relu"), undefined);
});

test("there is no cut where a later layer takes an earlier one's output", () => {
  const skipping = layers.map((one) => (one.name === "head" ? { ...one, inputs: ["late", "small"] } : one));
  assert.equal(planPieces(skipping, "head", 16, always), undefined);
});
