// A fine-tuned model as a TensorFlow SavedModel. `serving_default` takes `pixels`, float32 [any, height, width, 3] of 0..255, scales
// them itself and gives `probabilities`, float32 [any, classes]; `bytes` is the same for uint8.
import { join } from "node:path";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { backendOf, type BindingData } from "../compute/graph/binding.ts";
import { buildForwardGraph, type ForwardGraph } from "../compute/graph/forward-graph.ts";
import { recorderFor } from "../compute/graph/record.ts";
import { savedModelChunks } from "../compute/graph/saved-model.ts";
import { Session } from "../compute/graph/session.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../compute/graph/shaped-layer.ts";
import { buildTfModel } from "./build.ts";
import { resizeInput } from "./cut.ts";
import type { ExportOptions } from "./export-tfjs.ts";
import { labelsJson, type Preprocessing } from "./labels.ts";
import type { Model } from "./network.ts";
import type { TensorFlow } from "./tensorflow.ts";
import { replaceFolder, writeSynced } from "./write-folder.ts";

/**
 * Writes saved_model.pb, an empty variables/ as loaders expect one, and elastune.json with classes and preprocessing.
 * @param model its output is logits.
 * @throws ConfigError when a layer can't be written as TensorFlow ops.
 */
export async function exportSavedModel(tf: TensorFlow, model: Model, options: ExportOptions): Promise<void> {
  const { folder, ...labels } = options;
  const graph = forwardGraph(tf, model, labels.preprocess, folder);
  const signatures = [
    {
      name: "serving_default",
      inputs: { pixels: graph.floats.pixels },
      outputs: { probabilities: graph.floats.probabilities },
    },
    { name: "bytes", inputs: { bytes: graph.bytes.pixels }, outputs: { probabilities: graph.bytes.probabilities } },
  ];
  await replaceFolder(folder, async (temporary) => {
    await writeSynced(join(temporary, "saved_model.pb"), savedModelChunks(graph.nodes, signatures));
    tryOut(tf, graph, labels.preprocess.resize, temporary, folder);
    const json = JSON.stringify(labelsJson(labels), null, 2);
    await writeSynced(join(temporary, "elastune.json"), [Buffer.from(`${json}\n`)]);
  });
}

/**
 * The forward pass of a model whose output is logits, as TensorFlow ops.
 * @param name of the model, for errors.
 */
export function forwardGraph(
  tf: TensorFlow,
  model: Model,
  { resize, scale }: Preprocessing,
  name: string,
): ForwardGraph {
  const network = resizeInput(model.network, resize, name);
  const built = buildTfModel(tf, { ...model, network }, { file: name, seed: 0, initialise: new Set() });
  try {
    const layers = built.layers.map(
      ({ layer, outputShape }): ShapedLayer => ({
        ...layer,
        outputShape: outputShape.map((size) => must(size, `a fixed size of ${layer.name}`)),
        weights: built.model.weights.get(layer.name) ?? [],
      }),
    );
    const [height, width] = resize;
    return buildForwardGraph(layers, network.output, { height, width, scale }, recorderFor(tf).lower);
  } catch (error) {
    if (!(error instanceof UnsupportedLayerError)) throw error;
    throw new ConfigError(name, [{ path: "", message: messageOf(error) }], { cause: error });
  } finally {
    built.close();
  }
}

/** How far the same picture's probabilities may lie apart alone and among others: far above rounding, far below an error. */
const TOLERANCE = 1e-3;

/** An op that keeps the number of pictures it was lowered for would be found by the first user: so it is found here. */
function tryOut(
  tf: TensorFlow,
  { bytes }: ForwardGraph,
  [height, width]: readonly [number, number],
  folder: string,
  name: string,
): void {
  const session = new Session(backendOf(tf).binding, folder);
  const size = height * width * 3;
  const pixels = Uint8Array.from({ length: 3 * size }, (_, index) => (index * 37 + (index >> 7) * 11) % 256);
  const run = (pictures: number): BindingData => {
    const fed = [
      session.feed({ ...bytes.pixels, shape: [pictures, height, width, 3] }, pixels.slice(0, pictures * size)),
    ];
    try {
      return must(session.run(fed, [bytes.probabilities])[0], "probabilities");
    } finally {
      session.release(fed);
    }
  };
  try {
    const [alone, among] = [run(1), run(3)];
    if (alone.every((value, index) => Math.abs(value - (among[index] ?? Number.NaN)) < TOLERANCE)) return;
    refuse(name, "it gives other numbers for one picture than for three");
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    refuse(name, messageOf(error).split("\n", 1)[0] ?? "", error);
  } finally {
    session.close();
  }
}

function refuse(name: string, reason: string, cause?: unknown): never {
  const message = `one of its layers can't be written for any number of pictures: ${reason}`;
  throw new ConfigError(name, [{ path: "", message, hint: "export it as tfjs or keras" }], { cause });
}
