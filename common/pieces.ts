// Cuts what is missing of a round into pieces for those who take it over. Pure. Takers come in their order, and so do the pieces.
import { must } from "./errors.ts";
import { blocksOf, type TreeRange } from "./tree.ts";

export interface Taker {
  /** Micro-batches per second, or any common unit; more than 0. */
  readonly speed: number;
  /** When it begins, in the time in which `speed` is per one. Left out: at once. */
  readonly busy?: number;
  /** Pieces that it may take. */
  readonly free: number;
}

/** By taker: pieces, each within one gap. */
export type Pieces = readonly (readonly TreeRange[])[];

/** Cuts are tried at so many places at least. */
const PLACES = 96;

/** How long the takers need at best; infinite when they may not take as many pieces as there are gaps. O(30 x (gaps + takers)). */
export function leastDuration(gaps: readonly TreeRange[], takers: readonly Taker[]): number {
  const total = sizeOf(gaps);
  if (total === 0) return 0;
  let longest = Math.max(0, ...takers.map(({ speed, busy = 0 }) => busy + total / speed));
  if (takenInOrder(gaps, takers, longest) === undefined) return Infinity;
  for (let shortest = 0, i = 0; i < 30; i++) {
    const middle = (shortest + longest) / 2;
    if (takenInOrder(gaps, takers, middle) === undefined) shortest = middle;
    else longest = middle;
  }
  return longest;
}

/** Lasts as long as `leastDuration` says, and has few blocks. The takers must be able to take all gaps. */
export function cutGaps(leaves: number, gaps: readonly TreeRange[], takers: readonly Taker[]): Pieces {
  const duration = leastDuration(gaps, takers);
  return (
    fewestBlocks(leaves, gaps, takers, duration) ?? must(takenInOrder(gaps, takers, duration), "room for all gaps")
  );
}

/** Everyone takes as much as the time allows, before the next one does; undefined when something is left over. */
function takenInOrder(gaps: readonly TreeRange[], takers: readonly Taker[], duration: number): Pieces | undefined {
  let gap = 0;
  let at = gaps[0]?.lo ?? 0;
  const pieces = takers.map((taker) => {
    const taken: TreeRange[] = [];
    for (let left = mostOf(taker, duration); left > 0 && taken.length < taker.free && gap < gaps.length; ) {
      const { hi } = must(gaps[gap], "a gap");
      const end = Math.min(hi, at + left);
      taken.push({ lo: at, hi: end });
      left -= end - at;
      at = end < hi ? end : (gaps[++gap]?.lo ?? 0);
    }
    return taken;
  });
  return gap < gaps.length ? undefined : pieces;
}

function mostOf({ speed, busy = 0 }: Taker, duration: number): number {
  return Math.max(0, Math.floor((duration - busy) * speed * (1 + 1e-6)));
}

/** A place where a piece may begin. */
interface Place {
  readonly gap: number;
  readonly at: number;
}

/** Where a taker that begins at a place may end: the place where the next one begins, and the pieces on the way. */
interface Stretch {
  readonly to: number;
  readonly pieces: readonly TreeRange[];
  readonly blocks: number;
}

/** best[taker][place]: fewest blocks of all that is left, from the last taker to the first; undefined when cuts at these places do not do. */
function fewestBlocks(
  leaves: number,
  gaps: readonly TreeRange[],
  takers: readonly Taker[],
  duration: number,
): Pieces | undefined {
  const places = placesOf(gaps);
  const count = blockCounter(leaves);
  let best: readonly number[] = [...places.map(() => Infinity), 0];
  const choices: (Stretch | undefined)[][] = [];
  for (const taker of [...takers].reverse()) {
    const chosen = best.map((_, from) => cheapest(stretchesFrom(from, { places, gaps, count }, taker, duration), best));
    choices.unshift(chosen);
    const after = best;
    best = chosen.map((stretch) =>
      stretch === undefined ? Infinity : stretch.blocks + must(after[stretch.to], "a cost"),
    );
  }
  if (best[0] === Infinity) return undefined;
  let from = 0;
  return choices.map((chosen) => {
    const stretch = must(chosen[from], "a choice");
    from = stretch.to;
    return stretch.pieces;
  });
}

function cheapest(stretches: Iterable<Stretch>, after: readonly number[]): Stretch | undefined {
  let found: Stretch | undefined;
  let least = Infinity;
  for (const stretch of stretches) {
    const blocks = stretch.blocks + must(after[stretch.to], "a cost");
    if (blocks >= least) continue;
    least = blocks;
    found = stretch;
  }
  return found;
}

interface Ground {
  readonly places: readonly Place[];
  readonly gaps: readonly TreeRange[];
  readonly count: (range: TreeRange) => number;
}

/** The empty one first, then longer and longer ones. */
function* stretchesFrom(
  from: number,
  { places, gaps, count }: Ground,
  taker: Taker,
  duration: number,
): Generator<Stretch> {
  yield { to: from, pieces: [], blocks: 0 };
  let whole: readonly TreeRange[] = [];
  let blocks = 0;
  let start = places[from];
  for (let to = from + 1; start !== undefined && to <= places.length; to++) {
    const place = places[to];
    const isEnd = place?.gap !== start.gap;
    const piece = { lo: start.at, hi: isEnd ? must(gaps[start.gap], "a gap").hi : place.at };
    const pieces = [...whole, piece];
    if (pieces.length > taker.free || sizeOf(pieces) > mostOf(taker, duration)) return;
    yield { to, pieces, blocks: blocks + count(piece) };
    if (!isEnd) continue;
    whole = pieces;
    blocks += count(piece);
    start = place;
  }
}

/** All micro-batches of a small round; of a large one every second, third ... and where gaps begin. */
function placesOf(gaps: readonly TreeRange[]): readonly Place[] {
  const every = Math.ceil(sizeOf(gaps) / PLACES);
  return gaps.flatMap(({ lo, hi }, gap) =>
    Array.from({ length: hi - lo }, (_, i) => ({ gap, at: lo + i })).filter(({ at }) => at === lo || at % every === 0),
  );
}

function blockCounter(leaves: number): Ground["count"] {
  const known = new Map<number, number>();
  return (range) => {
    const key = range.lo * (leaves + 1) + range.hi;
    let count = known.get(key);
    if (count === undefined) known.set(key, (count = blocksOf(leaves, range).length));
    return count;
  };
}

function sizeOf(ranges: readonly TreeRange[]): number {
  return ranges.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
}
