import assert from "node:assert/strict";
import { test } from "node:test";
import { afterCut, featureCut, upToCut } from "../../../worker/model/feature-cut.ts";
import type { Layer, Network } from "../../../worker/model/network.ts";

function aLayer(name: string, inputs: readonly string[], className = "Dense", config: Layer["config"] = {}): Layer {
  return { name, className, config, inputs };
}

/** in -> a -> (b, around it) -> sum -> drop -> head. */
const network: Network = {
  name: "n",
  layers: [
    aLayer("in", [], "InputLayer"),
    aLayer("a", ["in"]),
    aLayer("b", ["a"]),
    aLayer("sum", ["a", "b"], "Add"),
    aLayer("drop", ["sum"], "Dropout", { rate: 0.2 }),
    aLayer("head", ["drop"]),
  ],
  output: "head",
};
const changes =
  (...names: readonly string[]) =>
  (layer: string): boolean =>
    names.includes(layer);

test("the cut is the last layer before anything that is trained or random", () => {
  assert.equal(featureCut(network, changes("head")), "sum");
  assert.equal(
    featureCut({ ...network, layers: network.layers.map((layer) => ({ ...layer, config: {} })) }, changes("head")),
    "drop",
  );
});

test("the cut never goes through a branch", () => {
  assert.equal(featureCut(network, changes("b", "head")), "a");
  assert.equal(featureCut(network, changes("sum", "head")), "a");
});

test("a network that changes from its first layer on has no cut", () => {
  assert.equal(featureCut(network, changes("a", "head")), undefined);
});

test("the two sides of a cut are networks of their own", () => {
  assert.deepEqual(
    upToCut(network, "sum").layers.map(({ name }) => name),
    ["in", "a", "b", "sum"],
  );
  const after = afterCut(network, "sum", [3]);
  assert.deepEqual(
    after.layers.map(({ name, className }) => [name, className]),
    [
      ["sum", "InputLayer"],
      ["drop", "Dropout"],
      ["head", "Dense"],
    ],
  );
  assert.deepEqual([upToCut(network, "sum").output, after.output], ["sum", "head"]);
});
