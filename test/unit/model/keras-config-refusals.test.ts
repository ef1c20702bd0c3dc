// What a model's configuration can get wrong: layers that can't be computed, and files that describe no network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError } from "../../../common/errors.ts";
import { type KerasConfig, parseKerasConfig } from "../../../worker/model/keras-config.ts";
import type { Json, JsonObject } from "../../../worker/model/network.ts";
import { functional, kerasTwoLayers, tensor } from "./keras-snippets.ts";

function parse(config: Json, kerasVersion = "2.15.0"): KerasConfig {
  return parseKerasConfig({ text: JSON.stringify(config), kerasVersion, file: "net.h5" });
}

const ENTRIES = {
  picture: { className: "InputLayer", config: { batch_input_shape: [null, 8, 8, 3] } },
  conv: { className: "Conv2D", config: { filters: 4, kernel_size: [3, 3] }, inputs: ["picture"] },
  bn: { className: "BatchNormalization", config: { axis: [3] }, inputs: ["conv"] },
  sum: { className: "Add", inputs: ["conv", "bn"] },
};

const REFUSED: readonly (readonly [string, string, JsonObject, RegExp])[] = [
  ["Lambda", "Lambda", {}, /Python code is not in the file/],
  ["TFOpLambda", "TFOpLambda", {}, /Python code is not in the file/],
  ["an unknown class", "MyLayer", {}, /layer class MyLayer is not supported/],
  ["a class named like an object's property", "toString", {}, /layer class toString/],
  ["noise", "GaussianNoise", { stddev: 1 }, /random numbers/],
  ["channels_first", "Conv2D", { filters: 1, kernel_size: 1, data_format: "channels_first" }, /channels_first/],
  ["grouped convolution", "Conv2D", { filters: 2, kernel_size: 1, groups: 2 }, /grouped convolution .* groups 2/],
  ["a missing key", "Conv2D", { filters: 2 }, /no kernel_size/],
  ["an unknown activation", "Dense", { units: 2, activation: "leaky_relu" }, /activation "leaky_relu"/],
  [
    "an activation object of another class",
    "Dense",
    { units: 2, activation: { class_name: "Custom", config: {} } },
    /activation Custom/,
  ],
  ["a leaky ReLU in disguise", "ReLU", { negative_slope: 0.1 }, /negative_slope/],
  ["bilinear upsampling", "UpSampling2D", { interpolation: "bilinear" }, /bilinear/],
  ["two axes", "BatchNormalization", { axis: [1, 2] }, /axis \[1,2\]/],
  ["a rate of 1", "Dropout", { rate: 1 }, /rate from 0 to below 1, found 1/],
  ["a noise shape", "Dropout", { rate: 0.1, noise_shape: [1] }, /noise_shape/],
  ["scale per channel", "Rescaling", { scale: [1, 2, 3] }, /each channel/],
];

for (const [what, className, config, reason] of REFUSED) {
  test(`a layer that can't be computed is refused by name: ${what}`, () => {
    const entries = { picture: ENTRIES.picture, odd: { className, config, inputs: ["picture"] } };
    const { unsupported } = parse(functional(kerasTwoLayers(entries), [["picture", 0, 0]], [["odd", 0, 0]]));
    const problem = unsupported.get("odd");
    assert.equal(problem?.path, `layer "odd" (${className})`);
    assert.match(problem.message, reason);
  });
}

test("hard_sigmoid is Keras 2's only", () => {
  const entries = {
    picture: ENTRIES.picture,
    act: { className: "Activation", config: { activation: "hard_sigmoid" }, inputs: ["picture"] },
  };
  const layers = functional(kerasTwoLayers(entries), [["picture", 0, 0]], [["act", 0, 0]]);
  assert.equal(parse(layers, "2.15.0").unsupported.size, 0);
  assert.equal(parse(layers, "3.11.3").unsupported.size, 1);
});

function twoLayers(change: (layers: JsonObject[]) => void): JsonObject {
  const layers = [...kerasTwoLayers({ picture: ENTRIES.picture, conv: ENTRIES.conv })];
  change(layers);
  return functional(layers, [["picture", 0, 0]], [["conv", 0, 0]]);
}

const conv = kerasTwoLayers(ENTRIES)[1] ?? {};
const called = (nodes: Json): JsonObject =>
  twoLayers((layers) => layers.splice(1, 1, { ...conv, inbound_nodes: nodes }));

