// How the weights that a phase changes travel into the graph: one vector, each weight beginning at a multiple of 64 bytes, because TensorFlow
// takes such a slice without copying it.
import type { TrainableWeight, ValuesOf } from "../phase.ts";

/** Floats in 64 bytes. */
const ALIGNMENT = 16;

export interface PackedWeight {
  readonly weight: TrainableWeight;
  /** Of its first element in the packed vector, in floats. */
  readonly start: number;
}

export interface Packing {
  readonly weights: readonly PackedWeight[];
  /** Of the packed vector, in floats; at least 1. */
  readonly length: number;
}

export function planPacking(changed: readonly TrainableWeight[]): Packing {
  let length = 0;
  const weights = changed.map((weight) => {
    const start = length;
    length += Math.ceil(weight.size / ALIGNMENT) * ALIGNMENT;
    return { weight, start };
  });
  return { weights, length: Math.max(length, 1) };
}

/**
 * Memory for a packed vector. glibc puts large blocks 16 bytes after the beginning of a page, so that skipping 48 gives the alignment
 * with which TensorFlow takes the memory as it is. Elsewhere it makes a copy, which only costs time.
 */
export function packedVector({ length }: Packing): Float32Array {
  return new Float32Array(new ArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT + 48), 48, length);
}

export function packInto({ weights }: Packing, valuesOf: ValuesOf, packed: Float32Array): void {
  for (const { weight, start } of weights) packed.set(valuesOf(weight), start);
}
