// tfjs layers-models that others wrote, quantised ones too: the same values as tfjs itself reads, bit by bit.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { must } from "../../../common/errors.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { modelFiles, readLabelledModel, readModel } from "../../../worker/model/import.ts";
import { type PreparedModel, prepareModel } from "../../../worker/model/prepare.ts";
import { exportTfjs } from "../../../worker/model/export-tfjs.ts";
import { builtModel, LABELS } from "../../support/fine-tuned.ts";
import { temporaryFolder } from "../model/model-files.ts";

const { tf } = await loadTensorFlow("cpu");

interface Spec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: object;
}

interface Description {
  readonly weightsManifest: { readonly paths: readonly string[]; readonly weights: readonly Spec[] }[];
}

/** A model as tfjs saves it, not as we do: nested, with names of its own. */
async function savedByTfjs(t: TestContext): Promise<string> {
  const inner = tf.sequential({
    name: "base",
    layers: [
      tf.layers.conv2d({
        inputShape: [8, 8, 3],
        filters: 4,
        kernelSize: 3,
        strides: 2,
        activation: "relu",
        name: "conv",
      }),
      tf.layers.batchNormalization({ name: "bn" }),
      tf.layers.depthwiseConv2d({ kernelSize: 2, name: "deep" }),
      tf.layers.globalAveragePooling2d({ name: "pool", dataFormat: "channelsLast" }),
    ],
  });
  const model = tf.sequential({ layers: [inner, tf.layers.dense({ units: 3, activation: "softmax", name: "top" })] });
  const folder = path.join(temporaryFolder(t), "model");
  await mkdir(folder);
  await model.save(`file://${folder}`);
  return path.join(folder, "model.json");
}

/** Every weight that tfjs reads from the file, by its place in the model. */
async function readByTfjs(file: string): Promise<readonly (readonly number[])[]> {
  const model = await tf.loadLayersModel(`file://${file}`);
  return model.getWeights().map((weight) => [...weight.dataSync()]);
}

async function readByUs(file: string): Promise<readonly (readonly number[])[]> {
  const { network, weights } = await readModel(file);
  const all = network.layers.flatMap(({ name }) => weights.get(name) ?? []);
  // tfjs lists trainable weights first.
  const isMoving = ({ name }: { readonly name: string }): boolean => name.startsWith("moving");
  return [...all.filter((weight) => !isMoving(weight)), ...all.filter(isMoving)].map(({ data }) => [...data]);
}

test("a nested model that tfjs saved: every weight is found, the layers are flattened", async (t) => {
  const file = await savedByTfjs(t);
  const { network } = await readModel(file);
  assert.deepEqual(
    network.layers.map(({ className }) => className),
    ["InputLayer", "Conv2D", "BatchNormalization", "DepthwiseConv2D", "GlobalAveragePooling2D", "Dense"],
  );
  assert.deepEqual(await readByUs(file), await readByTfjs(file));
});

test("the folder stands for the model.json in it", async (t) => {
  const file = await savedByTfjs(t);
  assert.deepEqual(await readModel(path.dirname(file)), await readModel(file));
});

/** Rewrites the weights of a saved model as whole numbers or halves, as tensorflowjs_converter --quantize does. */
async function quantise(file: string, type: "uint8" | "uint16" | "float16"): Promise<void> {
  const description = JSON.parse(await readFile(file, "utf8")) as Description;
  const [group] = description.weightsManifest;
  const { paths, weights } = must(group, "a group");
  const binary = path.join(path.dirname(file), must(paths[0], "a path"));
  const bytes = await readFile(binary);
  let offset = 0;
  const parts: Buffer[] = [];
  const specs = weights.map((spec): Spec => {
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const values = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * size),
    );
    offset += 4 * size;
    const { part, quantization } = quantised(values, type);
    parts.push(part);
    return { ...spec, quantization };
  });
  await writeFile(binary, Buffer.concat(parts));
  await writeFile(file, JSON.stringify({ ...description, weightsManifest: [{ paths, weights: specs }] }));
}

