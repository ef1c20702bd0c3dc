// MobileNetV2 with all layers and BatchNormalization training, as it is compared with tfjs and, by
// test/fixtures/keras/make_float64_difference.py, with itself in float64.
import { createHash } from "node:crypto";
import type { MicroBatch } from "../../worker/compute/phase.ts";
import type { TensorFlow } from "../../worker/model/tensorflow.ts";
import { microBatchFor, type Phases, phasesOf } from "./graph-phases.ts";
import { mobileNetV2 } from "./networks.ts";

const SIZE = 96;
const CLASSES = 10;

export interface Float64Case {
  readonly phases: Phases;
  /** All of its samples count. */
  readonly microBatch: MicroBatch;
  /** sha256 over everything that is fed. */
  readonly hash: string;
}

export function float64Case(tf: TensorFlow): Float64Case {
  const phases = phasesOf(tf, mobileNetV2(SIZE, CLASSES), {
    microBatchSize: 8,
    size: SIZE,
    classes: CLASSES,
    batchNormalization: "train",
    weights: "steady in batches",
  });
  const some = microBatchFor(phases.spec, 1);
  const microBatch = { ...some, sampleWeights: some.sampleWeights.map(() => 1) };
  const hash = createHash("sha256");
  for (const fed of [phases.values, microBatch.pixels, microBatch.labels])
    hash.update(new Uint8Array(fed.buffer, fed.byteOffset, fed.byteLength));
  return { phases, microBatch, hash: hash.digest("hex") };
}
