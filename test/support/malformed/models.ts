// Model files that are truncated, swapped, foreign or empty.
import { copyFile, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeSafetensorsHeader, parseSafetensorsHeader } from "../../../common/safetensors.ts";
import { exportSafetensors } from "../../../worker/model/export-safetensors.ts";
import { exportTfjs } from "../../../worker/model/export-tfjs.ts";
import { readLabelledModel, readModel } from "../../../worker/model/import.ts";
import { sizeOf, type Model, type Weight } from "../../../worker/model/network.ts";
import { smallContent, writeModelFile } from "../../integration/model/model-files.ts";
import { LABELS } from "../fine-tuned.ts";
import { NetworkBuilder } from "../networks.ts";
import type { Malformed } from "./case.ts";

/** 6 x 6 x 3 -> Conv2D of 2 -> Flatten -> Dense of 5. */
function model(): Model {
  const b = new NetworkBuilder();
  const conv = b.add("Conv2D", b.input([6, 6, 3]), { filters: 2, kernel_size: [3, 3], use_bias: false }, "conv");
  const network = b.network(b.add("Dense", b.add("Flatten", conv, {}, "flat"), { units: 5 }, "dense"));
  const weight = (name: string, shape: readonly number[]): Weight => ({
    name,
    shape,
    data: new Float32Array(sizeOf(shape)).fill(0.5),
  });
  const weights = new Map([
    ["conv", [weight("kernel", [3, 3, 3, 2])]],
    ["dense", [weight("kernel", [32, 5]), weight("bias", [5])]],
  ]);
  return { network, weights };
}

const write =
  (name: string, content: string | Uint8Array) =>
  async (folder: string): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };

const start = (text: string, length = 300): Buffer =>
  Buffer.concat([Buffer.from(text, "latin1"), Buffer.alloc(length)]);

const HDF5 = "\x89HDF\r\n\x1a\n";

async function wholeH5(folder: string): Promise<string> {
  await writeModelFile(path.join(folder, "model.h5"), smallContent());
  return path.join(folder, "model.h5");
}

const cut =
  (make: (folder: string) => Promise<string>, share: number) =>
  async (folder: string): Promise<string> => {
    const file = await make(folder);
    await truncate(file, Math.floor((await readFile(file)).length * share));
    return file;
  };

const h5 =
  (change: (content: ReturnType<typeof smallContent>) => ReturnType<typeof smallContent>) =>
  async (folder: string): Promise<string> => {
    await writeModelFile(path.join(folder, "model.h5"), change(smallContent()));
    return path.join(folder, "model.h5");
  };

const withConfig = (text: string) =>
  h5((content) => ({ ...content, attributes: { ...content.attributes, model_config: text } }));

export const FOREIGN: readonly Malformed[] = [
  {
    what: "a model that is not there",
    make: (folder: string) => Promise.resolve(path.join(folder, "none.h5")),
    says: /there is no such file/,
  },
  { what: "an empty file", make: write("model.h5", ""), says: /found an empty file/ },
  { what: "a file of one byte", make: write("model.h5", "x"), says: /a file of another kind/ },
  { what: "a text file", make: write("model.h5", "my model\n"), says: /a file of another kind/ },
  {
    what: "a .keras file",
    make: write("model.keras", start("PK\x03\x04")),
    says: /zip archive.*save it by model\.save/s,
  },
  { what: "a pickle", make: write("model.pt", start("\x80\x02}q\x00")), says: /Python pickle/ },
  {
    what: "a TensorFlow Lite file",
    make: write("model.tflite", start("\x1c\x00\x00\x00TFL3")),
    says: /TensorFlow Lite/,
  },
  { what: "an ONNX file", make: write("model.onnx", start("\x08\x07\x12\x07pytorch")), says: /ONNX/ },
  { what: "a png", make: write("model.h5", start("\x89PNG\r\n\x1a\n")), says: /a file of another kind/ },
  {
    what: "a folder without a model",
    make: async (folder: string) => (await mkdir(path.join(folder, "model")), path.join(folder, "model")),
    says: /a folder without model\.json/,
  },
  {
    what: "a SavedModel",
    make: async (folder: string) => (await write("saved_model.pb", "\x08\x01")(folder), folder),
    says: /SavedModel, which cannot be trained/,
  },
].map((entry) => ({ ...entry, read: (file: string) => readModel(file) }));

