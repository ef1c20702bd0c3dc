// A loaded graph of a phase: micro-batches of its size in, sums, gradients and evaluations out. Its weights are fed by whoever runs it.
import { InvariantError, must } from "../../../common/errors.ts";
import { layerSeed } from "../../model/dropout-seed.ts";
import { sizeOf } from "../../model/network.ts";
import type { HostLosses } from "../../plugins/loss.ts";
import type { Evaluation, MicroBatch, MicroBatchSums } from "../phase.ts";
import { sumsOf } from "../sums.ts";
import type { BindingData } from "./binding.ts";
import { floats, inputData } from "./groups.ts";
import type { Tensor } from "./ir.ts";
import type { Forward, PhaseGraph, Tower } from "./phase-graph.ts";
import type { Fed, Session, Targets } from "./session.ts";

/** What is ever fetched of a whole phase. */
export function allFetches({ towers, evaluations }: PhaseGraph): Tensor[] {
  return [...towers.flatMap(trainingFetches), ...evaluations.flatMap(evaluationFetches)];
}

export function trainingFetches({ gradient, statistics, losses, logits }: Tower): Tensor[] {
  return [losses, logits, ...gradient, ...statistics];
}

function evaluationFetches({ losses, logits }: Forward): Tensor[] {
  return [losses, logits];
}

/** Owns the session until `close`. */
export class GraphRunner {
  readonly #session: Session;
  readonly #plan: PhaseGraph;

  constructor(session: Session, plan: PhaseGraph) {
    this.#session = session;
    this.#plan = plan;
  }

  /** @param microBatches at most as many as there are towers, each of the graph's size */
  run(
    weights: readonly Fed[],
    microBatches: readonly MicroBatch[],
    gradients: readonly Float32Array[],
  ): MicroBatchSums[] {
    const towers = this.#plan.towers.slice(0, microBatches.length);
    const hosted = this.#hostLosses(weights, towers, microBatches);
    const feeds = towers.flatMap((tower, i) => this.#feedTower(tower, must(microBatches[i], "micro-batch"), hosted[i]));
    const targets = new Map(towers.flatMap((tower, i) => placesOf(tower, must(gradients[i], "gradient vector"))));
    const fetched = this.#runWith(weights, feeds, towers.flatMap(trainingFetches), targets);
    const perTower = fetched.length / towers.length;
    return microBatches.map((microBatch, i) => {
      const [losses, logits] = fetched.slice(i * perTower, i * perTower + 2).map(floats);
      this.#multiplyStatistics(must(gradients[i], "gradient vector"));
      const own = hosted[i]?.losses ?? must(losses, "losses");
      return sumsOf(microBatch, own, must(logits, "logits"), this.#plan.loss.classWeights);
    });
  }

  evaluate(weights: readonly Fed[], microBatches: readonly MicroBatch[]): Evaluation[] {
    const forwards = this.#plan.evaluations.slice(0, microBatches.length);
    const feeds = forwards.flatMap((forward, i) => this.#feedForward(forward, must(microBatches[i], "micro-batch")));
    const fetched = this.#runWith(weights, feeds, forwards.flatMap(evaluationFetches)).map(floats);
    return microBatches.map((_, i) => ({
      losses: must(fetched[2 * i], "losses"),
      logits: must(fetched[2 * i + 1], "logits"),
    }));
  }

  close(): void {
    this.#session.close();
  }

  /** A forward pass for the logits, of which the host makes losses; empty when the loss is in the graph. */
  #hostLosses(weights: readonly Fed[], towers: readonly Tower[], microBatches: readonly MicroBatch[]): HostLosses[] {
    const { hostLoss } = this.#plan;
    if (hostLoss === undefined) return [];
    const feeds = towers.flatMap((tower, i) => this.#feedTower(tower, must(microBatches[i], "micro-batch"), undefined));
    const logits = this.#runWith(
      weights,
      feeds,
      towers.map((tower) => tower.logits),
    ).map(floats);
    return microBatches.map((microBatch, i) => hostLoss.compute(microBatch, must(logits[i], "logits")));
  }

  #multiplyStatistics(vector: Float32Array): void {
    const { statistics, statisticsFactors } = this.#plan;
    statistics.forEach(({ offset, size }, i) => {
      const factor = must(statisticsFactors[i], "factor");
      for (let at = offset; at < offset + size; at += 1) vector[at] = (vector[at] ?? 0) * factor;
    });
  }

  #feedTower(tower: Tower, microBatch: MicroBatch, hosted: HostLosses | undefined): Fed[] {
    const feeds = [
      ...this.#feedForward(tower, microBatch),
      this.#session.feed(tower.sampleWeights, microBatch.sampleWeights),
      ...(tower.logitsGradient === undefined || hosted === undefined
        ? []
        : [this.#session.feed(tower.logitsGradient, hosted.gradient)]),
    ];
    if (tower.seeds === undefined) return feeds;
    const seeds = this.#plan.dropouts.flatMap((layer) => layerSeed(microBatch.seed, layer));
    return [...feeds, this.#session.feed(tower.seeds, Int32Array.from(seeds))];
  }

  #feedForward(forward: Forward, { pixels, labels }: MicroBatch): Fed[] {
    return [
      this.#session.feed(forward.pixels, inputData(forward.pixels, pixels)),
      this.#session.feed(forward.labels, labels),
    ];
  }

  #runWith(
    weights: readonly Fed[],
    feeds: readonly Fed[],
    fetches: readonly Tensor[],
    targets?: Targets,
  ): BindingData[] {
    if (this.#plan.weights !== undefined && weights.length === 0) {
      throw new InvariantError("setWeights was not called before the first run");
    }
    try {
      return this.#session.run([...weights, ...feeds], fetches, targets);
    } finally {
      this.#session.release(feeds);
    }
  }
}

/** Where in `vector` each fetched piece of a tower's gradient belongs: one after the other. */
function placesOf({ gradient, statistics }: Tower, vector: Float32Array): [Tensor, Float32Array][] {
  let end = 0;
  return [...gradient, ...statistics].map((piece) => {
    const start = end;
    end += sizeOf(piece.shape);
    return [piece, vector.subarray(start, end)];
  });
}
