// tfjs layers-models that are truncated, swapped, foreign or empty.
import { copyFile, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportTfjs } from "../../../worker/model/export-tfjs.ts";
import { readLabelledModel } from "../../../worker/model/import.ts";
import { LABELS } from "../fine-tuned.ts";
import type { Malformed } from "./case.ts";
import { cut, write } from "./files.ts";
import { wholeModel } from "./whole-model.ts";

type Description = Record<string, unknown>;

async function wholeTfjs(folder: string): Promise<string> {
  await exportTfjs(wholeModel(), { folder: path.join(folder, "model"), ...LABELS });
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
