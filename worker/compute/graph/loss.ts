// The loss of training in the graph; compute/loss.ts says what it is.
import { must } from "../../../common/errors.ts";
import { type LossOptions, targetTable } from "../loss.ts";
import type { Graph, Tensor } from "./ir.ts";
import { binary, constant, lastOf } from "./ops/basic.ts";
import { oneHot, softmaxCrossEntropy, sparseCrossEntropy } from "./ops/linear.ts";
import { gather, reshape } from "./ops/shape.ts";

/** Loss of each row of `logits` [n, classes] for `labels` int32[n]: float32[n]. */
export function trainingLosses(g: Graph, logits: Tensor, labels: Tensor, loss: LossOptions): Tensor {
  if (loss.labelSmoothing > 0) return smoothedLosses(g, logits, labels, loss);
  const losses = sparseCrossEntropy(g, logits, labels);
  const { classWeights } = loss;
  return classWeights === undefined ? losses : binary(g, "Mul", losses, gather(g, vector(g, classWeights), labels));
}

/**
 * TensorFlow's op takes a distribution over the classes and its gradient is right only if that adds up to 1: so what the classes
 * count for a sample is divided by its total, and the loss multiplied by it.
 */
function smoothedLosses(g: Graph, logits: Tensor, labels: Tensor, loss: LossOptions): Tensor {
  const { own, every } = targetTable(loss, lastOf(logits.shape));
  const spread = every.reduce((sum, value) => sum + value, 0);
  const totals = own.map((value) => value + spread);
  const perLabel = (values: readonly number[]): Tensor => gather(g, vector(g, values), labels);
  const shareOfOwn = perLabel(own.map((value, label) => value / must(totals[label], "total")));
  const shareOfEvery = perLabel(totals.map((total) => 1 / total));
  const peaks = binary(g, "Mul", oneHot(g, labels, own.length), asColumn(g, shareOfOwn));
  const floor = binary(g, "Mul", asColumn(g, shareOfEvery), reshape(g, vector(g, every), [1, every.length]));
  const losses = softmaxCrossEntropy(g, logits, binary(g, "AddV2", peaks, floor));
  return binary(g, "Mul", losses, perLabel(totals));
}

function vector(g: Graph, values: readonly number[]): Tensor {
  return constant(g, Float32Array.from(values), [values.length]);
}

function asColumn(g: Graph, x: Tensor): Tensor {
  return reshape(g, x, [...x.shape, 1]);
}
