// How well a classifier does on a split: sums over samples, and what is read from them, as scikit-learn defines it. Pure.
import { InvariantError, must } from "../errors.ts";
import { ExactSum } from "./exact-sum.ts";

/** A sample that the network has seen. */
export interface ClassifiedSample {
  readonly label: number;
  /** One for each class. */
  readonly logits: Float32Array;
  /** Cross-entropy. */
  readonly loss: number;
  /** 1; or 0 for padding and samples set aside, which count nowhere. */
  readonly weight: number;
  /** Where the sample comes from; with it, a wrong one may be listed in `mostWrong`. */
  readonly path?: string;
}

export interface ClassMetrics {
  readonly class: string;
  /** Of those predicted to be of the class, the share that are; 0 when none were. */
  readonly precision: number;
  /** Of those of the class, the share predicted to be; 0 when there are none. */
  readonly recall: number;
  /** Harmonic mean of the two; 0 when both are. */
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

export interface WrongSample {
  readonly path: string;
  readonly class: string;
  readonly predicted: string;
  /** Of the predicted class. */
  readonly probability: number;
}

/** The content of a run's test.json. */
export interface TestReport {
  readonly split: string;
  readonly samples: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Share with the label among the five largest logits; only where there are more than five classes. */
  readonly top5?: number;
  /** Those of the job's plugins, by name; only where there are any. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Plain means over the classes. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
  readonly classes: readonly ClassMetrics[];
  /** Rows: true class; columns: predicted. */
  readonly confusion: readonly (readonly number[])[];
  /** Wrong ones by how sure the network was of them, at most 25. */
  readonly mostWrong: readonly WrongSample[];
}

const MOST_WRONG = 25;
const TOP = 5;

interface Wrong {
  readonly path: string;
  readonly label: number;
  readonly predicted: number;
  readonly probability: number;
}

/** Counts samples in; holds (classes x classes) numbers and 25 wrong samples, however many are added. */
export class ClassificationTally {
  readonly classes: number;
  readonly #confusion: number[][];
  readonly #loss = new ExactSum();
  #weight = 0;
  #inTop = 0;
  #wrong: Wrong[] = [];

  constructor(classes: number) {
    this.classes = classes;
    this.#confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  }

  add(sample: ClassifiedSample): void {
    const { label, logits, loss, weight, path } = sample;
    if (logits.length !== this.classes || this.#confusion[label] === undefined) {
      throw new InvariantError(`label ${label} and ${logits.length} logits for ${this.classes} classes`);
    }
    if (weight === 0) return;
    const predicted = indexOfLargest(logits);
    const row = this.#confusion[label];
    row[predicted] = (row[predicted] ?? 0) + weight;
    this.#weight += weight;
    this.#loss.add(loss * weight);
    if (rankOf(logits, label) < TOP) this.#inTop += weight;
    if (predicted !== label && path !== undefined) this.#addWrong(path, label, predicted, logits);
  }

  get samples(): number {
    return this.#weight;
  }

  get loss(): number {
    return share(this.#loss.value, this.#weight);
  }

  get accuracy(): number {
    return share(sum(this.#confusion.map((row, label) => row[label] ?? 0)), this.#weight);
  }

  /** Share of the samples whose label is among the five largest logits. */
  get top5(): number {
    return share(this.#inTop, this.#weight);
  }

  get confusion(): readonly (readonly number[])[] {
    return this.#confusion;
  }

  /** Surest first; equally sure ones by path. */
  get mostWrong(): readonly Wrong[] {
    return this.#wrong;
  }

  #addWrong(path: string, label: number, predicted: number, logits: Float32Array): void {
    const probability = must(softmax(logits)[predicted], "the predicted class's probability");
    this.#wrong = [...this.#wrong, { path, label, predicted, probability }]
      .sort((a, b) => b.probability - a.probability || (a.path < b.path ? -1 : 1))
      .slice(0, MOST_WRONG);
  }
}

/** What test.json holds; `names` are the classes' names in the order of the logits. */
export function testReport(split: string, names: readonly string[], tally: ClassificationTally): TestReport {
  const classes = classMetrics(names, tally.confusion);
  const mean = (of: (metrics: ClassMetrics) => number): number => share(sum(classes.map(of)), classes.length);
  const name = (index: number): string => must(names[index], `name of class ${index}`);
  return {
    split,
    samples: tally.samples,
    loss: tally.loss,
    accuracy: tally.accuracy,
    ...(names.length > TOP ? { top5: tally.top5 } : {}),
    macro: { precision: mean((c) => c.precision), recall: mean((c) => c.recall), f1: mean((c) => c.f1) },
    classes,
    confusion: tally.confusion,
    mostWrong: tally.mostWrong.map(({ path, label, predicted, probability }) => ({
      path,
      class: name(label),
      predicted: name(predicted),
      probability,
    })),
  };
}

function classMetrics(names: readonly string[], confusion: TestReport["confusion"]): readonly ClassMetrics[] {
  return names.map((name, index) => {
    const right = confusion[index]?.[index] ?? 0;
    const support = sum(confusion[index] ?? []);
    const predicted = sum(confusion.map((row) => row[index] ?? 0));
    return {
      class: name,
      precision: share(right, predicted),
      recall: share(right, support),
      f1: share(2 * right, support + predicted),
      support,
    };
  });
}

/** Probabilities of a row of logits, in float64. */
export function softmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / total);
}

/** The first of equal ones, as argmax does. */
export function indexOfLargest(values: Float32Array): number {
  let best = 0;
  values.forEach((value, index) => {
    if (value > (values[best] ?? Number.NEGATIVE_INFINITY)) best = index;
  });
  return best;
}

/** How many logits stand before the label's; of equal ones the first does. */
function rankOf(logits: Float32Array, label: number): number {
  const own = logits[label] ?? Number.NaN;
  return logits.reduce((rank, logit, index) => (logit > own || (logit === own && index < label) ? rank + 1 : rank), 0);
}

/** 0 / 0 is 0, as scikit-learn has it by default. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
