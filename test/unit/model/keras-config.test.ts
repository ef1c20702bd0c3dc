import assert from "node:assert/strict";
import { test } from "node:test";
import { parseKerasConfig, type KerasConfig } from "../../../worker/model/keras-config.ts";
import type { Json, JsonObject } from "../../../worker/model/network.ts";
import { functional, kerasThreeLayers, kerasTwoLayers } from "./keras-snippets.ts";

function parse(config: Json, kerasVersion = "2.15.0"): KerasConfig {
  return parseKerasConfig({ text: JSON.stringify(config), kerasVersion, file: "net.h5" });
}

function shapeOf(config: KerasConfig): readonly string[] {
  return config.network.layers.map(
    ({ name, className, inputs }) => `${name}: ${className}${inputs.length > 0 ? ` < ${inputs.join(" ")}` : ""}`,
  );
}

const ENTRIES = {
  picture: { className: "InputLayer", config: { batch_input_shape: [null, 8, 8, 3] } },
  conv: { className: "Conv2D", config: { filters: 4, kernel_size: [3, 3] }, inputs: ["picture"] },
  bn: { className: "BatchNormalization", config: { axis: [3] }, inputs: ["conv"] },
  sum: { className: "Add", inputs: ["conv", "bn"] },
};
const CHAIN = ["picture: InputLayer", "conv: Conv2D < picture", "bn: BatchNormalization < conv", "sum: Add < conv bn"];

test("a Keras 2 functional model becomes a chain of layers", () => {
  const config = parse(functional(kerasTwoLayers(ENTRIES), [["picture", 0, 0]], [["sum", 0, 0]]));
  assert.deepEqual(shapeOf(config), CHAIN);
  assert.equal(config.network.output, "sum");
});

test("a Keras 3 model's args, flat endpoints and batch_shape are read as Keras 2's", () => {
  const entries = { ...ENTRIES, picture: { className: "InputLayer", config: { batch_shape: [null, 8, 8, 3] } } };
  const config = parse(functional(kerasThreeLayers(entries), ["picture", 0, 0], ["sum", 0, 0]), "3.11.3");
  assert.deepEqual(shapeOf(config), CHAIN);
  assert.deepEqual(config.network.layers[0]?.config, {
    name: "picture",
    dtype: "float32",
    batch_input_shape: [null, 8, 8, 3],
  });
});

test("endpoints by name are read", () => {
  const config = parse(
    functional(kerasThreeLayers(ENTRIES), { picture: ["picture", 0, 0] }, { y: ["sum", 0, 0] }),
    "3.11.3",
  );
  assert.equal(config.network.output, "sum");
});

test("a layer's configuration keeps what counts, with Keras's defaults, and loses initializers and policies", () => {
  const entries = {
    ...ENTRIES,
    conv: {
      ...ENTRIES.conv,
      config: { ...ENTRIES.conv.config, kernel_initializer: { class_name: "Zeros" }, groups: 1 },
    },
  };
  const config = parse(functional(kerasThreeLayers(entries), ["picture", 0, 0], ["sum", 0, 0]), "3.11.3");
  assert.deepEqual(config.network.layers[1]?.config, {
    name: "conv",
    dtype: "float32",
    filters: 4,
    kernel_size: [3, 3],
    strides: [1, 1],
    padding: "valid",
    dilation_rate: [1, 1],
    use_bias: true,
    activation: "linear",
  });
  assert.equal(config.network.layers[2]?.config["axis"], 3);
});

test("layers in any order come out each after its inputs", () => {
  const layers = kerasTwoLayers(ENTRIES).toReversed();
  const names = parse(functional(layers, [["picture", 0, 0]], [["sum", 0, 0]])).network.layers.map(({ name }) => name);
  assert.deepEqual(names, ["picture", "conv", "bn", "sum"]);
});

function nestedConfig(inner: JsonObject): JsonObject {
  const layers = kerasTwoLayers({
    outer: { className: "InputLayer", config: { batch_input_shape: [null, 8, 8, 3] } },
    base: { className: "Functional", inputs: ["outer"], kwargs: { training: false } },
    conv: { className: "Conv2D", config: { filters: 2, kernel_size: 1 }, inputs: ["base"] },
  }).map((layer) => (layer["name"] === "base" ? { ...layer, config: inner } : layer));
  return functional(layers, [["outer", 0, 0]], [["conv", 0, 0]]);
}

