// The whole phase as one graph: a tower per micro-batch, forwards and backwards, and the forward pass of evaluation. Pure.
import { must } from "../../../common/errors.ts";
import { weightPath } from "../../model/network.ts";
import type { HostLoss } from "../../plugins/loss.ts";
import type { PhaseSpec, TrainableWeight } from "../phase.ts";
import { constantWeights } from "./constant-weights.ts";
import { gradientsOf } from "./gradients/reverse.ts";
import { Graph, type Tensor } from "./ir.ts";
import { joinSmall } from "./join-small.ts";
import { type Lowering, numberIn } from "./lower/lowering.ts";
import { binary, placeholder } from "./ops/basic.ts";
import { PLAIN_LOSS, type LossOptions } from "../loss.ts";
import { trainingLosses } from "./loss.ts";
import { reshape, slice } from "./ops/shape.ts";
import { type Packing, planPacking } from "./packing.ts";
import { lowerInPieces } from "./passes/pieces.ts";
import type { TowerInput } from "./passes/towers.ts";
import { scaledPixels } from "./pixels.ts";
import type { ShapedLayer } from "./shaped-layer.ts";
import { type FoundStatistics, StatisticsPlan } from "./statistics.ts";

export interface Forward {
  /** Placeholder uint8[size, height, width, channels], or float32[size, ...] of features. */
  readonly pixels: Tensor;
  /** Placeholder int32[size]. */
  readonly labels: Tensor;
  /** float32[size] */
  readonly losses: Tensor;
  /** float32[size, classes] */
  readonly logits: Tensor;
}

export interface Tower extends Forward {
  /** Placeholder float32[size]. */
  readonly sampleWeights: Tensor;
  /** Placeholder float32[size, classes] where the backward pass begins; undefined unless the host computes the loss. */
  readonly logitsGradient: Tensor | undefined;
  /** Placeholder int32[dropout layers, 2]; undefined without dropout. */
  readonly seeds: Tensor | undefined;
  /** Vectors that are the gradient, one after the other in layout order (see joinSmall). */
  readonly gradient: readonly Tensor[];
  /** Likewise, the statistics that the BatchNormalization layers normalized with; `statisticsFactors` belong to them. */
  readonly statistics: readonly Tensor[];
}

export interface PhaseGraph {
  readonly graph: Graph;
  /** Placeholder of all trainable weights and moving statistics, packed; undefined if nothing is trained. */
  readonly weights: Tensor | undefined;
  readonly packing: Packing;
  /** Layers that draw random numbers, in the order of `seeds`. */
  readonly dropouts: readonly string[];
  /** The phase's, in layout order. */
  readonly statistics: readonly TrainableWeight[];
  /** For each of them: what a tower's is to be multiplied by for the sum over its samples. */
  readonly statisticsFactors: readonly number[];
  /** Empty if nothing is trained. */
  readonly towers: readonly Tower[];
  /** One for each micro-batch that is evaluated at once; they share the towers' placeholders. */
  readonly evaluations: readonly Forward[];
  /** What the towers' losses are; those of `evaluations` are plain cross-entropy. */
  readonly loss: LossOptions;
  readonly hostLoss: HostLoss | undefined;
}

/** @throws NoGradientError, UnsupportedLayerError */
export function buildPhaseGraph(
  layers: readonly ShapedLayer[],
  output: string,
  spec: PhaseSpec,
  record?: Lowering,
): PhaseGraph {
  const graph = new Graph();
  const packing = planPacking([...spec.trainable, ...spec.statistics]);
  const trains = spec.trainable.length > 0;
  const weights = trains ? placeholder(graph, "weights", "float32", [packing.length]) : undefined;
  const parts =
    weights === undefined
      ? []
      : packing.weights.map(({ weight, start }) => slice(graph, weights, [start], [weight.size]));
  const builder = new PhaseBuilder({ graph, layers, output, spec, parts, record });
  const towers = trains ? Array.from({ length: spec.towers }, (_, index) => builder.tower(index)) : [];
  return {
    graph,
    weights,
    packing,
    dropouts: builder.dropouts,
    statistics: spec.statistics,
    statisticsFactors: builder.statisticsFactors(),
    towers,
    evaluations: Array.from({ length: spec.towers }, (_, index) => builder.evaluation(index)),
    loss: spec.loss,
    hostLoss: spec.hostLoss,
  };
}

interface PhasePlan {
  readonly graph: Graph;
  readonly layers: readonly ShapedLayer[];
  readonly output: string;
  readonly spec: PhaseSpec;
  /** The trainable weights and then the moving statistics as they are fed: one vector each, in layout order. */
  readonly parts: readonly Tensor[];
  readonly record: Lowering | undefined;
}