const MALFORMED: readonly (readonly [string, Json, RegExp])[] = [
  ["not an object", [1], /expected a JSON object/],
  ["no class", {}, /found no class_name/],
  ["a subclassed model", { class_name: "MyModel", config: {} }, /class MyModel/],
  ["no layers", { class_name: "Functional", config: {} }, /list of layers, found none/],
  ["an empty Sequential", { class_name: "Sequential", config: [] }, /list of layers, found none/],
  [
    "a nameless layer",
    { class_name: "Sequential", config: [{ class_name: "Dense", config: {} }] },
    /a name and a class_name/,
  ],
  [
    "a Sequential without shape",
    { class_name: "Sequential", config: [{ class_name: "Dense", config: { name: "d" } }] },
    /shape of its input/,
  ],
  ["twins", twoLayers((layers) => layers.push(conv)), /two of its layers are named "conv"/],
  [
    "an input layer without shape",
    twoLayers((layers) =>
      layers.splice(0, 1, { class_name: "InputLayer", name: "picture", config: {}, inbound_nodes: [] }),
    ),
    /batch_input_shape/,
  ],
  [
    "a shape of words",
    twoLayers((layers) =>
      layers.splice(0, 1, {
        class_name: "InputLayer",
        name: "picture",
        config: { batch_shape: [null, "x"] },
        inbound_nodes: [],
      }),
    ),
    /expected a shape/,
  ],
  [
    "two inputs",
    functional(
      kerasTwoLayers(ENTRIES),
      [
        ["picture", 0, 0],
        ["conv", 0, 0],
      ],
      [["sum", 0, 0]],
    ),
    /expected one input, found 2/,
  ],
  [
    "two outputs",
    functional(
      kerasTwoLayers(ENTRIES),
      [["picture", 0, 0]],
      [
        ["sum", 0, 0],
        ["bn", 0, 0],
      ],
    ),
    /expected one output, found 2/,
  ],
  ["no output", functional(kerasTwoLayers(ENTRIES), [["picture", 0, 0]], null), /expected one output, found none/],
  [
    "an unknown output",
    functional(kerasTwoLayers(ENTRIES), [["picture", 0, 0]], [["nope", 0, 0]]),
    /"nope" is used but not among/,
  ],
  [
    "a layer called twice",
    called([[["picture", 0, 0, {}]], [["picture", 0, 0, {}]]]),
    /layer "conv" \(Conv2D\): it is called more than once/,
  ],
  ["an unknown input", called([[["nope", 0, 0, {}]]]), /"nope" is used/],
  ["a circle", called([[["conv", 0, 0, {}]]]), /in a circle: conv/],
  ["no input", called([]), /takes no layer's output/],
  ["a second output of a layer", called([[["picture", 0, 1, {}]]]), /second output/],
  ["an output as keyword argument", called([[["picture", 0, 0, { mask: ["picture", 0, 0] }]]]), /keyword argument/],
  [
    "a Keras 3 output as keyword argument",
    called([{ args: [tensor("picture")], kwargs: { value: tensor("picture") } }]),
    /keyword argument/,
  ],
  [
    "a number as argument",
    called([{ args: [tensor("picture"), 3], kwargs: {} }]),
    /something else than layers' outputs/,
  ],
  ["training=True", called([[["picture", 0, 0, { training: true }]]]), /training=True/],
  ["nodes that are no list", called("x"), /not in a form that Keras 2 or 3 writes/],
];

for (const [what, config, reason] of MALFORMED) {
  test(`a malformed configuration is an error with file and reason: ${what}`, () => {
    assert.throws(
      () => parse(config),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /^net\.h5\n/);
        assert.match(error.message, reason);
        return true;
      },
    );
  });
}

test("JSON nested 5,000 levels deep is refused without overflowing the stack", () => {
  const deep = `${'{"config":'.repeat(5000)}1${"}".repeat(5000)}`;
  const list = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  for (const text of [deep, list]) {
    assert.throws(() => parseKerasConfig({ text, kerasVersion: "", file: "net.h5" }), {
      name: "ConfigError",
      message: /deeper than 200/,
    });
  }
});

test("models nested in models 5,000 deep are refused without overflowing the stack", () => {
  const text = `${'{"class_name":"Sequential","config":{"name":"s","build_input_shape":[null,2],"layers":['.repeat(5000)}${"]}}".repeat(5000)}`;
  assert.throws(() => parseKerasConfig({ text, kerasVersion: "", file: "net.h5" }), {
    name: "ConfigError",
    message: /deeper than 200/,
  });
});

test("text that is no JSON is an error with its place", () => {
  assert.throws(() => parseKerasConfig({ text: "{nope", kerasVersion: "", file: "net.h5" }), {
    name: "ConfigError",
    message: /expected JSON/,
  });
});
