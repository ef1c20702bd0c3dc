import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { buildTfModel, type BuiltModel } from "../../../worker/model/build.ts";
import { cutModel, resizeInput } from "../../../worker/model/cut.ts";
import { exportTfjs } from "../../../worker/model/export-tfjs.ts";
import { readH5Model } from "../../../worker/model/h5.ts";
import { nearNames } from "../../../worker/model/near-names.ts";
import type { Model } from "../../../worker/model/network.ts";
import { generatedInput, largestDifference } from "./generated-input.ts";
import { fixture, smallConfig, smallContent, smallLayers, temporaryFolder, writeModelFile } from "./model-files.ts";

const { tf } = await loadTensorFlow("cpu");

interface Reference {
  readonly inputShape: readonly number[];
  readonly output: readonly (readonly number[])[];
}

const REFERENCES = JSON.parse(readFileSync(fixture("small-models.json"), "utf8")) as Record<string, Reference>;

function build(model: Model, file: string): BuiltModel {
  return buildTfModel(tf, model, { file, seed: 1, initialise: new Set(), savedSize: [8, 8] });
}

function predict(built: BuiltModel, shape: readonly number[]): Float32Array {
  return tf.tidy(() =>
    (built.tfModel.predict(tf.tensor(generatedInput(shape), [...shape])) as Tensor).dataSync<"float32">().slice(),
  );
}

for (const [name, { inputShape, output }] of Object.entries(REFERENCES)) {
  test(`a file that Keras wrote predicts what Keras predicts: ${name}`, async (t) => {
    const file = fixture(`${name}.h5`);
    const built = build(await readH5Model(file), file);
    t.after(built.close);
    assert.ok(largestDifference(predict(built, inputShape), output.flat()) <= 1e-5);
  });

  test(`stock tfjs loads the exported model and predicts the softmax of the same: ${name}`, async (t) => {
    const file = fixture(`${name}.h5`);
    const built = build(await readH5Model(file), file);
    t.after(built.close);
    const folder = join(temporaryFolder(t), "model");
    await exportTfjs(built.model, { folder, classes: ["a", "b", "c"], preprocess: { resize: [8, 8], scale: [-1, 1] } });
    const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
    const difference = tf.tidy(() => {
      const found = loaded.predict(tf.tensor(generatedInput(inputShape), [...inputShape])) as Tensor;
      const logits = tf.tensor(predict(built, inputShape), found.shape);
      return largestDifference(found.dataSync(), tf.softmax(logits).dataSync());
    });
    loaded.dispose();
    assert.ok(difference <= 1e-6, `differs by ${difference}`);
  });
}

test("one thread builds a model twice, and frees all of it", async () => {
  const file = fixture("keras3-branches.h5");
  const model = await readH5Model(file);
  const binding = tf.backend() as unknown as { readonly binding: { getNumOfTensors(): number } };
  const before = binding.binding.getNumOfTensors();
  const [first, second] = [build(model, file), build(model, file)];
  assert.deepEqual(predict(first, [2, 12, 12, 3]), predict(second, [2, 12, 12, 3]));
  for (const built of [first, second, first]) built.close();
  assert.equal(binding.binding.getNumOfTensors(), before);
});

test("a frozen BatchNormalization keeps its statistics and its output in training mode", async (t) => {
  const file = fixture("keras3-branches.h5");
  const built = build(await readH5Model(file), file);
  t.after(built.close);
  const values = (): readonly number[] =>
    built.layers.flatMap(({ weights }) => weights.flatMap(({ variable }) => [...variable.read().dataSync()]));
  const before = values();
  const trained = tf.tidy(() => {
    const input = tf.tensor(generatedInput([2, 12, 12, 3]), [2, 12, 12, 3]);
    return (built.tfModel.apply(input, { training: true }) as Tensor).dataSync().slice();
  });
  assert.deepEqual(trained, predict(built, [2, 12, 12, 3]));
  assert.deepEqual(values(), before);
});

test("layers after the cut may be of any class", async (t) => {
  const file = join(temporaryFolder(t), "net.h5");
  const layers = smallLayers().map((layer) =>
    layer["name"] === "dense" ? { ...layer, class_name: "MyLayer" } : layer,
  );
  await writeModelFile(file, smallContent(smallConfig(layers)));
  const model = cutModel(await readH5Model(file, "flat"), "flat", file, nearNames);
  const built = build(model, file);
  t.after(built.close);
  assert.deepEqual(built.layers.at(-1)?.outputShape, [32]);
});

test("a layer that Keras 2 named with a slash has its weights read, under a name that TensorFlow allows", async (t) => {
  const file = join(temporaryFolder(t), "net.h5");
  const text = JSON.stringify(smallConfig()).replaceAll('"conv"', '"stem/conv"');
  const { conv, ...others } = smallContent().weights ?? {};
  assert.ok(conv);
  const weights = { ...others, "stem/conv": { "stem/kernel:0": { shape: [3, 3, 3, 2] } } };
  await writeModelFile(file, { attributes: { model_config: text, keras_version: "2.15.0" }, weights });
  assert.deepEqual((await readH5Model(file)).weights.get("stem_conv")?.[0]?.shape, [3, 3, 3, 2]);
});

test("weights stored as float64 are read as float32", async (t) => {
  const file = join(temporaryFolder(t), "net.h5");
  const content = smallContent();
  await writeModelFile(file, {
    ...content,
    weights: { ...content.weights, conv: { "conv/kernel:0": { shape: [3, 3, 3, 2], type: "<f8" } } },
  });
  const kernel = (await readH5Model(file)).weights.get("conv")?.[0];
  assert.deepEqual(
    kernel?.data,
    Float32Array.from({ length: 54 }, (_, index) => (index + 1) / 8),
  );
});

test("a dense layer after a Flatten names the picture size that its weights fit", async () => {
  const file = fixture("keras3-flatten-dense.h5");
  const model = await readH5Model(file);
  const resized = { ...model, network: resizeInput(model.network, [16, 16], file) };
  assert.throws(() => build(resized, file), {
    name: "ConfigError",
    message: /layer "dense" \(Dense\): weight dense\/kernel: expected shape \[784, 5\], found \[144, 5\] \(.*\[8, 8\]/,
  });
});

test("a picture too small for the layers is an error that names the layer", async () => {
  const file = fixture("keras3-flatten-dense.h5");
  const model = await readH5Model(file);
  const resized = { ...model, network: resizeInput(model.network, [2, 2], file) };
  assert.throws(() => build(resized, file), { name: "ConfigError", message: /layer "/ });
});

test("exporting again replaces the folder whole", async (t) => {
  const file = fixture("keras3-flatten-dense.h5");
  const built = build(await readH5Model(file), file);
  t.after(built.close);
  const parent = temporaryFolder(t);
  const folder = join(parent, "model");
  for (const classes of [["old"], ["new"]])
    await exportTfjs(built.model, { folder, classes, preprocess: { resize: [8, 8], scale: [0, 1] } });
  const written = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as { userDefinedMetadata: unknown };
  assert.deepEqual(written.userDefinedMetadata, {
    elastune: { classes: ["new"], preprocess: { resize: [8, 8], scale: [0, 1] } },
  });
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "classes.json"), "utf8")), ["new"]);
});
