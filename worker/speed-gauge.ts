// How fast this worker is: the median of its last train rounds, so that one that was disturbed does not count.

const ROUNDS = 20;

export class SpeedGauge {
  readonly #perSecond: number[] = [];

  /** @returns micro-batches per second; 0 until so many rounds were measured: the first ones are no measure */
  add(microBatches: number, ms: number): number {
    if (microBatches > 0 && ms > 0) this.#perSecond.push((microBatches / ms) * 1000);
    if (this.#perSecond.length > ROUNDS) this.#perSecond.shift();
    if (this.#perSecond.length < ROUNDS) return 0;
    return this.#perSecond.toSorted((a, b) => a - b)[this.#perSecond.length >> 1] ?? 0;
  }
}
