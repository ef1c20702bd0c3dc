// Axes: where a value lies between 0 and 1, and which round numbers are written beside it. Pure.

export interface Scale {
  /** 0 at the axis's start, 1 at its end. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const TICKS = 4;
/** An axis whose ends are equal, or as good as, gets this much room, relative to the value. */
const LEAST_SPAN = 0.1;

/** Ends at round numbers around [low, high]. */
export function linearScale(low: number, high: number): Scale {
  const [from, to] = widened(low, high);
  const gap = niceGap((to - from) / TICKS);
  const first = Math.floor(from / gap + 1e-9);
  const last = Math.ceil(to / gap - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * gap));
  return { at: (value) => (value / gap - first) / (last - first), ticks };
}

/** Starts and ends exactly at `low` and `high`; the ticks are the round numbers between. For steps, where there is none beyond. */
export function tightScale(low: number, high: number): Scale {
  const span = Math.max(high - low, 1);
  const gap = Math.max(1, niceGap(span / TICKS));
  const first = Math.ceil(low / gap);
  const count = Math.floor((low + span) / gap) - first + 1;
  return {
    at: (value) => (value - low) / span,
    ticks: Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * gap),
  };
}

/** For positive numbers; ends at powers of ten around [low, high]. */
export function logScale(low: number, high: number): Scale {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const every = Math.ceil((last - first) / (TICKS + 1));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return { at: (value) => (Math.log10(value) - first) / (last - first), ticks };
}

function widened(low: number, high: number): readonly [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Nearer to each other than what the labels could tell apart: as good as equal.
  if (high - low > Math.max(1e-9 * size, 1e-12)) return [low, high];
  const room = size > 1e-12 ? size * LEAST_SPAN : 1;
  return [low - room / 2, high + room / 2];
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `gap`. */
function niceGap(gap: number): number {
  const power = 10 ** Math.floor(Math.log10(gap));
  const times = [1, 2, 5, 10].find((candidate) => candidate * power >= gap * (1 - 1e-9)) ?? 10;
  return times * power;
}

/** Takes off what binary fractions add: 0.30000000000000004. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
