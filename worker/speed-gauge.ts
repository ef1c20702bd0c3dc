// How fast this worker is: the median of its last train rounds, so that one that was disturbed does not count.

const ROUNDS = 20;

export class SpeedGauge {
  readonly #perSecond: number[] = [];

  /** @returns micro-batches per second; 0 while nothing is known */
  add(microBatches: number, ms: number): number {
    if (microBatches > 0 && ms > 0) this.#perSecond.push((microBatches / ms) * 1000);
    if (this.#perSecond.length > ROUNDS) this.#perSecond.shift();
    return this.#perSecond.toSorted((a, b) => a - b)[this.#perSecond.length >> 1] ?? 0;
  }
}
