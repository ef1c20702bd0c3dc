// The frozen first part of a network as a graph of its own, forward only.
import { must } from "../../../common/errors.ts";
import { sizeOf, weightPath } from "../../model/network.ts";
import type { TensorFlow } from "../../model/tensorflow.ts";
import type { MicroBatch, PhaseSpec, TrunkCompute } from "../phase.ts";
import { constantWeights } from "./constant-weights.ts";
import { floats, inGroups, inputData } from "./groups.ts";
import { Graph, type Tensor } from "./ir.ts";
import { type CompileOptions, loadGraph } from "./load-graph.ts";
import { reshape } from "./ops/shape.ts";
import { lowerInPieces } from "./passes/pieces.ts";
import type { TowerInput } from "./passes/towers.ts";
import { networkInput } from "./phase-graph.ts";
import { recorderFor } from "./record.ts";
import type { Session } from "./session.ts";
import type { ShapedLayer } from "./shaped-layer.ts";

export type TrunkSpec = Pick<PhaseSpec, "input" | "scale" | "microBatchSize" | "towers">;

interface TrunkTower {
  readonly fed: Tensor;
  /** float32[size, floats] */
  readonly features: Tensor;
}

/** @throws UnsupportedLayerError */
export function compileTrunk(
  tf: TensorFlow,
  layers: readonly ShapedLayer[],
  output: string,
  spec: TrunkSpec,
  options: CompileOptions,
): TrunkCompute {
  const started = performance.now();
  const recorder = recorderFor(tf);
  const graph = new Graph();
  const weights = constantWeights(graph, layers);
  const weight: TowerInput["weight"] = (layer, name) => weights.get(weightPath(layer, name));
  const towers = Array.from({ length: spec.towers }, (_, index): TrunkTower => {
    const { fed, pictures } = networkInput(graph, index, spec);
    const tower = { pictures, weight, seed: () => undefined, record: recorder.lower };
    const out = lowerInPieces(graph, layers, output, tower);
    return { fed, features: reshape(graph, out, [spec.microBatchSize, sizeOf(out.shape) / spec.microBatchSize]) };
  });
  const fetches = towers.map(({ features }) => features);
  const { session } = loadGraph(tf, { graph, fetches, started, recorder }, options);
  return new GraphTrunk(session, towers);
}

class GraphTrunk implements TrunkCompute {
  readonly towers: number;
  readonly floats: number;
  readonly #session: Session;
  readonly #towers: readonly TrunkTower[];

  constructor(session: Session, towers: readonly TrunkTower[]) {
    this.#session = session;
    this.#towers = towers;
    this.towers = towers.length;
    this.floats = must(towers[0]?.features.shape[1], "the size of the features");
  }

  run(microBatches: readonly Pick<MicroBatch, "pixels">[]): Float32Array[] {
    return inGroups(microBatches, this.towers, (group) => this.#runTowers(group));
  }

  close(): void {
    this.#session.close();
  }

  #runTowers(group: readonly Pick<MicroBatch, "pixels">[]): Float32Array[] {
    const towers = this.#towers.slice(0, group.length);
    const feeds = towers.map(({ fed }, i) =>
      this.#session.feed(fed, inputData(fed, must(group[i], "micro-batch").pixels)),
    );
    try {
      return this.#session
        .run(
          feeds,
          towers.map(({ features }) => features),
        )
        .map(floats);
    } finally {
      this.#session.release(feeds);
    }
  }
}