export const H5: readonly Malformed[] = [
  { what: "an .h5 of nothing but its signature", make: write("model.h5", start(HDF5, 0)), says: /damaged or cut off/ },
  { what: "an .h5 cut to a half", make: cut(wholeH5, 0.5), says: /damaged or cut off/ },
  { what: "an .h5 cut by its last bytes", make: cut(wholeH5, 0.99), says: /damaged or cut off/ },
  {
    what: "an .h5 whose middle was overwritten",
    make: async (folder: string) => {
      const file = await wholeH5(folder);
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(0xa5, 90, 700));
      return file;
    },
    says: /damaged/,
  },
  {
    what: "an .h5 of weights only",
    make: h5(({ weights }) => ({ attributes: {}, weights })),
    says: /without the attribute model_config/,
  },
  {
    what: "an .h5 of a configuration only",
    make: h5(({ attributes }) => ({ attributes, weights: undefined })),
    says: /a configuration without weights/,
  },
  {
    what: "an .h5 whose configuration is cut",
    make: withConfig('{"class_name": "Func'),
    says: /text that does not parse/,
  },
  { what: "an .h5 whose configuration is a list", make: withConfig("[]"), says: /expected a JSON object/ },
  {
    what: "an .h5 of an optimizer",
    make: withConfig('{"class_name": "Adam", "config": {}}'),
    says: /found class Adam/,
  },
  {
    what: "an .h5 with the weights of another layer",
    make: h5((content) => ({
      ...content,
      weights: { ...content.weights, dense: { "other/gamma:0": { shape: [3] } } },
    })),
    says: /layer "dense".*kernel is missing/s,
  },
  {
    what: "an .h5 whose weights are whole numbers",
    make: h5((content) => ({
      ...content,
      weights: { ...content.weights, conv: { "conv/kernel:0": { shape: [3, 3, 3, 2], type: "<i4" } } },
    })),
    says: /layer "conv".*does not hold floating-point numbers/s,
  },
].map((entry) => ({ ...entry, read: (file: string) => readModel(file) }));

type Description = Record<string, unknown>;

async function wholeTfjs(folder: string): Promise<string> {
  await exportTfjs(model(), { folder: path.join(folder, "model"), ...LABELS });
  return path.join(folder, "model", "model.json");
}

const tfjs =
  (change: (description: Description) => unknown) =>
  async (folder: string): Promise<string> => {
    const file = await wholeTfjs(folder);
    await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, "utf8")) as Description)));
    return file;
  };

interface Group {
  readonly paths: readonly string[];
  readonly weights: readonly Record<string, unknown>[];
}

const withGroup = (change: (group: Group) => unknown) =>
  tfjs((description) => ({
    ...description,
    weightsManifest: [change((description["weightsManifest"] as Group[])[0] as Group)],
  }));

const withFirst = (change: Record<string, unknown>) =>
  withGroup(({ paths, weights }) => ({
    paths,
    weights: weights.map((weight, index) => (index === 0 ? { ...weight, ...change } : weight)),
  }));

const withShard =
  (change: (shard: string) => Promise<void>) =>
  async (folder: string): Promise<string> => {
    const file = await wholeTfjs(folder);
    await change(path.join(path.dirname(file), "group1-shard1of1.bin"));
    return file;
  };

const SHARD = "group1-shard1of1.bin";

