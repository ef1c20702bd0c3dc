// The loss that is trained on: PyTorch's CrossEntropyLoss(weight, label_smoothing). With class weights w and smoothing e over C
// classes, a sample of class y that the network gives the probabilities p counts
//   (1 - e) w_y (-log p_y) + e/C sum_c w_c (-log p_c)
// and the step divides the sum of these by the sum of the samples' w_y. Evaluation knows neither: its loss is plain cross-entropy.

export interface LossOptions {
  /** Share of each label that is spread over all classes; 0 for none. */
  readonly labelSmoothing: number;
  /** A weight above 0 for each class; undefined when all count the same. */
  readonly classWeights: readonly number[] | undefined;
}

/** Cross-entropy as it is. */
export const PLAIN_LOSS: LossOptions = { labelSmoothing: 0, classWeights: undefined };

export function isPlain({ labelSmoothing, classWeights }: LossOptions): boolean {
  return labelSmoothing === 0 && classWeights === undefined;
}

/** What -log p_c counts in the loss of a sample of class y: `every[c]`, and `own[y]` more where c is y. */
export interface TargetTable {
  readonly own: readonly number[];
  readonly every: readonly number[];
}

export function targetTable({ labelSmoothing, classWeights }: LossOptions, classes: number): TargetTable {
  const weights = classWeights ?? Array.from({ length: classes }, () => 1);
  return {
    own: weights.map((weight) => (1 - labelSmoothing) * weight),
    every: weights.map((weight) => (labelSmoothing / classes) * weight),
  };
}
