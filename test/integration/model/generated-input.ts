import { sizeOf } from "../../../worker/model/network.ts";

/** Numbers from -1 to below 1 by index: the same that test/fixtures/model/generated_input.py makes. */
export function generatedInput(shape: readonly number[]): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, (_, index) => {
    const hashed = (Math.imul(index, 2654435761) + 12345) >>> 0;
    const mixed = Math.imul(hashed ^ (hashed >>> 15), 2246822519) >>> 0;
    return (mixed >>> 8) / 2 ** 23 - 1;
  });
}

/** Largest difference between two lists of numbers, which must be of one length. */
export function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Infinity;
  return Math.max(...Array.from(left, (value, index) => Math.abs(value - (right[index] ?? NaN))));
}
