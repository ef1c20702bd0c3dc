// Carries out an augmentation plan on a decoded picture: one warp, one table, one square. The same bytes on every machine: float64
// with + - * / and floor for the places, integers for the colours. Pure.
import { InvariantError } from "../../../common/errors.ts";
import { type Affine, affineOf } from "./affine.ts";
import type { AugmentPlan } from "./plan.ts";

const CHANNELS = 3;
/** Positions between pixels are rounded to 1/256: then products of two of them and a colour fit an integer. */
const FRACTIONS = 256;
const MIDDLE_GREY = 127.5;
const CUTOUT_GREY = 127;

/** Pixels between two yields: 2 to 4 ms. */
const PIECE_PIXELS = 2 ** 17;

/**
 * Writes the augmented picture to `out`, which must not overlap `pixels`. Both are height x width x 3. What comes from beyond an
 * edge is the edge's nearest pixel.
 */
export function applyAugmentation(
  plan: AugmentPlan,
  pixels: Uint8Array,
  height: number,
  width: number,
  out: Uint8Array,
): void {
  const pieces = augmentInPieces(plan, pixels, height, width, out);
  while (pieces.next().done !== true);
}

/** The same in pieces, for a thread that must not be held: the caller does what else there is to do after each yield. */
export function* augmentInPieces(
  plan: AugmentPlan,
  pixels: Uint8Array,
  height: number,
  width: number,
  out: Uint8Array,
): Generator<undefined, void> {
  const bytes = height * width * CHANNELS;
  if (pixels.length !== bytes || out.length !== bytes) {
    throw new InvariantError(`${pixels.length} and ${out.length} bytes for a picture of ${height} x ${width}`);
  }
  const warp: Warp = { affine: affineOf(plan, height, width), table: colourTable(plan), height, width };
  const rowsAPiece = Math.max(1, Math.floor(PIECE_PIXELS / width));
  for (let y = 0; y < height; y++) {
    warpRow(warp, y, pixels, out);
    if (y % rowsAPiece === rowsAPiece - 1) yield;
  }
  coverSquare(plan, height, width, out);
}

/** What each of the 256 values becomes. */
export function colourTable({ brightness, contrast }: Pick<AugmentPlan, "brightness" | "contrast">): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => {
    const changed = (value * brightness - MIDDLE_GREY) * contrast + MIDDLE_GREY;
    return Math.min(255, Math.max(0, Math.floor(changed + 0.5)));
  });
}

interface Warp {
  readonly affine: Affine;
  readonly table: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** Row `y` of the augmented picture, bilinear. The hot loop: 50,000 pixels for a picture of 224 x 224, so it is written flat. */
function warpRow({ affine, table, height, width }: Warp, y: number, pixels: Uint8Array, out: Uint8Array): void {
  const lastX = width - 1;
  const lastY = height - 1;
  const stride = width * CHANNELS;
  const stepX = affine.xx * FRACTIONS;
  const stepY = affine.yx * FRACTIONS;
  const rowX = (affine.xy * y + affine.x0) * FRACTIONS + 0.5;
  const rowY = (affine.yy * y + affine.y0) * FRACTIONS + 0.5;
  let to = y * stride;
  for (let x = 0; x < width; x++) {
    const fromX = Math.floor(stepX * x + rowX);
    const fromY = Math.floor(stepY * x + rowY);
    const left = fromX >> 8;
    const top = fromY >> 8;
    const x0 = (left < 0 ? 0 : left > lastX ? lastX : left) * CHANNELS;
    const x1 = (left < 0 ? 0 : left >= lastX ? lastX : left + 1) * CHANNELS;
    const y0 = (top < 0 ? 0 : top > lastY ? lastY : top) * stride;
    const y1 = (top < 0 ? 0 : top >= lastY ? lastY : top + 1) * stride;
    const shareX = fromX & 255;
    const shareY = fromY & 255;
    const bottomRight = shareX * shareY;
    const topRight = shareX * FRACTIONS - bottomRight;
    const bottomLeft = shareY * FRACTIONS - bottomRight;
    const topLeft = FRACTIONS * FRACTIONS - topRight - bottomLeft - bottomRight;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const sum =
        (pixels[y0 + x0 + channel] ?? 0) * topLeft +
        (pixels[y0 + x1 + channel] ?? 0) * topRight +
        (pixels[y1 + x0 + channel] ?? 0) * bottomLeft +
        (pixels[y1 + x1 + channel] ?? 0) * bottomRight;
      out[to++] = table[(sum + 32768) >> 16] ?? 0;
    }
  }
}

function coverSquare({ cutout }: AugmentPlan, height: number, width: number, out: Uint8Array): void {
  const side = Math.floor(cutout.size * Math.min(height, width) + 0.5);
  if (side === 0) return;
  const top = Math.floor(cutout.y * height - side / 2 + 0.5);
  const left = Math.floor(cutout.x * width - side / 2 + 0.5);
  const from = Math.max(0, left) * CHANNELS;
  const to = Math.min(width, left + side) * CHANNELS;
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
    const row = y * width * CHANNELS;
    out.fill(CUTOUT_GREY, row + from, row + to);
  }
}
