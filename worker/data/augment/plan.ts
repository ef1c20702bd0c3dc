// What is done to one training picture: a function of (seed, epoch, sample) alone, so that any worker draws the same. Pure.
import type { JobSpec } from "../../../common/job/schema.ts";
import { mix } from "../../../common/sampling/hash.ts";

/** spec.dataset.augment: the most that may be done. */
export type AugmentSpec = Readonly<JobSpec["dataset"]["augment"]>;

/** Changes to one picture, in this order: turned, cropped, mirrored, brightness, contrast, cutout. */
export interface AugmentPlan {
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** The part that is kept and enlarged: `size` of height and width, which begins at `top` and `left`; shares of the picture. */
  readonly crop: { readonly top: number; readonly left: number; readonly size: number };
  /** Degrees, clockwise. */
  readonly rotate: number;
  /** Pixels are multiplied by this. */
  readonly brightness: number;
  /** Their distance from the middle grey is multiplied by this. */
  readonly contrast: number;
  /** Centre of the grey square as shares of height and width, its side as a share of the shorter one; what lies outside is cut off. */
  readonly cutout: { readonly y: number; readonly x: number; readonly size: number };
}

/** Keeps these draws apart from all others of the same seed, epoch and sample. */
const PURPOSE = 0x61756721;

/** A draw's number. Each has its own, so that a change to one key of the job leaves the other keys' draws as they were. */
const DRAW = {
  flipHorizontal: 0,
  flipVertical: 1,
  crop: 2,
  top: 3,
  left: 4,
  rotate: 5,
  brightness: 6,
  contrast: 7,
  cutout: 8,
  cutoutY: 9,
  cutoutX: 10,
} as const;

/** Whether any picture would be changed. */
export function augments(spec: AugmentSpec): boolean {
  const shares = [spec.crop, spec.rotate, spec.brightness, spec.contrast, spec.cutout];
  return spec.flipHorizontal || spec.flipVertical || shares.some((share) => share > 0);
}

/** The changes to `sampleId` in `epoch`; with `variants: K` epochs that are K apart get the same. */
export function planAugmentation(spec: AugmentSpec, seed: number, epoch: number, sampleId: number): AugmentPlan {
  const version = spec.variants > 0 ? epoch % spec.variants : epoch;
  // In (0, 1) and symmetric about its middle.
  const draw = (number: number): number => (mix(seed, version, sampleId, PURPOSE, number) + 0.5) / 2 ** 32;
  const eitherWay = (most: number, number: number): number => (most === 0 ? 0 : (2 * draw(number) - 1) * most);
  const cut = spec.crop * draw(DRAW.crop);
  return {
    flipHorizontal: spec.flipHorizontal && draw(DRAW.flipHorizontal) < 0.5,
    flipVertical: spec.flipVertical && draw(DRAW.flipVertical) < 0.5,
    crop: { top: cut * draw(DRAW.top), left: cut * draw(DRAW.left), size: 1 - cut },
    rotate: eitherWay(spec.rotate, DRAW.rotate),
    brightness: 1 + eitherWay(spec.brightness, DRAW.brightness),
    contrast: 1 + eitherWay(spec.contrast, DRAW.contrast),
    cutout: { y: draw(DRAW.cutoutY), x: draw(DRAW.cutoutX), size: spec.cutout * draw(DRAW.cutout) },
  };
}