test("a nested model is flattened: its input gives way, clashing names get its name, and paths lead to its weights", () => {
  const inner = functional(kerasTwoLayers(ENTRIES), [["picture", 0, 0]], [["sum", 0, 0]])["config"] as JsonObject;
  const config = parse(nestedConfig(inner));
  assert.deepEqual(shapeOf(config), [
    "outer: InputLayer",
    "base_conv: Conv2D < outer",
    "bn: BatchNormalization < base_conv",
    "sum: Add < base_conv bn",
    "conv: Conv2D < sum",
  ]);
  assert.deepEqual(config.paths.get("base_conv"), ["base", "conv"]);
  assert.deepEqual(config.paths.get("conv"), ["conv"]);
});

test("dropout in a model that is called with training=False never acts", () => {
  const entries = {
    picture: ENTRIES.picture,
    drop: { className: "Dropout", config: { rate: 0.5 }, inputs: ["picture"] },
  };
  const inner = functional(kerasTwoLayers(entries), [["picture", 0, 0]], [["drop", 0, 0]])["config"] as JsonObject;
  const drop = parse(nestedConfig(inner)).network.layers.find(({ name }) => name === "drop");
  assert.equal(drop?.config["rate"], 0);
});

test("a Sequential without an input layer takes the shape from its first layer, its build shape or a nested model", () => {
  const dense = { class_name: "Dense", config: { name: "dense", units: 2 } };
  const first = { ...dense, config: { ...dense.config, batch_input_shape: [null, 4] } };
  const net = functional(kerasTwoLayers(ENTRIES), [["picture", 0, 0]], [["sum", 0, 0]]);
  const sequential = (config: Json): JsonObject => ({ class_name: "Sequential", config });
  assert.deepEqual(shapeOf(parse(sequential({ name: "s", layers: [first] }))), [
    "dense_input: InputLayer",
    "dense: Dense < dense_input",
  ]);
  assert.deepEqual(shapeOf(parse(sequential([first])))[0], "dense_input: InputLayer");
  assert.deepEqual(
    parse(sequential({ layers: [dense], build_input_shape: [null, 7] })).network.layers[0]?.config["batch_input_shape"],
    [null, 7],
  );
  const outer = parse(sequential({ layers: [net, { class_name: "Flatten", config: { name: "flat" } }] }));
  assert.deepEqual(shapeOf(outer), [
    "net_input: InputLayer",
    "conv: Conv2D < net_input",
    "bn: BatchNormalization < conv",
    "sum: Add < conv bn",
    "flat: Flatten < sum",
  ]);
});

test("augmentation layers are left out, called in training mode or not", () => {
  const entries = {
    ...ENTRIES,
    flip: { className: "RandomFlip", inputs: ["picture"], kwargs: { training: true } },
    conv: { ...ENTRIES.conv, inputs: ["flip"] },
  };
  const config = parse(functional(kerasThreeLayers(entries), ["picture", 0, 0], ["sum", 0, 0]), "3.11.3");
  assert.deepEqual(shapeOf(config), CHAIN);
});

test("a pooling with keepdims is followed by a reshape that its consumers take", () => {
  const entries = {
    picture: ENTRIES.picture,
    pool: { className: "GlobalAveragePooling2D", config: { keepdims: true }, inputs: ["picture"] },
    flat: { className: "Flatten", inputs: ["pool"] },
  };
  const config = parse(functional(kerasTwoLayers(entries), [["picture", 0, 0]], [["flat", 0, 0]]));
  assert.deepEqual(shapeOf(config).slice(1), [
    "pool: GlobalAveragePooling2D < picture",
    "pool_keepdims: Reshape < pool",
    "flat: Flatten < pool_keepdims",
  ]);
});

test("names that TensorFlow does not allow are repaired", () => {
  const entries = { picture: ENTRIES.picture, "_a b/c": { className: "Flatten", inputs: ["picture"] } };
  const config = parse(functional(kerasTwoLayers(entries), [["picture", 0, 0]], [["_a b/c", 0, 0]]));
  assert.deepEqual(shapeOf(config)[1], "layer_a_b_c: Flatten < picture");
});
