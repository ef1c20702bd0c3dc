// BatchNormalization with its moving statistics, or in training with those of the batch.
import { must } from "../../../../common/errors.ts";
import type { Graph, Tensor } from "../ir.ts";
import { binary, constant, constantData, lastOf, scalar, unary } from "../ops/basic.ts";
import { biasAdd } from "../ops/linear.ts";
import { fusedBatchNorm } from "../ops/normalization.ts";
import { scaleChannels } from "../passes/fold-scale.ts";
import { insideReshape } from "../passes/inside-reshape.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../shaped-layer.ts";
import {
  type BatchStatistics,
  inputOf,
  isArray,
  type LayerContext,
  type Lowering,
  numberIn,
  weightOf,
} from "./lowering.ts";

export const lowerBatchNormalization: Lowering = (context) => {
  refuseOtherAxis(context.layer, inputOf(context));
  const { batchStatistics } = context;
  return batchStatistics === undefined ? byMovingStatistics(context) : byBatchStatistics(context, batchStatistics);
};

/** y = x * s + (beta - mean * s), s = gamma / sqrt(variance + epsilon) */
function byMovingStatistics(context: LayerContext): Tensor {
  const { g } = context;
  const { scale, shift } = affineOf(context);
  const scaled = scaleChannels(g, inputOf(context), scale);
  return insideReshape(g, scaled, (inner) => biasAdd(g, inner, shift));
}

function byBatchStatistics(context: LayerContext, report: (found: BatchStatistics) => void): Tensor {
  const { g } = context;
  const parameters = { ...gammaAndBeta(context), epsilon: epsilonOf(context) };
  const { y, ...found } = fusedBatchNorm(g, inputOf(context), parameters);
  report(found);
  return y;
}

interface Affine {
  readonly scale: Tensor;
  readonly shift: Tensor;
}

function affineOf(context: LayerContext): Affine {
  const { g } = context;
  const { gamma, beta } = gammaAndBeta(context);
  const mean = weightOf(context, "moving_mean");
  const variance = weightOf(context, "moving_variance");
  const [means, variances] = [constantData(mean), constantData(variance)];
  const epsilon = epsilonOf(context);
  if (means === undefined || variances === undefined) {
    const factor = unary(g, "Rsqrt", binary(g, "AddV2", variance, scalar(g, epsilon)));
    return trainedAffine(g, { gamma, beta, factor, mean });
  }
  const factor = Array.from(variances, (value) => 1 / Math.sqrt(value + epsilon));
  const [gammas, betas] = [constantData(gamma), constantData(beta)];
  return gammas === undefined || betas === undefined
    ? trainedAffine(g, { gamma, beta, factor: vector(g, factor), mean })
    : frozenAffine(g, { gamma: Array.from(gammas), beta: Array.from(betas), factor, mean: Array.from(means) });
}

function epsilonOf({ layer }: LayerContext): number {
  return numberIn(layer, "epsilon", 1e-3);
}

/** 1 and 0 where the layer has none. */
function gammaAndBeta(context: LayerContext): Readonly<Record<"gamma" | "beta", Tensor>> {
  const { g } = context;
  const channels = lastOf(inputOf(context).shape);
  const filled = (value: number): Tensor => constant(g, new Float32Array(channels).fill(value), [channels]);
  return { gamma: context.weight("gamma") ?? filled(1), beta: context.weight("beta") ?? filled(0) };
}

/** Worked out here, in float64. */
function frozenAffine(g: Graph, bn: Readonly<Record<"gamma" | "beta" | "factor" | "mean", readonly number[]>>): Affine {
  const scale = bn.gamma.map((gamma, c) => gamma * must(bn.factor[c], "factor"));
  const shift = bn.beta.map((beta, c) => beta - must(bn.mean[c], "mean") * must(scale[c], "scale"));
  return { scale: vector(g, scale), shift: vector(g, shift) };
}

/** In the graph, for what only a run will tell; gamma and beta get gradients. */
function trainedAffine(g: Graph, bn: Readonly<Record<"gamma" | "beta" | "factor" | "mean", Tensor>>): Affine {
  const [gammas, factors] = [constantData(bn.gamma), constantData(bn.factor)];
  // Without gamma the scale is a constant, and can be folded into frozen weights.
  const scale =
    gammas === undefined || factors === undefined
      ? binary(g, "Mul", bn.gamma, bn.factor)
      : vector(
          g,
          Array.from(gammas, (gamma, c) => gamma * must(factors[c], "factor")),
        );
  return { scale, shift: binary(g, "Sub", bn.beta, binary(g, "Mul", bn.mean, scale)) };
}

function refuseOtherAxis(layer: ShapedLayer, x: Tensor): void {
  const value = layer.config["axis"] ?? -1;
  const axis = isArray(value) ? value[0] : value;
  if (axis !== -1 && axis !== x.shape.length - 1) {
    throw new UnsupportedLayerError(layer, `axis ${JSON.stringify(value)} is not the last one`);
  }
}

function vector(g: Graph, values: readonly number[]): Tensor {
  return constant(g, Float32Array.from(values), [values.length]);
}
