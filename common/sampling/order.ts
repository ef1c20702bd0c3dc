// Which sample stands at which position of an epoch. Both orders visit every sample of [0, n) exactly once per epoch.
import { mix } from "./hash.ts";
import { permute } from "./permutation.ts";

/**
 * - `uniform`: every order is possible.
 * - `blocks`: for data that must be read in runs. Blocks of `blockSize` consecutive samples come in a random order; then samples
 *   change places within windows of `window` positions. A reader needs about window / blockSize + 1 blocks at a time.
 */
export type OrderKind =
  | { readonly kind: "uniform" }
  | { readonly kind: "blocks"; readonly blockSize: number; readonly window: number };

/** The sample at `position` of an epoch over [0, n). */
export type SampleOrder = (seed: number, epoch: number, n: number, position: number) => number;

/** The uniform order: the sample, in [0, n), at `position` of the epoch. */
export const sampleAt: SampleOrder = permute;

export function orderOf(order: OrderKind): SampleOrder {
  switch (order.kind) {
    case "uniform":
      return sampleAt;
    case "blocks":
      return (seed, epoch, n, position) => {
        const inOrderOfBlocks = withinWindow(mix(seed, 1), epoch, n, position, order.window);
        return inBlocks(mix(seed, 2), epoch, n, inOrderOfBlocks, order.blockSize);
      };
  }
}

function withinWindow(seed: number, epoch: number, n: number, position: number, window: number): number {
  const start = position - (position % window);
  return start + permute(mix(seed, start), epoch, Math.min(window, n - start), position - start);
}

/**
 * Blocks stay aligned to multiples of `blockSize` in the data, so that they match what is stored together. The short block at the
 * end of the data gets a random place of its own; the full ones are permuted over the other places.
 */
function inBlocks(seed: number, epoch: number, n: number, position: number, blockSize: number): number {
  const fullBlocks = Math.floor(n / blockSize);
  const short = n - fullBlocks * blockSize;
  const shortStart = (mix(seed, epoch) % (fullBlocks + 1)) * blockSize;
  if (position >= shortStart && position < shortStart + short) return fullBlocks * blockSize + position - shortStart;
  const place = position < shortStart ? position : position - short;
  const block = permute(seed, epoch, fullBlocks, Math.floor(place / blockSize));
  return block * blockSize + (place % blockSize);
}
