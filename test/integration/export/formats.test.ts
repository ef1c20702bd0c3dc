// Every format is written, read back by our own reader or by tfjs, and gives the same numbers.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, test, type TestContext } from "node:test";
import { ConfigError, must } from "../../../common/errors.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { buildTfModel } from "../../../worker/model/build.ts";
import { exportAs } from "../../../worker/model/export.ts";
import type { ExportFormat } from "../../../worker/model/export-formats.ts";
import { readLabelledModel, readModel } from "../../../worker/model/import.ts";
import type { Model } from "../../../worker/model/network.ts";
import { withoutSoftmax } from "../../../worker/model/topology.ts";
import { builtModel, distance, expectedProbabilities, LABELS, scaled, somePictures } from "../../support/fine-tuned.ts";
import { NetworkBuilder } from "../../support/networks.ts";
import { fixture, temporaryFolder } from "../model/model-files.ts";

const { tf } = await loadTensorFlow("cpu");
const built = builtModel(tf);
after(() => {
  built.close();
});
const PICTURES = 64;
const pixels = somePictures(PICTURES);
const expected = expectedProbabilities(tf, built, pixels);

async function exported(t: TestContext, format: ExportFormat): Promise<string> {
  const folder = path.join(temporaryFolder(t), "model");
  await exportAs(format, built.model, { folder, ...LABELS }, () => tf);
  return folder;
}

const FILES = { tfjs: "model.json", keras: "model.h5", safetensors: "model.safetensors" } as const;

for (const [format, name] of Object.entries(FILES) as [keyof typeof FILES, string][]) {
  test(`${format}: our reader gives back the network, every weight bit by bit, the classes and the preprocessing`, async (t) => {
    const { model, labels } = await readLabelledModel(path.join(await exported(t, format), name));
    assert.deepEqual(labels, LABELS);
    assert.deepEqual(shapeOf(withoutSoftmaxOf(model)), shapeOf(built.model));
    assert.deepEqual(weightsOf(model), weightsOf(built.model));
  });
}

function withoutSoftmaxOf(model: Model): Model {
  return { ...model, network: withoutSoftmax(model.network) };
}

/** Layers and their connections; configurations gain Keras's defaults on the way. */
function shapeOf({ network }: Model): unknown {
  return [network.output, network.layers.map(({ name, className, inputs }) => [name, className, inputs])];
}

function weightsOf({ weights }: Model): unknown {
  return [...weights].map(([layer, list]) => [
    layer,
    list.map(({ name, shape, data }) => [
      name,
      shape,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
    ]),
  ]);
}

test("tfjs: stock tfjs loads the folder and predicts the same within 1e-5 on 64 pictures", async (t) => {
  const model = await tf.loadLayersModel(`file://${await exported(t, "tfjs")}/model.json`);
  const pictures = tf.tensor4d(Float32Array.from(pixels, scaled), [PICTURES, 12, 12, 3]);
  const output = model.predict(pictures);
  const found = must(Array.isArray(output) ? output[0] : output, "output").dataSync();
  assert.ok(distance(found, expected) < 1e-5, `they differ by ${distance(found, expected)}`);
  tf.dispose([pictures, output].flat());
  model.dispose();
});

for (const [signature, input] of [
  ["serving_default", "pixels"],
  ["bytes", "bytes"],
] as const) {
  for (const count of [1, PICTURES]) {
    test(`saved-model: tfjs-node runs ${signature} for ${count} pictures and gives the same within 1e-5`, async (t) => {
      const folder = await exported(t, "saved-model");
      const model = await tf.node.loadSavedModel(folder, ["serve"], signature);
      const slice = pixels.slice(0, count * 12 * 12 * 3);
      // tfjs has no uint8: it makes one of an int32 where the signature asks for it.
      const pictures = tf.tensor4d(slice, [count, 12, 12, 3], input === "bytes" ? "int32" : "float32");
      const output = model.predict({ [input]: pictures }) as Record<string, { dataSync(): Float32Array }>;
      const found = must(output["probabilities"], "probabilities").dataSync();
      const wanted = expected.slice(0, count * 5);
      assert.ok(distance(found, wanted) < 1e-5, `they differ by ${distance(found, wanted)}`);
      model.dispose();
    });
  }
}

test("saved-model: classes and preprocessing are in elastune.json", async (t) => {
  const text = await readFile(path.join(await exported(t, "saved-model"), "elastune.json"), "utf8");
  assert.deepEqual(JSON.parse(text), LABELS);
});

test("an export takes the place of the one before, and leaves nothing else behind", async (t) => {
  const root = temporaryFolder(t);
  const folder = path.join(root, "model");
  await mkdir(folder);
  await writeFile(path.join(folder, "old.bin"), "old");
  await exportAs("safetensors", built.model, { folder, ...LABELS }, () => tf);
  assert.equal(existsSync(path.join(folder, "old.bin")), false);
  assert.ok(existsSync(path.join(folder, "model.safetensors")));
  assert.deepEqual(await readdir(root), ["model"]);
});

test("an export that fails leaves the one before as it was", async (t) => {
  const root = temporaryFolder(t);
  const folder = path.join(root, "model");
  await mkdir(folder);
  await writeFile(path.join(folder, "old.bin"), "old");
  const fail = (): never => {
    throw new Error("no TensorFlow");
  };
  await assert.rejects(exportAs("saved-model", built.model, { folder, ...LABELS }, fail), /no TensorFlow/);
  assert.ok(existsSync(path.join(folder, "old.bin")));
});

for (const [name, side] of Object.entries({ "keras3-branches": 12, "keras3-windows": 12, "keras3-merges": 10 })) {
  test(`saved-model: tfjs-node runs every class of layer for 3 pictures: ${name}`, async (t) => {
    const file = fixture(`${name}.h5`);
    const other = buildTfModel(tf, await readModel(file), { file, seed: 1, initialise: new Set() });
    t.after(other.close);
    const folder = path.join(temporaryFolder(t), "model");
    const preprocess = { resize: [side, side], scale: [-1, 1] } as const;
    await exportAs("saved-model", other.model, { folder, classes: ["a", "b", "c"], preprocess }, () => tf);
    const model = await tf.node.loadSavedModel(folder);
    const pictures = somePictures(3, side);
    const wanted = expectedProbabilities(tf, other, pictures, side);
    const output = model.predict({ pixels: tf.tensor4d(Float32Array.from(pictures), [3, side, side, 3]) });
    const found = must((output as Record<string, { dataSync(): Float32Array }>)["probabilities"], "probabilities");
    assert.ok(distance(found.dataSync(), wanted) < 1e-5, `they differ by ${distance(found.dataSync(), wanted)}`);
    model.dispose();
  });
}

test("a layer that can't be written as TensorFlow's ops is refused by name, and nothing is left behind", async (t) => {
  const b = new NetworkBuilder();
  const noisy = b.add("GaussianNoise", b.input([12, 12, 3]), { stddev: 1 }, "grain");
  const network = b.network(b.add("Dense", b.add("Flatten", noisy), { units: 5, activation: "linear" }));
  const model = builtModel(tf, network);
  t.after(model.close);
  const folder = path.join(temporaryFolder(t), "model");
  const refused = exportAs("saved-model", model.model, { folder, ...LABELS }, () => tf);
  await assert.rejects(
    refused,
    (error) => error instanceof ConfigError && /"grain" \(GaussianNoise\)/.test(error.message),
  );
  assert.deepEqual(await readdir(path.dirname(folder)), []);
});