/** What a tower is fed with, and the network's input made of it. */
export function networkInput(
  g: Graph,
  index: number,
  { microBatchSize, input, scale }: Pick<PhaseSpec, "microBatchSize" | "input" | "scale">,
): { readonly fed: Tensor; readonly pictures: Tensor } {
  if (input.kind === "features") {
    const features = placeholder(g, `features${index}`, "float32", [microBatchSize, ...input.shape]);
    return { fed: features, pictures: features };
  }
  const shape = [microBatchSize, input.height, input.width, input.channels];
  const fed = placeholder(g, `pixels${index}`, "uint8", shape);
  return { fed, pictures: scaledPixels(g, fed, scale) };
}

class PhaseBuilder {
  readonly dropouts: readonly string[];
  readonly #plan: PhasePlan;
  readonly #weights: ReadonlyMap<string, Tensor>;
  readonly #statistics: StatisticsPlan;

  constructor(plan: PhasePlan) {
    this.#plan = plan;
    this.#weights = weightsOf(plan);
    this.#statistics = new StatisticsPlan(plan.spec);
    const drops = plan.layers.filter((layer) => layer.className === "Dropout" && numberIn(layer, "rate", 0) > 0);
    this.dropouts = drops.map((layer) => layer.name);
  }

  tower(index: number): Tower {
    const { graph: g, spec, parts } = this.#plan;
    const { length } = this.dropouts;
    const sampleWeights = placeholder(g, `sampleWeights${index}`, "float32", [spec.microBatchSize]);
    const seeds = length === 0 ? undefined : placeholder(g, `seeds${index}`, "int32", [length, 2]);
    const found: FoundStatistics = new Map();
    const training = {
      seed: (layer: string) => this.#seedOf(seeds, layer),
      batchStatistics: (layer: string) => this.#statistics.collect(layer, found),
    };
    const { pictures, ...forward } = this.#forward(index, training, spec.loss);
    const logitsGradient =
      spec.hostLoss === undefined
        ? undefined
        : placeholder(g, `logitsGradient${index}`, "float32", forward.logits.shape);
    const startsWith = new Map([
      logitsGradient === undefined
        ? [forward.losses, sampleWeights]
        : [forward.logits, binary(g, "Mul", logitsGradient, reshape(g, sampleWeights, [spec.microBatchSize, 1]))],
    ]);
    const [targets, fed] = [parts.slice(0, spec.trainable.length), parts.slice(spec.trainable.length)];
    const gradient = joinSmall(g, gradientsOf(g, { seeds: startsWith, targets, control: pictures }));
    const statistics = joinSmall(g, this.#statistics.inOrder(found, fed));
    return { ...forward, sampleWeights, logitsGradient, seeds, gradient, statistics };
  }

  /** Known once a tower was made. */
  statisticsFactors(): number[] {
    return this.#statistics.factors();
  }

  /** Shares its tower's placeholders, and so all its nodes up to the first dropout. */
  evaluation(index: number): Forward {
    const { pixels, labels, losses, logits } = this.#forward(index, { seed: () => undefined }, PLAIN_LOSS);
    return { pixels, labels, losses, logits };
  }

  #forward(
    index: number,
    mode: Pick<TowerInput, "seed" | "batchStatistics">,
    loss: LossOptions,
  ): Forward & { readonly pictures: Tensor } {
    const { graph: g, layers, output, spec, record } = this.#plan;
    const labels = placeholder(g, `labels${index}`, "int32", [spec.microBatchSize]);
    const { fed: pixels, pictures } = networkInput(g, index, spec);
    const weight: TowerInput["weight"] = (layer, name) => this.#weights.get(weightPath(layer, name));
    const logits = logitsOf(lowerInPieces(g, layers, output, { pictures, weight, record, ...mode }));
    return { pixels, labels, pictures, logits, losses: trainingLosses(g, logits, labels, loss) };
  }

  #seedOf(seeds: Tensor | undefined, layer: string): Tensor | undefined {
    const row = this.dropouts.indexOf(layer);
    if (seeds === undefined || row < 0) return undefined;
    const { graph: g } = this.#plan;
    return reshape(g, slice(g, seeds, [row, 0], [1, 2]), [2]);
  }
}

/** Every weight of every layer by its path: what is fed if the phase changes it, else a constant. */
function weightsOf({ graph: g, layers, spec, parts }: PhasePlan): ReadonlyMap<string, Tensor> {
  const all = constantWeights(g, layers);
  [...spec.trainable, ...spec.statistics].forEach(({ layer, name, shape }, i) => {
    all.set(weightPath(layer, name), reshape(g, must(parts[i], "fed weight"), shape));
  });
  return all;
}

/** The loss takes what goes into a final softmax, never its logarithm. */
function logitsOf(output: Tensor): Tensor {
  const { node } = output;
  return node.op === "Softmax" && !node.recorded ? must(node.inputs[0], "logits") : output;
}