export const TFJS: readonly Malformed[] = [
  { what: "an empty model.json", make: write("model.json", ""), says: /an empty file/ },
  { what: "a model.json that is cut", make: cut(wholeTfjs, 0.5), says: /does not parse/ },
  { what: "a package.json", make: write("model.json", '{"name": "x"}'), says: /without "modelTopology"/ },
  {
    what: "a graph-model",
    make: tfjs((all) => ({ ...all, format: "graph-model" })),
    says: /graph-model, which cannot be trained/,
  },
  {
    what: "a model.json nested without end",
    make: write("model.json", `{"a":${"[".repeat(400)}${"]".repeat(400)}}`),
    says: /nested deeper/,
  },
  {
    what: "a model.json without weights",
    make: tfjs(({ weightsManifest: _, ...all }) => all),
    says: /expected a list of groups/,
  },
  {
    what: "a group without files",
    make: withGroup(({ weights }) => ({ weights })),
    says: /weightsManifest\[0\].*expected \{ paths/s,
  },
  {
    what: "files of weights in other folders",
    make: withGroup((group) => ({ ...group, paths: ["../../secret.bin"] })),
    says: /beside model\.json, found "\.\.\/\.\.\/secret/,
  },
  {
    what: "files of weights by absolute path",
    make: withGroup((group) => ({ ...group, paths: ["/etc/hostname"] })),
    says: /beside model\.json/,
  },
  {
    what: "a file of weights that is not there",
    make: withGroup((group) => ({ ...group, paths: ["gone.bin"] })),
    says: /is missing/,
    names: "gone.bin",
  },
  {
    what: "a file of weights that is cut",
    make: withShard((shard) => truncate(shard, 100)),
    says: /expected 876 bytes.*found 100/s,
    names: SHARD,
  },
  {
    what: "a file of weights with more at its end",
    make: withShard((shard) => writeFile(shard, Buffer.alloc(900))),
    says: /expected 876 bytes.*found 900/s,
    names: SHARD,
  },
  {
    what: "another model's file of weights",
    make: withShard((shard) => copyFile(process.execPath, shard)),
    says: /another model's/,
    names: SHARD,
  },
  { what: "an empty file of weights", make: withShard((shard) => writeFile(shard, "")), says: /found 0/, names: SHARD },
  {
    what: "a weight without a shape",
    make: withFirst({ shape: "all" }),
    says: /weights\[0\].*expected \{ name, shape, dtype \}/s,
  },
  { what: "a weight of a negative size", make: withFirst({ shape: [-1, 2] }), says: /weights\[0\]/ },
  {
    what: "a weight of more elements than there are",
    make: withFirst({ shape: [2 ** 40] }),
    says: /expected \d+ bytes/,
    names: SHARD,
  },
  { what: "a weight of texts", make: withFirst({ dtype: "string" }), says: /of a numeric weight/ },
  {
    what: "an unknown quantisation",
    make: withFirst({ quantization: { dtype: "int4" } }),
    says: /expected uint8, uint16 .*or float16/s,
  },
  {
    what: "a quantisation without a scale",
    make: withFirst({ quantization: { dtype: "uint8" } }),
    says: /with scale and min/,
  },
  {
    what: "a weight of another layer",
    make: withFirst({ name: "other/kernel" }),
    says: /layer "conv".*kernel is missing/s,
  },
  { what: "weights of whole numbers", make: withFirst({ dtype: "int32" }), says: /not of floating-point numbers/ },
  {
    what: "labels that are none",
    make: tfjs((all) => ({ ...all, userDefinedMetadata: { elastune: { classes: [] } } })),
    says: /userDefinedMetadata\.elastune.*expected \{"classes"/s,
  },
  {
    what: "two classes of one name",
    make: tfjs((all) => ({ ...all, userDefinedMetadata: { elastune: { ...LABELS, classes: ["a", "a"] } } })),
    says: /expected \{"classes"/,
  },
].map((entry) => ({ ...entry, read: (file: string) => readLabelledModel(file) }));

async function wholeSafetensors(folder: string): Promise<string> {
  await exportSafetensors(model(), { folder: path.join(folder, "model"), ...LABELS });
  return path.join(folder, "model", "model.safetensors");
}

const header = (value: unknown, data = 0): Buffer => {
  const json = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(data)]);
};

const tensor = (data_offsets: readonly number[], dtype = "F32") => ({ dtype, shape: [1], data_offsets });

export const SAFETENSORS: readonly Malformed[] = [
  { what: "safetensors that are cut in the header", make: cut(wholeSafetensors, 0.1), says: /more than there are/ },
  {
    what: "safetensors that are cut in the data",
    make: cut(wholeSafetensors, 0.9),
    says: /cut off or has more at its end/,
  },
  {
    what: "safetensors with more at their end",
    make: async (folder: string) => {
      const file = await wholeSafetensors(folder);
      await writeFile(file, "more", { flag: "a" });
      return file;
    },
    says: /cut off or has more at its end/,
  },
  {
    what: "safetensors whose header is no JSON",
    make: write("m.safetensors", header("{nonsense")),
    says: /header is not JSON/,
  },
  {
    what: "safetensors of halves",
    make: write("m.safetensors", header({ a: tensor([0, 2], "F16") }, 2)),
    says: /a is not a float32 tensor/,
  },
  {
    what: "safetensors with a gap",
    make: write("m.safetensors", header({ a: tensor([4, 8]) }, 8)),
    says: /a lies at 4 to 8, expected 0/,
  },
  {
    what: "safetensors that overlap",
    make: write("m.safetensors", header({ a: tensor([0, 4]), b: tensor([0, 4]) }, 4)),
    says: /b lies at 0 to 4, expected 4/,
  },
  {
    what: "safetensors without a place",
    make: write("m.safetensors", header({ a: { dtype: "F32", shape: [1] } })),
    says: /a is not a float32 tensor/,
  },
  {
    what: "another program's safetensors",
    make: write("m.safetensors", header({ a: tensor([0, 4]) }, 4)),
    says: /expected the network's description, found none/,
  },
  {
    what: "safetensors without the network's weights",
    make: async (folder: string) => {
      const whole = await wholeSafetensors(folder);
      const { metadata } = parseSafetensorsHeader(await readFile(whole), whole);
      return write("m.safetensors", encodeSafetensorsHeader([], metadata))(folder);
    },
    says: /layer "conv".*kernel is missing/s,
  },
  {
    what: "safetensors of a network that is none",
    make: write("m.safetensors", encodeSafetensorsHeader([], { network: "{}" })),
    says: /no class_name/,
  },
].map((entry) => ({ ...entry, read: (file: string) => readLabelledModel(file) }));
