// Finding a layer's weights in a Keras file. Group `model_weights/<outer layer>` lists its data sets in `weight_names`; a nested
// model's are all under the outer layer's group. Names differ between versions ("conv1/kernel:0", "conv1/kernel",
// "outer/conv1/kernel"), their order depends on what was trainable: so weights go by name.
import type { Group } from "h5wasm/node";
import { attributeTexts, childGroup, readFloats } from "./h5-access.ts";
import type { LayerPath } from "./keras-config.ts";
import { layerLabel, type ModelProblems } from "./keras-json.ts";
import { weightNames } from "./layer-classes.ts";
import type { Layer, Weight } from "./network.ts";

/** All weights of a layer, in Keras's order; what is missing or of the wrong type is added to `problems`. */
export function readLayerWeights(
  root: Group,
  layer: Layer,
  path: LayerPath,
  problems: ModelProblems,
): readonly Weight[] {
  const wanted = weightNames(layer.className, layer.config);
  const [outer] = path;
  if (wanted.length === 0 || outer === undefined) return [];
  const label = layerLabel(layer.name, layer.className);
  const group = childGroup(root, outer);
  if (group === undefined) {
    problems.add({ path: label, message: `its weights are missing: there is no group model_weights/${outer}` });
    return [];
  }
  const stored = attributeTexts(group, "weight_names") ?? [];
  return wanted.flatMap(
    (name) => readWeight(group, stored, path, name, layer) ?? missing(name, stored, label, problems),
  );
}

function readWeight(
  group: Group,
  stored: readonly string[],
  path: LayerPath,
  name: string,
  layer: Layer,
): Weight | undefined {
  const found = findWeight(stored, path, spellings(name, layer.className));
  const values = found === undefined ? undefined : readFloats(group, found);
  return typeof values === "object" ? { name, ...values } : undefined;
}

function missing(name: string, stored: readonly string[], label: string, problems: ModelProblems): readonly Weight[] {
  const have = stored.length === 0 ? "no weights" : stored.slice(0, 4).join(", ");
  problems.add({
    path: label,
    message: `weight ${name} is missing or does not hold floating-point numbers; its group has ${have}`,
  });
  return [];
}

/** Keras 3 calls a depthwise convolution's weight just "kernel". */
function spellings(name: string, className: string): readonly string[] {
  return className === "DepthwiseConv2D" && name === "depthwise_kernel" ? [name, "kernel"] : [name];
}

/**
 * The stored name whose end is `path` and the weight's name; then with the outer layers' names left off one by one. A top-level
 * layer owns its whole group, so there the weight's name alone will do (Keras 2 keeps an old scope's name when a layer was renamed).
 */
function findWeight(stored: readonly string[], path: LayerPath, names: readonly string[]): string | undefined {
  const last = path.length === 1 ? 1 : 0;
  for (let start = 0; start < path.length + last; start++) {
    const ends = names.map((name) => [...path.slice(start), name].join("/"));
    const matches = stored.filter((candidate) => ends.some((end) => endsWith(candidate.replace(/:\d+$/, ""), end)));
    if (matches.length === 1) return matches[0];
  }
  return undefined;
}

function endsWith(candidate: string, end: string): boolean {
  return candidate === end || candidate.endsWith(`/${end}`);
}
