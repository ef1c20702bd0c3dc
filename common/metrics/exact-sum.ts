// Sums of float64 numbers without rounding until they are read: the result does not depend on the order of the terms, nor on how they
// were spread over accumulators. Shewchuk, "Adaptive Precision Floating-Point Arithmetic" (1997), as Python's math.fsum does it.

/** A sum of finite numbers; one that is not finite makes the whole sum what plain addition would give. */
export class ExactSum {
  /** Non-overlapping, smallest first; their exact sum is the sum of all terms. Rarely more than three. */
  #partials: number[] = [];
  #special = 0;

  add(term: number): void {
    if (!Number.isFinite(term)) {
      this.#special += term;
      return;
    }
    let carried = term;
    const kept: number[] = [];
    for (const partial of this.#partials) {
      const [large, small] = Math.abs(carried) < Math.abs(partial) ? [partial, carried] : [carried, partial];
      carried = large + small;
      const lost = small - (carried - large);
      if (lost !== 0) kept.push(lost);
    }
    kept.push(carried);
    this.#partials = kept;
  }

  /** The sum, correctly rounded. */
  get value(): number {
    return this.#special + rounded(this.#partials);
  }
}

/** Largest first; the first addition that rounds decides, but for a tie, which what lies below it breaks. */
function rounded(partials: readonly number[]): number {
  let high = 0;
  for (let index = partials.length - 1; index >= 0; index -= 1) {
    const partial = partials[index] ?? 0;
    const sum = high + partial;
    const lost = partial - (sum - high);
    high = sum;
    if (lost === 0) continue;
    const below = partials[index - 1] ?? 0;
    const next = high + 2 * lost;
    return lost > 0 === below > 0 && below !== 0 && next - high === 2 * lost ? next : high;
  }
  return high;
}
