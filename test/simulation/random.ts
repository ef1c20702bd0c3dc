// Random choices from a seed: the same seed makes the same choices in the same order.
import { must } from "../../common/errors.ts";
import { mix } from "../../common/sampling/hash.ts";

export class Random {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** At least 0, below 1. */
  fraction(): number {
    return mix(this.#seed, this.#count++) / 2 ** 32;
  }

  /** 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.fraction() * n);
  }

  between(lo: number, hi: number): number {
    return lo + this.fraction() * (hi - lo);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return must(values[this.below(values.length)], "a value to pick");
  }
}
