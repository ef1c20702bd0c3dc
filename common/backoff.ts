// How long to wait before the next try. Pure: the random number is an argument.

/** Doubles from 100 ms to `mostMs`; `random` in [0, 1) takes off up to half, so that many that failed together do not come back together. */
export function backoffMs(failures: number, random: number, mostMs = 1000): number {
  return Math.min(mostMs, 100 * 2 ** failures) * (1 - random / 2);
}
