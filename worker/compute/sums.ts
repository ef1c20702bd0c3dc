// Sums over a micro-batch from what the network gives per sample. Pure, in float64 and in the samples' order.
import { must } from "../../common/errors.ts";
import type { MicroBatch, MicroBatchSums } from "./phase.ts";

/**
 * Each sample's loss, weight and "the largest logit is the label's" (the first of equal ones), times its weight.
 * @param classWeights those that `losses` were multiplied by: they are in the weight too, so that a mean is the criterion's
 */
export function sumsOf(
  { labels, sampleWeights }: Pick<MicroBatch, "labels" | "sampleWeights">,
  losses: Float32Array,
  logits: Float32Array,
  classWeights?: readonly number[],
): MicroBatchSums {
  const classes = logits.length / labels.length;
  let loss = 0;
  let weight = 0;
  let samples = 0;
  let correct = 0;
  labels.forEach((label, i) => {
    const w = must(sampleWeights[i], "sample weight");
    // Padding may have a loss of any size; 0 times infinity would spoil the sum.
    if (w !== 0) loss += w * must(losses[i], "loss");
    samples += w;
    weight += w * (classWeights?.[label] ?? 1);
    correct += indexOfLargest(logits.subarray(i * classes, (i + 1) * classes)) === label ? w : 0;
  });
  return { loss, weight, samples, correct };
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  values.forEach((value, i) => {
    if (value > (values[best] ?? Number.NEGATIVE_INFINITY)) best = i;
  });
  return best;
}
