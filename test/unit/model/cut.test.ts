import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cutModel,
  layerBeforeClassifier,
  pictureShape,
  refuseOtherVectors,
  resizeInput,
} from "../../../worker/model/cut.ts";
import { nearNames } from "../../../worker/model/near-names.ts";
import type { Model, Network } from "../../../worker/model/network.ts";
import { networkOf } from "./keras-snippets.ts";

const RESIDUAL = networkOf(
  "picture: InputLayer",
  "conv: Conv2D < picture",
  "side: Conv2D < picture",
  "sum: Add < conv side",
  "pool: GlobalAveragePooling2D < sum",
  "drop: Dropout < pool",
  "dense: Dense < drop",
  "soft: Activation < dense",
);

function withWeights(network: Network): Model {
  return { network, weights: new Map(network.layers.map(({ name }) => [name, []])) };
}

function namesAfterCut(cutAt: string | undefined): readonly string[] {
  return cutModel(withWeights(RESIDUAL), cutAt, "net.h5", nearNames).network.layers.map(({ name }) => name);
}

test("a cut keeps all that leads to the layer and nothing else, weights too", () => {
  assert.deepEqual(namesAfterCut("sum"), ["picture", "conv", "side", "sum"]);
  const cut = cutModel(withWeights(RESIDUAL), "conv", "net.h5", nearNames);
  assert.deepEqual([...cut.weights.keys()], ["picture", "conv"]);
  assert.equal(cut.network.output, "conv");
});

test("left out, the cut is before the classifier and the dropouts right before it", () => {
  assert.deepEqual(namesAfterCut(undefined), ["picture", "conv", "side", "sum", "pool"]);
});

const CLASSIFIERS: readonly (readonly [string, readonly string[], string])[] = [
  ["one dense layer", ["a: Flatten < picture", "b: Dense < a"], "a"],
  [
    "only the last of several dense layers",
    ["a: Flatten < picture", "b: Dense < a", "c: Dropout < b", "d: Dense < c", "e: Softmax < d"],
    "b",
  ],
  ["several dropouts", ["a: Flatten < picture", "b: Dropout < a", "c: Dropout < b", "d: Dense < c"], "a"],
  ["none: a pooling", ["a: GlobalAveragePooling2D < picture"], "a"],
  ["none: an activation after a convolution", ["a: Conv2D < picture", "b: ReLU < a"], "b"],
];

for (const [what, lines, expected] of CLASSIFIERS) {
  test(`the classifier is found: ${what}`, () => {
    assert.equal(layerBeforeClassifier(networkOf("picture: InputLayer", ...lines), "net.h5"), expected);
  });
}

test("a softmax that follows no dense layer asks for cutAt", () => {
  const network = networkOf("picture: InputLayer", "a: Conv2D < picture", "b: Softmax < a");
  assert.throws(() => layerBeforeClassifier(network, "net.h5"), {
    name: "ConfigError",
    message: /net\.h5\n.*cutAt.*"b" does not follow a Dense.*"a" \(Conv2D\)/,
  });
});

test("an unknown layer is an error that lists near names", () => {
  assert.throws(() => namesAfterCut("pol"), {
    name: "ConfigError",
    message: /net\.h5\n.*no layer "pol".*did you mean pool/,
  });
  assert.throws(() => namesAfterCut("zzzzzzzz"), { message: /last layers are sum, pool, drop, dense, soft/ });
});

test("cutting at the input leaves nothing and is refused", () => {
  assert.throws(() => namesAfterCut("picture"), { name: "ConfigError", message: /nothing would be left/ });
});

test("another input size changes the input layer only", () => {
  const resized = resizeInput(RESIDUAL, [96, 64], "net.h5");
  assert.deepEqual(pictureShape(resized), [96, 64, 3]);
  assert.deepEqual(resized.layers.slice(1), RESIDUAL.layers.slice(1));
});

/** The network with another input shape. */
function taking(shape: readonly (number | null)[]): Network {
  const [input, ...rest] = RESIDUAL.layers;
  assert.ok(input);
  return { ...RESIDUAL, layers: [{ ...input, config: { batch_input_shape: shape } }, ...rest] };
}

test("a network of vectors takes as many numbers as it was made for; one of pictures takes none", () => {
  refuseOtherVectors(taking([null, 4]), 4, "net.h5");
  for (const [shape, message] of [
    [[null, 5], /net\.h5\n.*vectors of 5 numbers.*names 4 columns \(name 5\)/],
    [
      [null, 8, 8, 3],
      /net\.h5\n.*vectors of 4 numbers, \[null, 4\], found input shape \[null, 8, 8, 3\].*image: COLUMN/,
    ],
    [[null, null], /net\.h5\n.*found input shape \[null, null\]/],
  ] as const) {
    assert.throws(
      () => {
        refuseOtherVectors(taking(shape), 4, "net.h5");
      },
      { name: "ConfigError", message },
    );
  }
});

test("a network that takes no RGB pictures can't be resized", () => {
  for (const shape of [
    [null, 4],
    [null, 8, 8, 1],
  ]) {
    assert.throws(() => resizeInput(taking(shape), [9, 9], "net.h5"), {
      name: "ConfigError",
      message: /net\.h5\n.*layer "picture".*RGB/,
    });
  }
});
