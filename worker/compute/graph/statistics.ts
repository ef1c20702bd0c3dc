// Which statistics BatchNormalization normalizes with in the towers of a phase, and how they come back.
import { must } from "../../../common/errors.ts";
import type { PhaseSpec } from "../phase.ts";
import type { Tensor } from "./ir.ts";
import type { BatchStatistics } from "./lower/lowering.ts";

const MOVING_VARIANCE = "moving_variance";

/** By layer; what one tower found. */
export type FoundStatistics = Map<string, BatchStatistics>;

/** For all towers of one graph, whose micro-batches have the same size. */
export class StatisticsPlan {
  readonly #spec: Pick<PhaseSpec, "statistics" | "microBatchSize">;
  /** Layers that normalize with the batch's own statistics. Those of a single sample would say nothing. */
  readonly #normalizing: ReadonlySet<string>;
  /** What the variances lack to be biased, by layer. */
  readonly #biases = new Map<string, number>();

  constructor(spec: Pick<PhaseSpec, "statistics" | "microBatchSize">) {
    this.#spec = spec;
    this.#normalizing = new Set(spec.microBatchSize > 1 ? spec.statistics.map(({ layer }) => layer) : []);
  }

  /** Where a layer of a tower puts what it found; undefined for one that uses its moving statistics. */
  collect(layer: string, found: FoundStatistics): ((statistics: BatchStatistics) => void) | undefined {
    if (!this.#normalizing.has(layer)) return undefined;
    return (statistics) => {
      found.set(layer, statistics);
      this.#biases.set(layer, statistics.bias);
    };
  }

  /** In layout order, what a tower normalized with. @param fed the moving statistics */
  inOrder(found: FoundStatistics, fed: readonly Tensor[]): Tensor[] {
    return this.#spec.statistics.map(({ layer, name }, i) => {
      const own = found.get(layer);
      if (own === undefined) return must(fed[i], "a fed statistic");
      return name === MOVING_VARIANCE ? own.variance : own.mean;
    });
  }

  /** What each of them is multiplied by, for its mean or biased variance times the samples. Known once a tower was lowered. */
  factors(): number[] {
    const { statistics, microBatchSize } = this.#spec;
    return statistics.map(({ layer, name }) =>
      name === MOVING_VARIANCE ? microBatchSize * (this.#biases.get(layer) ?? 1) : microBatchSize,
    );
  }
}
