// The arrays that carry one micro-batch from the agent thread to the compute thread.
import { InvariantError } from "../../common/errors.ts";

/** Buffers of one micro-batch of `size` samples; may be views of a SharedArrayBuffer. */
export interface MicroBatchBuffers {
  /** size x height x width x 3. */
  readonly pixels: Uint8Array;
  /** size; class of each sample. */
  readonly labels: Int32Array;
  /** size; 1 for a sample that counts, 0 for padding and set-aside samples. */
  readonly weights: Float32Array;
  /** size; digest of each sample as it was read, set-aside ones included; 0 for padding. */
  readonly digests?: BigUint64Array;
}

export function checkBuffers(
  { pixels, labels, weights, digests }: MicroBatchBuffers,
  size: number,
  sampleBytes: number,
) {
  const fits = pixels.length === size * sampleBytes && labels.length === size && weights.length === size;
  if (!fits || (digests !== undefined && digests.length !== size)) {
    const lengths = `${pixels.length} pixel bytes, ${labels.length} labels, ${weights.length} weights`;
    throw new InvariantError(`buffers of ${lengths} for ${size} samples of ${sampleBytes} bytes`);
  }
}

/** Writes a sample to place `i`. */
export function placeSample(buffers: MicroBatchBuffers, i: number, pixels: Uint8Array, label: number): void {
  buffers.pixels.set(pixels, i * pixels.length);
  placeLabel(buffers, i, label);
}

/** The pixels of place `i`, to be written. */
export function placeOf({ pixels }: MicroBatchBuffers, i: number, sampleBytes: number): Uint8Array {
  return pixels.subarray(i * sampleBytes, (i + 1) * sampleBytes);
}

/** Makes place `i`, whose pixels are there, a sample that counts. */
export function placeLabel(buffers: MicroBatchBuffers, i: number, label: number): void {
  buffers.labels[i] = label;
  buffers.weights[i] = 1;
}

/** Says which sample the bytes at place `i` were read for; called where they are placed, with what came along with them. */
export function placeDigest({ digests }: MicroBatchBuffers, i: number, digest: bigint): void {
  if (digests !== undefined) digests[i] = digest;
}

/** Writes what doesn't count to place `i`: zeros, label 0, weight 0, digest 0. */
export function placeNothing(buffers: MicroBatchBuffers, i: number, sampleBytes: number): void {
  placeDigest(buffers, i, 0n);
  buffers.pixels.fill(0, i * sampleBytes, (i + 1) * sampleBytes);
  buffers.labels[i] = 0;
  buffers.weights[i] = 0;
}
