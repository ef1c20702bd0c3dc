// A tfjs layers-model (model.json and its files of weights, quantised or not) as a Model.
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { cutConfig, unsupportedOf } from "./cut-config.ts";
import { parseKerasConfig, type KerasConfig, type LayerPath } from "./keras-config.ts";
import { layerLabel, ModelProblems } from "./keras-json.ts";
import { parseLabels, type ModelLabels } from "./labels.ts";
import { weightNames } from "./layer-classes.ts";
import type { Layer, Model, Weight } from "./network.ts";
import { parseTfjsDescription, type StoredWeight, type TfjsDescription } from "./tfjs-json.ts";
import { readGroup } from "./tfjs-shards.ts";

/** Larger than any real one; it is one string in memory. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;

export interface LabelledModel {
  readonly model: Model;
  /** Undefined for a model that elastune did not write. */
  readonly labels: ModelLabels | undefined;
}

/**
 * Reads a model.json and the weights beside it. With `cutAt`, layers that do not lead to it are left out, so they may be of any class.
 * @throws ConfigError naming the file, and the layer or file of weights to blame.
 */
export async function readTfjsModel(file: string, cutAt?: string): Promise<LabelledModel> {
  const problems = new ModelProblems(file);
  const description = parseTfjsDescription(await textOf(file, problems), problems);
  const { topology, kerasVersion } = description;
  const config = cutConfig(parseKerasConfig({ text: topology, kerasVersion, file }), cutAt);
  for (const problem of unsupportedOf(config)) problems.add(problem);
  problems.throwIfAny();
  const labels = parseLabels(description.metadata["elastune"], "userDefinedMetadata.elastune", problems);
  const weights = await readWeights(dirname(file), description, config, problems);
  return { model: { network: config.network, weights }, labels };
}

async function textOf(file: string, problems: ModelProblems): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_JSON_BYTES) problems.fail({ path: "", message: `expected a model.json, found ${size} bytes` });
    if (size === 0) problems.fail({ path: "", message: "expected a model.json, found an empty file" });
    return await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const message = isMissing(error) ? "there is no such file" : `can't be read: ${messageOf(error)}`;
    return problems.fail({ path: "", message });
  }
}

interface Stored {
  readonly spec: StoredWeight;
  readonly values: Float32Array;
}

async function readWeights(
  folder: string,
  { groups }: TfjsDescription,
  { network, paths }: KerasConfig,
  problems: ModelProblems,
): Promise<ReadonlyMap<string, readonly Weight[]>> {
  const stored = new Map<string, Stored>();
  for (const group of groups) {
    const values = await readGroup(folder, group, problems);
    for (const spec of group.weights) {
      const found = values.get(spec.name);
      if (found !== undefined) stored.set(spec.name, { spec, values: found });
    }
  }
  const weights = new Map<string, readonly Weight[]>();
  for (const layer of network.layers) {
    const own = weightsOf(layer, paths.get(layer.name) ?? [layer.name], stored, problems);
    if (own.length > 0) weights.set(layer.name, own);
  }
  problems.throwIfAny();
  return weights;
}

function weightsOf(
  layer: Layer,
  path: LayerPath,
  stored: ReadonlyMap<string, Stored>,
  problems: ModelProblems,
): readonly Weight[] {
  return weightNames(layer.className, layer.config).flatMap((name): readonly Weight[] => {
    const found = findWeight(path, spellings(name, layer.className), stored);
    if (found !== undefined) return [{ name, shape: found.spec.shape, data: found.values }];
    problems.add({
      path: layerLabel(layer.name, layer.className),
      message: `weight ${name} is missing from weightsManifest, or is not of floating-point numbers`,
    });
    return [];
  });
}

function spellings(name: string, className: string): readonly string[] {
  return className === "DepthwiseConv2D" && name === "depthwise_kernel" ? [name, "kernel"] : [name];
}

/** "outer/inner/layer/kernel"; then with outer models' names left off; then the only name that ends so. */
function findWeight(
  path: LayerPath,
  names: readonly string[],
  stored: ReadonlyMap<string, Stored>,
): Stored | undefined {
  const ends = path.flatMap((_, start) => names.map((name) => [...path.slice(start), name].join("/")));
  const exact = ends.find((end) => stored.has(end));
  if (exact !== undefined) return stored.get(exact);
  const last = ends.slice(-names.length);
  const matches = [...stored.keys()].filter((name) => last.some((end) => name.endsWith(`/${end}`)));
  return matches.length === 1 ? stored.get(matches[0] ?? "") : undefined;
}

/** The files that a model.json's model consists of: it and those of its weights. What decides the result is all of them. */
export async function tfjsFiles(file: string): Promise<readonly string[]> {
  const problems = new ModelProblems(file);
  const { groups } = parseTfjsDescription(await textOf(file, problems), problems);
  return [file, ...groups.flatMap(({ paths }) => paths.map((name) => join(dirname(file), name)))];
}
