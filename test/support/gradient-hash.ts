// A process of its own for determinism tests: prints the sha256 of some gradients and of the graph that made them. TensorFlow reads
// its thread settings once, when it loads. Arguments: inter-op threads, towers, what BatchNormalization does.
import { createHash } from "node:crypto";
import type { MicroBatch } from "../../worker/compute/phase.ts";
import { type PhaseOptions, microBatchFor, phasesOf } from "./graph-phases.ts";
import { mobileNetV2 } from "./networks.ts";

process.env["TF_NUM_INTRAOP_THREADS"] = "1";
process.env["TF_NUM_INTEROP_THREADS"] = process.argv[2];
process.env["TF_CPP_MIN_LOG_LEVEL"] = "3";
const towers = Number(process.argv[3]);

const tf = await import("@tensorflow/tfjs-node-gpu");
const isTrained = process.argv[4] === "train";
// The first layers then have as many rows as send BatchNormalization another way.
const shape = isTrained ? { microBatchSize: 17, size: 64 } : { microBatchSize: 4, size: 32 };
const options: PhaseOptions = {
  ...shape,
  classes: 10,
  towers,
  weights: "ordinary",
  batchNormalization: isTrained ? "train" : "frozen",
};
const { graph, spec, values } = phasesOf(tf, mobileNetV2(shape.size, 10), options);
const compiled = graph();
const hash = createHash("sha256");
for (let repeat = 0; repeat < 3; repeat += 1) {
  for (let seed = 0; seed < 4; seed += towers) {
    const batches = Array.from({ length: towers }, (_, i) => batchFor(seed + i + 1));
    const gradients = batches.map(() => new Float32Array(values.length));
    compiled.run(batches, gradients);
    for (const gradient of gradients) hash.update(new Uint8Array(gradient.buffer));
  }
}
process.stdout.write(`${hash.digest("hex")}\n`);

/** Of every second one all samples count. */
function batchFor(seed: number): MicroBatch {
  const microBatch = microBatchFor(spec, seed);
  return seed % 2 === 0 ? microBatch : { ...microBatch, sampleWeights: microBatch.sampleWeights.map(() => 1) };
}
