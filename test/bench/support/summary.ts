// What a series of measured values comes to. Pure.

export interface Summary {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  /** Values that went in. */
  readonly runs: number;
}

export function summaryOf(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: rounded(quantile(sorted, 0.5)),
    p10: rounded(quantile(sorted, 0.1)),
    p90: rounded(quantile(sorted, 0.9)),
    runs: values.length,
  };
}

export function medianOf(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** Of values in any order. */
export function quantileOf(values: readonly number[], q: number): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    q,
  );
}

/** Between the two nearest values, linearly. NaN for none. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** To five significant digits: the rest is noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
