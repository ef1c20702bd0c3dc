// Files that are no usable model: each is one ConfigError with file and reason, whatever is wrong with it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { ConfigError } from "../../../common/errors.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { buildTfModel } from "../../../worker/model/build.ts";
import { readH5Model } from "../../../worker/model/h5.ts";
import type { Json, JsonObject } from "../../../worker/model/network.ts";
import {
  fixture,
  smallConfig,
  smallContent,
  smallLayers,
  temporaryFolder,
  writeModelFile,
  type FileContent,
} from "./model-files.ts";

const { tf } = await loadTensorFlow("cpu");

async function load(file: string): Promise<void> {
  buildTfModel(tf, await readH5Model(file), { file, seed: 1, initialise: new Set() }).close();
}

async function refuses(file: string, reason: RegExp): Promise<void> {
  await assert.rejects(load(file), (error) => {
    assert.ok(error instanceof ConfigError, String(error));
    assert.ok(error.message.startsWith(`${file}\n`));
    assert.match(error.message, reason);
    assert.doesNotMatch(error.message, /\n\s+at |HDF5-DIAG/);
    return true;
  });
}

const RAW: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ["missing", () => undefined, /no such file/],
  [
    "a folder",
    (file) => {
      mkdirSync(file);
    },
    /found a folder/,
  ],
  [
    "empty",
    (file) => {
      writeFileSync(file, "");
    },
    /found an empty file/,
  ],
  [
    "text",
    (file) => {
      writeFileSync(file, "not a model\n");
    },
    /not HDF5/,
  ],
  [
    "binary",
    (file) => {
      writeFileSync(
        file,
        Uint8Array.from({ length: 5000 }, (_, index) => (index * 197) & 255),
      );
    },
    /not HDF5/,
  ],
  [
    "a .keras file",
    (file) => {
      writeFileSync(file, "PK\u0003\u0004....");
    },
    /zip archive, as Keras 3's .keras files/,
  ],
  [
    "only the signature",
    (file) => {
      writeFileSync(file, Buffer.from("894844460d0a1a0a", "hex"));
    },
    /damaged or cut off/,
  ],
  [
    "signature and noise",
    (file) => {
      writeFileSync(file, Buffer.concat([Buffer.from("894844460d0a1a0a", "hex"), Buffer.alloc(4000, 7)]));
    },
    /damaged or cut off/,
  ],
  [
    "cut off",
    (file) => {
      writeFileSync(file, readFileSync(fixture("keras3-branches.h5")).subarray(0, 20_000));
    },
    /damaged or cut off: truncated/,
  ],
  [
    "cut off in the first block",
    (file) => {
      writeFileSync(file, readFileSync(fixture("keras3-branches.h5")).subarray(0, 100));
    },
    /damaged or cut off/,
  ],
];

for (const [what, write, reason] of RAW) {
  test(`a file that is ${what} is an error with file and reason`, async (t) => {
    const file = join(temporaryFolder(t), "net.h5");
    write(file);
    await refuses(file, reason);
  });
}

function withoutAttribute(name: string): FileContent {
  const content = smallContent();
  return {
    ...content,
    attributes: Object.fromEntries(Object.entries(content.attributes).filter(([key]) => key !== name)),
  };
}

function withConfig(text: string): FileContent {
  return { ...smallContent(), attributes: { model_config: text } };
}

function withWeights(change: NonNullable<FileContent["weights"]>): FileContent {
  const content = smallContent();
  return { ...content, weights: { ...content.weights, ...change } };
}

function withLayer(name: string, change: JsonObject): FileContent {
  return smallContent(
    smallConfig(smallLayers().map((layer) => (layer["name"] === name ? { ...layer, ...change } : layer))),
  );
}

function withSetting(name: string, change: JsonObject): FileContent {
  const config = smallLayers().find((layer) => layer["name"] === name)?.["config"] as JsonObject;
  return withLayer(name, { config: { ...config, ...change } });
}

const nodes = (...names: readonly string[]): Json => [names.map((name) => [name, 0, 0, {}])];

