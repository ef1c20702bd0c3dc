// A fine-tuned model as a TensorFlow SavedModel. `serving_default` takes `pixels`, float32 [any, height, width, 3] of 0..255, scales
// them itself and gives `probabilities`, float32 [any, classes]; `bytes` is the same for uint8. Of a model of vectors it takes
// `features`, float32 [any, size].
import { join } from "node:path";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { backendOf, type BindingData } from "../compute/graph/binding.ts";
import {
  buildForwardGraph,
  type ForwardEnd,
  type ForwardGraph,
  type ForwardSpec,
} from "../compute/graph/forward-graph.ts";
import { recorderFor } from "../compute/graph/record.ts";
import { savedModelChunks, type Signature } from "../compute/graph/saved-model.ts";
import { Session } from "../compute/graph/session.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../compute/graph/shaped-layer.ts";
import { buildTfModel } from "./build.ts";
import { refuseOtherVectors, resizeInput } from "./cut.ts";
import type { ExportOptions } from "./export-tfjs.ts";
import { labelsJson, type ModelLabels } from "./labels.ts";
import { type Model, type Network, sizeOf } from "./network.ts";
import type { TensorFlow } from "./tensorflow.ts";
import { replaceFolder, writeSynced } from "./write-folder.ts";

/**
 * Writes saved_model.pb, an empty variables/ as loaders expect one, and elastune.json with classes and preprocessing.
 * @param model its output is logits.
 * @throws ConfigError when a layer can't be written as TensorFlow ops.
 */
export async function exportSavedModel(tf: TensorFlow, model: Model, options: ExportOptions): Promise<void> {
  const { folder, ...labels } = options;
  const graph = forwardGraph(tf, model, labels, folder);
  await replaceFolder(folder, async (temporary) => {
    await writeSynced(join(temporary, "saved_model.pb"), savedModelChunks(graph.nodes, signaturesOf(graph)));
    tryOut(tf, graph, temporary, folder);
    const json = JSON.stringify(labelsJson(labels), null, 2);
    await writeSynced(join(temporary, "elastune.json"), [Buffer.from(`${json}\n`)]);
  });
}

/**
 * The forward pass of a model whose output is logits, as TensorFlow ops.
 * @param name of the model, for errors.
 */
export function forwardGraph(tf: TensorFlow, model: Model, labels: ModelLabels, name: string): ForwardGraph {
  const network = forSamples(model.network, labels, name);
  const built = buildTfModel(tf, { ...model, network }, { file: name, seed: 0, initialise: new Set() });
  try {
    const layers = built.layers.map(
      ({ layer, outputShape }): ShapedLayer => ({
        ...layer,
        outputShape: outputShape.map((size) => must(size, `a fixed size of ${layer.name}`)),
        weights: built.model.weights.get(layer.name) ?? [],
      }),
    );
    return buildForwardGraph(layers, network.output, forwardSpec(labels), recorderFor(tf).lower);
  } catch (error) {
    if (!(error instanceof UnsupportedLayerError)) throw error;
    throw new ConfigError(name, [{ path: "", message: messageOf(error) }], { cause: error });
  } finally {
    built.close();
  }
}

function forSamples(network: Network, labels: ModelLabels, name: string): Network {
  if ("preprocess" in labels) return resizeInput(network, labels.preprocess.resize, name);
  refuseOtherVectors(network, labels.features.length, name);
  return network;
}

function forwardSpec(labels: ModelLabels): ForwardSpec {
  if ("features" in labels) return { kind: "vectors", size: labels.features.length };
  const { resize, scale } = labels.preprocess;
  return { kind: "pictures", height: resize[0], width: resize[1], scale };
}

function signaturesOf(graph: ForwardGraph): Signature[] {
  const signature = (name: string, input: string, end: ForwardEnd): Signature => ({
    name,
    inputs: { [input]: end.input },
    outputs: { probabilities: end.probabilities },
  });
  if (graph.kind === "vectors") return [signature("serving_default", "features", graph.floats)];
  return [signature("serving_default", "pixels", graph.floats), signature("bytes", "bytes", graph.bytes)];
}

/** How far the same sample's probabilities may lie apart alone and among others: far above rounding, far below an error. */
const TOLERANCE = 1e-3;

/** An op that keeps the number of samples it was lowered for would be found by the first user: so it is found here. */
function tryOut(tf: TensorFlow, graph: ForwardGraph, folder: string, name: string): void {
  const session = new Session(backendOf(tf).binding, folder);
  const { input, probabilities } = graph.kind === "vectors" ? graph.floats : graph.bytes;
  const shape = input.shape.slice(1);
  const data = someData(graph.kind, 3 * sizeOf(shape));
  const run = (samples: number): BindingData => {
    const fed = [session.feed({ ...input, shape: [samples, ...shape] }, data.slice(0, samples * sizeOf(shape)))];
    try {
      return must(session.run(fed, [probabilities])[0], "probabilities");
    } finally {
      session.release(fed);
    }
  };
  try {
    const [alone, among] = [run(1), run(3)];
    if (alone.every((value, index) => Math.abs(value - (among[index] ?? Number.NaN)) < TOLERANCE)) return;
    refuse(name, "it gives other numbers for one sample than for three");
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    refuse(name, messageOf(error).split("\n", 1)[0] ?? "", error);
  } finally {
    session.close();
  }
}

function someData(kind: ForwardGraph["kind"], length: number): Uint8Array | Float32Array {
  const pixels = Uint8Array.from({ length }, (_, index) => (index * 37 + (index >> 7) * 11) % 256);
  return kind === "pictures" ? pixels : Float32Array.from(pixels, (pixel) => pixel / 128 - 1);
}

function refuse(name: string, reason: string, cause?: unknown): never {
  const message = `one of its layers can't be written for any number of samples: ${reason}`;
  throw new ConfigError(name, [{ path: "", message, hint: "export it as tfjs or keras" }], { cause });
}
