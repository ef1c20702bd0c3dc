// A micro-batch without the samples that don't count. BatchNormalization's statistics are over all samples that it sees: padding and
// set-aside samples would leak into them.
import { InvariantError, must } from "../../common/errors.ts";
import type { MicroBatch } from "./phase.ts";

/** The samples that count, in their order; the micro-batch itself if all do. At least one must. */
export function countedSamples(microBatch: MicroBatch): MicroBatch {
  const { pixels, labels, sampleWeights, seed } = microBatch;
  const counted = [...sampleWeights.keys()].filter((i) => sampleWeights[i] !== 0);
  if (counted.length === sampleWeights.length) return microBatch;
  if (counted.length === 0) throw new InvariantError("a micro-batch without samples that count is not run");
  const bytes = pixels.length / sampleWeights.length;
  const kept = new Uint8Array(counted.length * bytes);
  counted.forEach((from, to) => {
    kept.set(pixels.subarray(from * bytes, (from + 1) * bytes), to * bytes);
  });
  return {
    pixels: kept,
    labels: Int32Array.from(counted, (i) => must(labels[i], "label")),
    sampleWeights: Float32Array.from(counted, (i) => must(sampleWeights[i], "sample weight")),
    seed,
  };
}