const SPOILED: readonly (readonly [string, FileContent, RegExp])[] = [
  ["HDF5 without a model", { attributes: {}, weights: undefined }, /HDF5 without the attribute model_config/],
  ["no configuration", withoutAttribute("model_config"), /HDF5 without the attribute model_config/],
  ["no weights at all", { ...smallContent(), weights: undefined }, /a configuration without weights/],
  ["an empty configuration", withConfig(""), /expected JSON/],
  ["a configuration that is no JSON", withConfig("{'a': 1}"), /expected JSON/],
  ["a configuration that is a number", withConfig("17"), /expected a JSON object/],
  ["a configuration 5,000 levels deep", withConfig(`${'{"config":'.repeat(5000)}1${"}".repeat(5000)}`), /deeper than/],
  ["a subclassed model", withConfig('{"class_name":"MyModel","config":{}}'), /class MyModel/],
  ["a Lambda", withLayer("bn", { class_name: "Lambda" }), /layer "bn" \(Lambda\): its Python code/],
  ["an unknown class", withLayer("bn", { class_name: "Bananas" }), /layer "bn" \(Bananas\).*not supported/],
  ["channels_first", withSetting("conv", { data_format: "channels_first" }), /layer "conv" \(Conv2D\).*channels_first/],
  ["grouped convolution", withSetting("conv", { groups: 3 }), /layer "conv" .*grouped/],
  [
    "shared weights",
    withLayer("bn", { inbound_nodes: [[["conv", 0, 0, {}]], [["conv", 0, 0, {}]]] }),
    /layer "bn" .*more than once/,
  ],
  ["a circle", withLayer("conv", { inbound_nodes: nodes("flat") }), /in a circle: conv/],
  ["filters that are a word", withSetting("conv", { filters: "many" }), /layer "conv" \(Conv2D\)/],
  ["filters below zero", withSetting("conv", { filters: -3 }), /layer "conv" \(Conv2D\)/],
  ["far too many filters", withSetting("conv", { filters: 1e12 }), /layer "conv" \(Conv2D\)/],
  ["a kernel size that is a word", withSetting("conv", { kernel_size: "big" }), /layer "conv" \(Conv2D\)/],
  ["a padding that does not exist", withSetting("conv", { padding: "sideways" }), /layer "conv" \(Conv2D\)/],
  ["a window larger than the picture", withSetting("conv", { kernel_size: [9, 9] }), /layer "/],
  ["a normalization over another axis", withSetting("bn", { axis: 1 }), /layer "bn" \(BatchNormalization\).*axis/],
  [
    "a dense layer on a picture's batch",
    withLayer("dense", { inbound_nodes: nodes("conv", "flat") }),
    /layer "dense" \(Dense\)/,
  ],
  [
    "a sum of shapes that do not fit",
    withLayer("dense", { class_name: "Add", inbound_nodes: nodes("conv", "flat") }),
    /layer "dense" \(Add\)/,
  ],
  ["no group for a layer", smallContentWithout("conv"), /layer "conv" \(Conv2D\).*no group model_weights\/conv/],
  [
    "a missing weight",
    withWeights({ dense: { "dense/bias:0": { shape: [3] } } }),
    /layer "dense" \(Dense\): weight kernel is missing/,
  ],
  ["a group without weights", withWeights({ bn: {} }), /layer "bn" .*weight gamma.*its group has no weights/],
  [
    "weights of whole numbers",
    withWeights({ conv: { "conv/kernel:0": { shape: [3, 3, 3, 2], type: "<i4" } } }),
    /layer "conv" .*floating-point/,
  ],
  [
    "a weight of another shape",
    withWeights({ conv: { "conv/kernel:0": { shape: [3, 3, 2, 3] } } }),
    /conv\/kernel: expected shape \[3, 3, 3, 2\], found \[3, 3, 2, 3\]/,
  ],
  [
    "a weight too short",
    withWeights({ dense: { "dense/kernel:0": { shape: [31, 3] }, "dense/bias:0": { shape: [3] } } }),
    /expected shape \[32, 3\], found \[31, 3\]/,
  ],
];

function smallContentWithout(group: string): FileContent {
  const content = smallContent();
  return {
    ...content,
    weights: Object.fromEntries(Object.entries(content.weights ?? {}).filter(([name]) => name !== group)),
  };
}

for (const [what, content, reason] of SPOILED) {
  test(`a file is an error with file and reason: ${what}`, async (t) => {
    const file = join(temporaryFolder(t), "net.h5");
    await writeModelFile(file, content);
    await refuses(file, reason);
  });
}

test("weights alone, as save_weights writes them, are called that", async (t) => {
  const file = join(temporaryFolder(t), "weights.h5");
  await writeModelFile(file, { attributes: {}, weights: undefined });
  const { default: h5wasm } = await import("h5wasm/node");
  const opened = new h5wasm.File(file, "a");
  opened.create_attribute("layer_names", ["conv"]);
  opened.close();
  await refuses(file, /found weights only, as model.save_weights writes them/);
});

test("all layers that can't be imported are listed at once", async (t) => {
  const file = join(temporaryFolder(t), "net.h5");
  const layers = smallLayers().map((layer) =>
    layer["name"] === "conv" || layer["name"] === "bn" ? { ...layer, class_name: "Odd" } : layer,
  );
  await writeModelFile(file, smallContent(smallConfig(layers)));
  await refuses(file, /layer "conv" \(Odd\)[^]*layer "bn" \(Odd\)/);
});

test("a file with any bytes overwritten is read or is a ConfigError that names it", async (t) => {
  const file = join(temporaryFolder(t), "net.h5");
  const whole = readFileSync(fixture("keras2-flatten-dense.h5"));
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      const spoiled = Buffer.from(whole);
      for (const [at, value] of bytes) spoiled[at] = value;
      writeFileSync(file, spoiled);
      const { kind, message } = await readInThread(file);
      assert.ok(kind === "read" || (kind === "ConfigError" && message.startsWith(file)), `${kind}: ${message}`);
    }),
    { numRuns: 25 },
  );
});

interface ThreadReading {
  readonly kind: string;
  readonly message: string;
}

/** HDF5 may abort on a damaged file and is of no more use in its thread: each file gets a new one. */
async function readInThread(file: string): Promise<ThreadReading> {
  const thread = new Worker(new URL("./read-in-thread.js", import.meta.url), { workerData: file, stderr: true });
  const [reading] = (await once(thread, "message")) as [ThreadReading];
  await thread.terminate();
  return reading;
}
