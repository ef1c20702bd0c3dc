// Augmentation settings and pictures for tests.
import type { AugmentPlan, AugmentSpec } from "../../../worker/data/augment/plan.ts";
import { applyAugmentation } from "../../../worker/data/augment/apply.ts";

export const NOTHING: AugmentSpec = {
  flipHorizontal: false,
  flipVertical: false,
  crop: 0,
  rotate: 0,
  brightness: 0,
  contrast: 0,
  cutout: 0,
  variants: 0,
};

export const EVERYTHING: AugmentSpec = {
  flipHorizontal: true,
  flipVertical: true,
  crop: 0.3,
  rotate: 40,
  brightness: 0.3,
  contrast: 0.2,
  cutout: 0.4,
  variants: 0,
};

/** A plan that changes nothing but what is given. */
export function aPlan(changes: Partial<AugmentPlan>): AugmentPlan {
  return {
    flipHorizontal: false,
    flipVertical: false,
    crop: { top: 0, left: 0, size: 1 },
    rotate: 0,
    brightness: 1,
    contrast: 1,
    cutout: { y: 0.5, x: 0.5, size: 0 },
    ...changes,
  };
}

export function augmented(plan: AugmentPlan, pixels: Uint8Array, height: number, width: number): Uint8Array {
  const out = new Uint8Array(pixels.length).fill(201);
  applyAugmentation(plan, pixels, height, width, out);
  return out;
}

/** height x width x 3, each value from its place alone. */
export function aPicture(height: number, width: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length: height * width * 3 }, (_, i) => Math.imul(i + seed, 0x9e3779b1) >>> 24);
}

/** Grey pixels with these values. */
export function grey(rows: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(rows.flat().flatMap((value) => [value, value, value]));
}

/** The first channel as rows. */
export function rowsOf(pixels: Uint8Array, width: number): number[][] {
  const values = [...pixels].filter((_, i) => i % 3 === 0);
  return Array.from({ length: values.length / width }, (_, y) => values.slice(y * width, (y + 1) * width));
}
