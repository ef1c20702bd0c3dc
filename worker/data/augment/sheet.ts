// A picture for people: a few samples and what augmentation makes of them, so that too much of it is seen before the training is done.
import { must } from "../../../common/errors.ts";
import { permute } from "../../../common/sampling/permutation.ts";
import type { SampleLoader } from "../sample-loader.ts";
import type { Manifest } from "../manifest.ts";
import type { PictureSize } from "../decode.ts";
import { libvips } from "../libvips.ts";
import type { AugmentSpec } from "./plan.ts";

export interface SheetOptions {
  /** Of pictures of `size`; the sheet takes them the way training does. */
  readonly loader: Pick<SampleLoader, "prepare">;
  readonly size: PictureSize;
  readonly manifest: Pick<Manifest, "samples" | "classes">;
  /** Manifest ids to choose from: the training split. */
  readonly samples: Int32Array;
  readonly spec: AugmentSpec;
  readonly seed: number;
  /** A .png; overwritten. */
  readonly file: string;
}

const ROWS = 6;
/** Epochs shown beside the original. */
const VERSIONS = 7;
/** The longer side of a cell lies between these, so that small pictures are seen and large ones fit. */
const CELL_PIXELS = [96, 112] as const;
const GAP = 4;
/** Samples that are drawn to choose from: enough to meet every class that isn't rare. */
const DRAWN = 4096;
/** Between the originals and their versions. */
const WIDE_GAP = 14;
/** Neither the white of cut-out pictures nor the grey of cutouts. */
const PAPER = { r: 226, g: 229, b: 233 };

/** Writes a sheet with a row for each sample: the picture as it is, then its versions in epochs 0 to 6. Throws as `prepare` does. */
export async function writeAugmentationSheet(options: SheetOptions): Promise<void> {
  const ids = sheetSamples(options.manifest, options.samples, options.seed);
  const columns = await columnsOf(options, ids);
  const cell = cellSize(options.size);
  const cells = columns.flatMap((pictures, column) =>
    pictures.map(async (pixels, row) => ({
      input: await cellPng(pixels, options.size, cell),
      left: leftOf(column, cell),
      top: GAP + row * (cell.height + GAP),
    })),
  );
  const width = leftOf(VERSIONS, cell) + cell.width + GAP;
  const height = GAP + ids.length * (cell.height + GAP);
  const sharp = await libvips();
  await sharp({ create: { width, height, channels: 3, background: PAPER } })
    .composite(await Promise.all(cells))
    .removeAlpha()
    .png()
    .toFile(options.file);
}

/** At most 6 ids, drawn by the seed, of as many classes as possible; in the manifest's order. */
export function sheetSamples(manifest: Pick<Manifest, "samples">, samples: Int32Array, seed: number): Int32Array {
  const taken = new Map<number, number>();
  const drawn = Array.from({ length: Math.min(DRAWN, samples.length) }, (_, position) => {
    const id = must(samples[permute(seed, 0, samples.length, position)], "a drawn sample");
    const label = must(manifest.samples[id], `sample ${id}`).class;
    const turn = taken.get(label) ?? 0;
    taken.set(label, turn + 1);
    return { id, turn };
  });
  // Every class's first sample comes before any class's second.
  const chosen = drawn.sort((a, b) => a.turn - b.turn).slice(0, ROWS);
  return Int32Array.from(chosen, ({ id }) => id).sort();
}

/** The originals, then each epoch's versions: columns of pictures. */
async function columnsOf({ loader, size, spec, seed }: SheetOptions, ids: Int32Array): Promise<Uint8Array[][]> {
  const columns: Uint8Array[][] = [await picturesOf(loader, size, ids)];
  for (let epoch = 0; epoch < VERSIONS; epoch++) {
    columns.push(await picturesOf(loader, size, ids, { spec, seed, epoch }));
  }
  return columns;
}

async function picturesOf(
  loader: Pick<SampleLoader, "prepare">,
  size: PictureSize,
  ids: Int32Array,
  augmentation?: Parameters<SampleLoader["prepare"]>[2],
): Promise<Uint8Array[]> {
  const bytes = size.height * size.width * 3;
  const pixels = new Uint8Array(ids.length * bytes);
  const buffers = { pixels, labels: new Int32Array(ids.length), weights: new Float32Array(ids.length) };
  await loader.prepare(ids, buffers, augmentation);
  return Array.from(ids, (_, i) => pixels.subarray(i * bytes, (i + 1) * bytes));
}

function cellSize({ height, width }: PictureSize): PictureSize {
  const [least, most] = CELL_PIXELS;
  const longer = Math.max(height, width);
  const scale = Math.min(most, Math.max(least, longer)) / longer;
  return { height: Math.max(1, Math.round(height * scale)), width: Math.max(1, Math.round(width * scale)) };
}

function leftOf(column: number, { width }: PictureSize): number {
  return GAP + column * (width + GAP) + (column === 0 ? 0 : WIDE_GAP - GAP);
}

async function cellPng(pixels: Uint8Array, { height, width }: PictureSize, cell: PictureSize): Promise<Buffer> {
  const sharp = await libvips();
  return sharp(pixels, { raw: { height, width, channels: 3 } })
    .resize(cell.width, cell.height, { fit: "fill" })
    .png()
    .toBuffer();
}
