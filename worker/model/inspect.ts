// A model as a table of its layers, and where it would be cut. TensorFlow works out the shapes.
import { ConfigError } from "../../common/errors.ts";
import { buildTfModel } from "./build.ts";
import { cutNetwork, layerBeforeClassifier } from "./cut.ts";
import { readModel } from "./import.ts";
import { type JsonObject, type Network, sizeOf } from "./network.ts";
import { matchLayers, trainableWeights } from "./patterns.ts";
import type { TensorFlow } from "./tensorflow.ts";

export interface InspectedLayer {
  readonly name: string;
  readonly type: string;
  /** Without the batch dimension; null where the model takes any size. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  /** `replaced`: the new head takes its place. `trained`: a pattern of `unfreeze` names it, and it has weights that train. */
  readonly role: "frozen" | "trained" | "replaced";
}

export interface InspectedModel {
  readonly model: string;
  readonly layers: readonly InspectedLayer[];
  readonly parameters: {
    readonly total: number;
    readonly frozen: number;
    readonly trained: number;
    readonly replaced: number;
  };
  /** Where a job that names no `cutAt` is cut; a null layer: it has to name one. */
  readonly cut: { readonly layer: string | null; readonly reason: string };
}

/**
 * Reads a model of any format that a job may name.
 * @param unfreeze patterns as a phase's `unfreeze` has them.
 * @param loadTf called when the file is known to be a model: loading takes seconds.
 * @throws ConfigError naming the file and what is wrong with it, or a pattern that matches no layer.
 */
export async function inspectModel(
  file: string,
  unfreeze: readonly string[],
  loadTf: () => Promise<{ readonly tf: TensorFlow }>,
): Promise<InspectedModel> {
  const model = await readModel(file);
  const unfrozen = unfrozenLayers(model.network, unfreeze, file);
  const { tf } = await loadTf();
  const built = buildTfModel(tf, model, { file, seed: 0, initialise: new Set() });
  try {
    const cut = suggestCut(model.network, file);
    const kept = new Set(cut.layer === null ? [] : cutNetwork(model.network, cut.layer).layers.map(({ name }) => name));
    // BatchNormalization stays as it is unless a phase says otherwise.
    const trained = new Set(trainableWeights(built.layers, unfrozen, "frozen").map(({ layer }) => layer));
    const layers = built.layers.map(
      ({ layer, outputShape, weights }): InspectedLayer => ({
        name: layer.name,
        type: layer.className,
        outputShape,
        parameters: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
        role: cut.layer !== null && !kept.has(layer.name) ? "replaced" : trained.has(layer.name) ? "trained" : "frozen",
      }),
    );
    return { model: model.network.name, layers, parameters: totals(layers), cut };
  } finally {
    built.close();
  }
}

function unfrozenLayers({ layers }: Network, unfreeze: readonly string[], file: string): ReadonlySet<string> {
  // `head` stands for layers that only a job has.
  const patterns = unfreeze.filter((pattern) => pattern !== "head");
  const names = layers.map(({ name }) => name);
  const { layers: matched, problems } = matchLayers(patterns, names, [], "unfreeze");
  if (problems.length > 0) throw new ConfigError(file, problems);
  return matched;
}

function totals(layers: readonly InspectedLayer[]): InspectedModel["parameters"] {
  const of = (role?: InspectedLayer["role"]): number =>
    layers
      .filter((layer) => role === undefined || layer.role === role)
      .reduce((sum, layer) => sum + layer.parameters, 0);
  return { total: of(), frozen: of("frozen"), trained: of("trained"), replaced: of("replaced") };
}

/** The cut that a job without `cutAt` gets, and why there. */
export function suggestCut(network: Network, file: string): InspectedModel["cut"] {
  try {
    const layer = layerBeforeClassifier(network, file);
    return { layer, reason: reasonFor(network, layer) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [problem] = error.problems;
    return {
      layer: null,
      reason: `${problem?.message ?? error.message}; ${problem?.hint ?? "name the last layer to keep"}`,
    };
  }
}

function reasonFor(network: Network, cut: string): string {
  const kept = new Set(cutNetwork(network, cut).layers.map(({ name }) => name));
  const cutOff = network.layers.filter(({ name }) => !kept.has(name));
  if (cutOff.length === 0) return "the model does not end in a classifier: it is kept whole, the head goes on top";
  const described = cutOff.map(({ name, className, config }) => `${name} (${className}${details(className, config)})`);
  return `what comes after it is the old classifier: ${described.join(", ")}`;
}

function details(className: string, config: JsonObject): string {
  return className === "Dense" ? `, ${JSON.stringify(config["units"])} units` : "";
}
