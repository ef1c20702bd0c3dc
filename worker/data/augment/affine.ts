// Where each pixel of an augmented picture comes from: mirroring, crop and rotation as one affine map. Only + - * and floor, which
// give the same bits on every engine; Math.sin does not have to. Pure.
import type { AugmentPlan } from "./plan.ts";

/** Pixel (x, y) comes from (xx x + xy y + x0, yx x + yy y + y0); whole numbers are the centres of pixels. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** The map from the augmented picture to the picture. Turns about the picture's centre, in pixels, so that shapes stay as they are. */
export function affineOf(plan: AugmentPlan, height: number, width: number): Affine {
  const { crop } = plan;
  const { sin, cos } = sinCosOfDegrees(plan.rotate);
  const scaleX = plan.flipHorizontal ? -crop.size : crop.size;
  const scaleY = plan.flipVertical ? -crop.size : crop.size;
  // Of pixel (0, 0), seen from the picture's centre, in the turned picture.
  const startX = scaleX * (0.5 - width / 2) + (crop.left + crop.size / 2 - 0.5) * width;
  const startY = scaleY * (0.5 - height / 2) + (crop.top + crop.size / 2 - 0.5) * height;
  return {
    xx: cos * scaleX,
    xy: sin * scaleY,
    x0: width / 2 - 0.5 + (cos * startX + sin * startY),
    yx: -sin * scaleX,
    yy: cos * scaleY,
    y0: height / 2 - 0.5 + (cos * startY - sin * startX),
  };
}

/** 1/(2n+1)! with alternating signs; up to 45 degrees the first term left out is below 1e-16. */
const SIN = [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000];
/** 1/(2n)! with alternating signs. */
const COS = [1, -1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800, 1 / 479001600, -1 / 87178291200, 1 / 20922789888000];

/** Exact at multiples of 90 degrees. */
export function sinCosOfDegrees(degrees: number): { readonly sin: number; readonly cos: number } {
  const quarters = Math.floor(degrees / 90 + 0.5);
  const angle = ((degrees - 90 * quarters) * 3.141592653589793) / 180;
  const square = angle * angle;
  const sin = angle * polynomial(SIN, square);
  const cos = polynomial(COS, square);
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return { sin, cos };
    case 1:
      return { sin: cos, cos: -sin };
    case 2:
      return { sin: -sin, cos: -cos };
    default:
      return { sin: -cos, cos: sin };
  }
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
