import assert from "node:assert/strict";
import { test } from "node:test";
import { attachHead, type HeadLayer } from "../../../worker/model/head.ts";
import { networkOf } from "./keras-snippets.ts";

const TRUNK = networkOf("picture: InputLayer", "pool: GlobalAveragePooling2D < picture", "head_dense: Dense < pool");
const LOGITS: HeadLayer = { dense: { units: "classes" } };

test("the head's layers follow the trunk's output, with names that the trunk does not have", () => {
  const head: HeadLayer[] = [{ dropout: 0.2 }, { dense: { units: 8, activation: "relu" } }, { dropout: 0.1 }, LOGITS];
  const { network, headLayerNames } = attachHead(TRUNK, head, 5, "job.yaml");
  assert.deepEqual(headLayerNames, ["head_dropout", "head_dense_1", "head_dropout_1", "head_dense_2"]);
  assert.deepEqual(
    network.layers.slice(3).map(({ inputs }) => inputs[0]),
    ["head_dense", "head_dropout", "head_dense_1", "head_dropout_1"],
  );
  assert.equal(network.output, "head_dense_2");
  assert.deepEqual(network.layers.at(-1)?.config, {
    name: "head_dense_2",
    dtype: "float32",
    units: 5,
    use_bias: true,
    activation: "linear",
  });
});

test("every kind of head layer becomes its Keras class", () => {
  const head: HeadLayer[] = [
    { globalAveragePooling: {} },
    { globalMaxPooling: {} },
    { flatten: {} },
    { activation: "gelu" },
    LOGITS,
  ];
  const { network } = attachHead(TRUNK, head, 2, "job.yaml");
  assert.deepEqual(
    network.layers.slice(3).map(({ className }) => className),
    ["GlobalAveragePooling2D", "GlobalMaxPooling2D", "Flatten", "Activation", "Dense"],
  );
});

test("a softmax at the end is left out, in the dense layer or after it", () => {
  const inside = attachHead(TRUNK, [{ dense: { units: 5, activation: "softmax" } }], 5, "job.yaml");
  const after = attachHead(TRUNK, [LOGITS, { activation: "softmax" }], 5, "job.yaml");
  assert.deepEqual(inside.network, after.network);
  assert.equal(inside.network.layers.at(-1)?.config["activation"], "linear");
});

const REFUSED: readonly (readonly [string, readonly HeadLayer[], RegExp])[] = [
  ["empty", [], /end in a dense layer, found no layers/],
  [
    "ends in dropout",
    [LOGITS, { dropout: 0.5 }],
    /head\[1\]: expected the head to end in a dense layer, found dropout/,
  ],
  ["wrong width", [{ dense: { units: 7 } }], /expected 5 units, one for each class, found 7/],
  [
    "another activation at the end",
    [{ dense: { units: 5, activation: "relu" } }],
    /no activation but softmax.*found relu/,
  ],
  ["two softmaxes", [{ dense: { units: 5, activation: "softmax" } }, { activation: "softmax" }], /found softmax/],
  ["an unknown activation", [{ activation: "rellu" }, LOGITS], /head\[0\]: there is no activation "rellu"/],
];

for (const [what, head, reason] of REFUSED) {
  test(`a head that gives no logits is refused: ${what}`, () => {
    assert.throws(() => attachHead(TRUNK, head, 5, "job.yaml"), { name: "ConfigError", message: reason });
  });
}