function quantised(
  values: Float32Array,
  dtype: "uint8" | "uint16" | "float16",
): { readonly part: Buffer; readonly quantization: object } {
  // 0x3555 is about a third, 0xc100 is -2.5, 0x0001 the smallest half there is.
  if (dtype === "float16") {
    const halves = Uint16Array.from(values, (_, index) => [0x3555, 0xc100, 0x0001, 0x3c00][index % 4] ?? 0);
    return { part: Buffer.from(halves.buffer), quantization: { dtype, original_dtype: "float32" } };
  }
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const scale = (max - min) / (dtype === "uint8" ? 255 : 65535) || 1;
  const whole = Array.from(values, (value) => Math.round((value - min) / scale));
  const array = dtype === "uint8" ? Uint8Array.from(whole) : Uint16Array.from(whole);
  return { part: Buffer.from(array.buffer), quantization: { dtype, scale, min, original_dtype: "float32" } };
}

for (const type of ["uint8", "uint16", "float16"] as const) {
  test(`weights quantised to ${type} get the values that tfjs gives them, bit by bit`, async (t) => {
    const file = await savedByTfjs(t);
    const plain = await readByUs(file);
    await quantise(file, type);
    const found = await readByUs(file);
    assert.deepEqual(found, await readByTfjs(file));
    assert.notDeepEqual(found, plain);
  });
}

test("weights that cross the edges of several files are read whole", async (t) => {
  const file = await savedByTfjs(t);
  const before = await readByUs(file);
  const description = JSON.parse(await readFile(file, "utf8")) as Description;
  const folder = path.dirname(file);
  const bytes = await readFile(path.join(folder, "weights.bin"));
  const cuts = [0, 1, 2, 170, 171, bytes.length];
  const paths = cuts.slice(1).map((_, index) => `part${index}.bin`);
  for (const [index, name] of paths.entries()) {
    await writeFile(path.join(folder, name), bytes.subarray(cuts[index], cuts[index + 1]));
  }
  const weightsManifest = description.weightsManifest.map((group) => ({ ...group, paths }));
  await writeFile(file, JSON.stringify({ ...description, weightsManifest }));
  assert.deepEqual(await readByUs(file), before);
  assert.deepEqual(await modelFiles(file), [file, ...paths.map((name) => path.join(folder, name))]);
});

/** Our own export, made ready for two classes. */
async function preparedAgain(
  t: TestContext,
  resize: readonly [number, number],
  cutAt?: string,
): Promise<PreparedModel> {
  const built = builtModel(tf);
  t.after(built.close);
  const folder = path.join(temporaryFolder(t), "model");
  await exportTfjs(built.model, { folder, ...LABELS });
  const prepared = await prepareModel(tf, {
    modelFile: path.join(folder, "model.json"),
    cutAt,
    head: [{ dense: { units: "classes" } }],
    classes: ["x", "y"],
    seed: 1,
    resize,
    weights: "pretrained",
    phases: [{ name: "head", unfreeze: ["head"], learningRate: 0.1, batchNormalization: "frozen" }],
  });
  t.after(prepared.built.close);
  return prepared;
}

test("our own export can be fine-tuned again: its softmax is part of the classifier", async (t) => {
  const { built } = await preparedAgain(t, [12, 12]);
  const names = built.layers.map(({ layer }) => layer.name);
  assert.ok(!names.includes("probabilities"), names.join());
  assert.deepEqual(built.layers.at(-1)?.outputShape, [2]);
});

test("for larger pictures a pooling window that covered the whole map covers the new one, and the dense layer behind it fits", async (t) => {
  const { built } = await preparedAgain(t, [24, 36], "head_dense");
  const pooling = built.layers.find(({ layer }) => layer.className === "AveragePooling2D");
  assert.deepEqual(pooling?.layer.config["pool_size"], [6, 9]);
  assert.deepEqual(pooling.outputShape, [1, 1, 16]);
});

test("a model that elastune did not write has no labels", async (t) => {
  assert.equal((await readLabelledModel(await savedByTfjs(t))).labels, undefined);
});
