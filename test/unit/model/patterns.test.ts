import assert from "node:assert/strict";
import { test } from "node:test";
import { matchLayers, trainableWeights, unfreeze, type LayerWithWeights } from "../../../worker/model/patterns.ts";

const NAMES = ["Conv_1", "block_1_conv", "block_16_conv", "block_16_bn", "head_dropout", "head_dense"];
const HEAD = ["head_dropout", "head_dense"];
const PATH = "spec.training.phases[0].unfreeze";

function matched(...patterns: readonly string[]): readonly string[] {
  return [...matchLayers(patterns, NAMES, HEAD, PATH).layers];
}

test("patterns are globs on layer names; head is the head's layers", () => {
  assert.deepEqual(matched("head"), HEAD);
  assert.deepEqual(matched("block_16*", "Conv_1"), ["block_16_conv", "block_16_bn", "Conv_1"]);
  assert.deepEqual(matched("block_{1,16}_conv"), ["block_1_conv", "block_16_conv"]);
});

test("a star matches all layers, the head's too", () => {
  assert.deepEqual(matched("*"), NAMES);
});

test("a pattern that matches nothing is a problem with its place and near names", () => {
  const { problems } = matchLayers(["head", "blok_16*"], NAMES, HEAD, PATH);
  assert.equal(problems.length, 1);
  assert.equal(problems[0]?.path, `${PATH}[1]`);
  assert.match(problems[0].message, /"blok_16\*" matches no layer/);
  assert.match(problems[0].hint ?? "", /did you mean block_16/);
});

const LAYERS: readonly LayerWithWeights[] = [
  { layer: { name: "conv", className: "Conv2D" }, weights: [{ name: "kernel", shape: [3, 3, 2, 4] }] },
  {
    layer: { name: "bn", className: "BatchNormalization" },
    weights: ["gamma", "beta", "moving_mean", "moving_variance"].map((name) => ({ name, shape: [4] })),
  },
  { layer: { name: "relu", className: "ReLU" }, weights: [] },
  {
    layer: { name: "head_dense", className: "Dense" },
    weights: [
      { name: "kernel", shape: [4, 5] },
      { name: "bias", shape: [5] },
    ],
  },
];
const ALL = new Set(LAYERS.map(({ layer }) => layer.name));

test("trainable weights lie one after the other in network order, whatever order the names come in", () => {
  const weights = trainableWeights(LAYERS, new Set(["head_dense", "conv"]), "frozen");
  assert.deepEqual(
    weights.map(({ layer, name, offset, size }) => [layer, name, offset, size]),
    [
      ["conv", "kernel", 0, 72],
      ["head_dense", "kernel", 72, 20],
      ["head_dense", "bias", 92, 5],
    ],
  );
});

test("frozen BatchNormalization has no trainable weight, and moving statistics never are", () => {
  const names = (mode: "frozen" | "affine"): readonly string[] =>
    trainableWeights(LAYERS, ALL, mode).map(({ layer, name }) => `${layer}/${name}`);
  assert.deepEqual(names("frozen"), ["conv/kernel", "head_dense/kernel", "head_dense/bias"]);
  assert.deepEqual(names("affine"), ["conv/kernel", "bn/gamma", "bn/beta", "head_dense/kernel", "head_dense/bias"]);
});

test("a phase that would train nothing is a problem", () => {
  const { trainable, problems } = unfreeze(LAYERS, {
    patterns: ["bn", "relu"],
    headNames: ["head_dense"],
    batchNormalization: "frozen",
    path: PATH,
  });
  assert.equal(trainable.length, 0);
  assert.deepEqual(
    problems.map(({ path }) => path),
    [PATH],
  );
});

test("a phase that trains something has no problem", () => {
  const { trainable, problems } = unfreeze(LAYERS, {
    patterns: ["head"],
    headNames: ["head_dense"],
    batchNormalization: "frozen",
    path: PATH,
  });
  assert.equal(trainable.length, 2);
  assert.deepEqual(problems, []);
});
