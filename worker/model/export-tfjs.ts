// A fine-tuned model as a tfjs layers-model folder: model.json and shards of weights. Written beside its place, synced and renamed,
// so a folder of that name is always whole. Stock tfjs loads it by tf.loadLayersModel, without classes of ours.
import { join } from "node:path";
import { labelsJson, type ModelLabels } from "./labels.ts";
import { sizeOf, weightPath, type Json, type JsonObject, type Model, type Network, type Weight } from "./network.ts";
import { KERAS_VERSION, topology, withSoftmax } from "./topology.ts";
import { replaceFolder, writeSynced } from "./write-folder.ts";

export type ExportOptions = ModelLabels & {
  /** Created; what is there is replaced. */
  readonly folder: string;
};

const SHARD_BYTES = 4 * 1024 * 1024;
const BYTES_PER_FLOAT = 4;

/** Writes a model whose output is logits; the written one ends in a softmax over the classes. */
export async function exportTfjs(model: Model, { folder, ...labels }: ExportOptions): Promise<void> {
  const weights = orderedWeights(model);
  await replaceFolder(folder, async (temporary) => {
    const shards = await writeShards(temporary, weights);
    const description = modelJson(withSoftmax(model.network), weightsManifest(weights, shards), labels);
    await writeSynced(join(temporary, "model.json"), [Buffer.from(JSON.stringify(description))]);
    await writeSynced(join(temporary, "classes.json"), [Buffer.from(`${JSON.stringify(labels.classes, null, 2)}\n`)]);
  });
}

/** A weight with its layer: "dense/kernel". */
export interface NamedWeight extends Weight {
  readonly path: string;
}

/** In the network's order. */
export function orderedWeights({ network, weights }: Model): readonly NamedWeight[] {
  return network.layers.flatMap(({ name }) =>
    (weights.get(name) ?? []).map((weight) => ({ ...weight, path: weightPath(name, weight.name) })),
  );
}

/** The weights one after the other, cut into files of at most 4 MiB. Returns the files' names. */
async function writeShards(folder: string, weights: readonly NamedWeight[]): Promise<readonly string[]> {
  const total = weights.reduce((sum, { shape }) => sum + sizeOf(shape) * BYTES_PER_FLOAT, 0);
  const count = Math.max(1, Math.ceil(total / SHARD_BYTES));
  const names = Array.from({ length: count }, (_, index) => `group1-shard${index + 1}of${count}.bin`);
  const bytes = weights.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  for (const [index, name] of names.entries()) {
    await writeSynced(join(folder, name), slicesOf(bytes, index * SHARD_BYTES, (index + 1) * SHARD_BYTES));
  }
  return names;
}

/** Views of what lies from `start` to before `end` in the concatenation of `parts`. */
function slicesOf(parts: readonly Buffer[], start: number, end: number): readonly Buffer[] {
  let offset = 0;
  return parts
    .map((part) => {
      const from = offset;
      offset += part.byteLength;
      return part.subarray(Math.max(0, start - from), Math.max(0, end - from));
    })
    .filter((part) => part.byteLength > 0);
}

function weightsManifest(weights: readonly NamedWeight[], shards: readonly string[]): Json {
  return [{ paths: shards, weights: weights.map(({ path, shape }) => ({ name: path, shape, dtype: "float32" })) }];
}

function modelJson(network: Network, manifest: Json, labels: ModelLabels): JsonObject {
  return {
    format: "layers-model",
    generatedBy: "elastune",
    convertedBy: null,
    modelTopology: { ...topology(network), keras_version: KERAS_VERSION, backend: "tensorflow" },
    weightsManifest: manifest,
    userDefinedMetadata: { elastune: labelsJson(labels) },
  };
}
