// A fine-tuned model, loaded to predict: for short-lived processes that do nothing else, in this thread.
import { UsageError, must } from "../../common/errors.ts";
import { backendOf } from "../compute/graph/binding.ts";
import { cacheGraph } from "../compute/graph/cache.ts";
import type { ForwardGraph } from "../compute/graph/forward-graph.ts";
import { inputData } from "../compute/graph/groups.ts";
import { savedModelChunks } from "../compute/graph/saved-model.ts";
import { Session } from "../compute/graph/session.ts";
import { loadTensorFlow } from "../compute/tensorflow.ts";
import { forwardGraph } from "../model/export-saved-model.ts";
import type { ModelLabels } from "../model/labels.ts";
import { readLabelledModel } from "../model/import.ts";
import { type Model, sizeOf } from "../model/network.ts";
import { withoutSoftmax } from "../model/topology.ts";

export interface FineTuned {
  /** Its output is logits. */
  readonly model: Model;
  readonly labels: ModelLabels;
}

/**
 * Reads a model that elastune exported: a tfjs folder, a .h5 or a .safetensors file.
 * @throws ConfigError when the files are damaged, UsageError for a model without classes.
 */
export async function readFineTuned(file: string): Promise<FineTuned> {
  const { model, labels } = await readLabelledModel(file);
  if (labels === undefined) {
    throw new UsageError(`${file} does not say what its outputs are: it is not a model that elastune fine-tuned.`);
  }
  return { model: { ...model, network: withoutSoftmax(model.network) }, labels };
}

export class Predictor {
  readonly labels: ModelLabels;
  readonly #session: Session;
  readonly #graph: ForwardGraph;

  /** Owns the session. */
  constructor(labels: ModelLabels, graph: ForwardGraph, session: Session) {
    this.labels = labels;
    this.#graph = graph;
    this.#session = session;
  }

  /** @param samples n x height x width x 3 pixels, or the bytes of n vectors of float32. @returns n x classes. */
  logits(samples: Uint8Array): Float32Array {
    const { input, logits } = this.#graph.kind === "vectors" ? this.#graph.floats : this.#graph.bytes;
    const data = inputData(input, samples);
    const shape = input.shape.slice(1);
    const fed = [this.#session.feed({ ...input, shape: [data.length / sizeOf(shape), ...shape] }, data)];
    try {
      return Float32Array.from(must(this.#session.run(fed, [logits])[0], "logits"));
    } finally {
      this.#session.release(fed);
    }
  }

  close(): void {
    this.#session.close();
  }
}

export interface PredictorOptions {
  /** Named in errors. */
  readonly name: string;
  readonly device: "auto" | "cpu" | "gpu";
  /** Compiled graphs are kept in it. */
  readonly cacheDir: string;
}

/** Loads TensorFlow and the model; close it. */
export async function openPredictor({ model, labels }: FineTuned, options: PredictorOptions): Promise<Predictor> {
  const { tf } = await loadTensorFlow(options.device);
  const graph = forwardGraph(tf, model, labels, options.name);
  const { directory } = cacheGraph(options.cacheDir, savedModelChunks(graph.nodes));
  return new Predictor(labels, graph, new Session(backendOf(tf).binding, directory));
}
