// From the job's class weights to a number for each class. Pure.
import { closest } from "../job/closest.ts";
import { ConfigError } from "../errors.ts";

/** spec.training.loss.classWeights. */
export type ClassWeights = "balanced" | Readonly<Record<string, number>>;

export interface TrainingClass {
  readonly name: string;
  /** Samples in the training split. */
  readonly count: number;
}

/**
 * The weight of each class, in order. `balanced` is scikit-learn's: samples / (classes x samples of the class), so that the mean over
 * the samples is 1; a class without training samples counts neither way and gets 1. Of a mapping, classes that are not named get 1.
 * @throws ConfigError when the mapping names classes that the data set does not have
 */
export function classWeightsOf(weights: ClassWeights, classes: readonly TrainingClass[]): readonly number[] {
  if (weights === "balanced") return balancedWeights(classes.map(({ count }) => count));
  refuseUnknown(Object.keys(weights), classes);
  const given = new Map(Object.entries(weights));
  return classes.map(({ name }) => given.get(name) ?? 1);
}

function balancedWeights(counts: readonly number[]): number[] {
  const samples = counts.reduce((sum, count) => sum + count, 0);
  const classes = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : samples / (classes * count)));
}

function refuseUnknown(written: readonly string[], classes: readonly TrainingClass[]): void {
  const names = classes.map(({ name }) => name);
  const unknown = written.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const problems = unknown.map((name) => {
    const meant = closest(name, names);
    return {
      path: `spec.training.loss.classWeights.${name}`,
      message: "the data set has no such class",
      hint: meant === undefined ? `its classes are ${some(names)}` : `is it ${meant}?`,
    };
  });
  throw new ConfigError("class weights that fit no class", problems);
}

function some(names: readonly string[]): string {
  return names.length <= 20 ? names.join(", ") : `${names.slice(0, 20).join(", ")} and ${names.length - 20} more`;
}
