// Pictures from integers alone, at exactly the network's size: nobody resizes them and PNG loses nothing, so two frameworks read the
// same pixels. Each class has a gradient of its own direction and a disc of its own colour; place, size and noise differ.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { mix } from "../../../common/sampling/hash.ts";

/** Height and width. */
export const SIZE = 96;

/** One more of the last class: the last batch of an epoch is then neither full nor a whole number of micro-batches. */
const COUNTS = [38, 38, 38, 39] as const;
const COLOURS = [
  [220, 40, 40],
  [40, 200, 60],
  [50, 70, 230],
  [230, 210, 40],
] as const;

export interface GeneratedPicture {
  /** "c0/00.png" */
  readonly path: string;
  /** SIZE x SIZE x 3 */
  readonly pixels: Uint8Array;
}

/** All pictures in byte order of their paths, which is the order of sample ids. */
export function generatePictures(): GeneratedPicture[] {
  return COUNTS.flatMap((count, index) =>
    Array.from({ length: count }, (_, number) => ({
      path: `c${index}/${String(number).padStart(2, "0")}.png`,
      pixels: pixelsOf(index, number),
    })),
  );
}

/** Writes an image folder: DIR/CLASS/NN.png. */
export async function writePictures(pictures: readonly GeneratedPicture[], root: string): Promise<void> {
  for (const index of COUNTS.keys()) await mkdir(join(root, `c${index}`), { recursive: true });
  for (const { path, pixels } of pictures) {
    const png = sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 3 } }).png();
    await writeFile(join(root, path), await png.toBuffer());
  }
}

function pixelsOf(index: number, number: number): Uint8Array {
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  const colour = COLOURS[index] ?? COLOURS[0];
  const disc = {
    x: 20 + (mix(index, number, 1) % 56),
    y: 20 + (mix(index, number, 2) % 56),
    radius: 8 + (mix(index, number, 3) % 16),
  };
  let noise = mix(index, number, 4);
  for (let at = 0; at < pixels.length; at++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    const channel = at % 3;
    const x = Math.floor(at / 3) % SIZE;
    const y = Math.floor(at / 3 / SIZE);
    const inside = (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.radius ** 2;
    pixels[at] = (inside ? (colour[channel] ?? 0) : gradient(index, x, y) + 20 * channel) + ((noise >>> 24) % 16);
  }
  return pixels;
}

/** 20 to 190, along another direction for each class. */
function gradient(index: number, x: number, y: number): number {
  const along = [x, y, (x + y) >> 1, (x + SIZE - 1 - y) >> 1][index] ?? 0;
  return 20 + ((along * 170) >> 7);
}
