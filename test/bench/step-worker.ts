// tfjs eager or the compiled step as a contender of bench/step.ts: makes a phase, says when it is ready, then times steps on request.
// Arguments: eager or graph, mobilenet or resnet, picture size, batch size, what is trained (head, all, or all-bn: all with
// BatchNormalization training), towers, micro-batches (as
// many as towers unless given).
import { createInterface } from "node:readline";
import { countTensors } from "../../worker/compute/tensorflow.ts";
import { microBatchFor, phasesOf } from "../support/graph-phases.ts";
import { mobileNetV2, resNet50 } from "../support/networks.ts";

const [kind = "graph", model = "mobilenet", size = "96", batch = "32", trains = "head", towers = "2", pieces = towers] =
  process.argv.slice(2);
const tf = await import("@tensorflow/tfjs-node-gpu");
const network = (model === "resnet" ? resNet50 : mobileNetV2)(Number(size), 10);
const microBatches = Number(pieces);
const { spec, values, eager, graph } = phasesOf(tf, network, {
  microBatchSize: Number(batch) / microBatches,
  towers: Number(towers),
  size: Number(size),
  classes: 10,
  weights: "ordinary",
  ...(trains === "all-bn" ? { batchNormalization: "train" as const } : {}),
  ...(trains === "head" ? { trains: (layer: string) => layer === "head" } : {}),
});

const began = performance.now();
const phase = kind === "eager" ? eager() : graph();
const compileMs = performance.now() - began;
// Without padding: where statistics train, what is padded is run by a graph of its own.
const batches = Array.from({ length: microBatches }, (_, i) => {
  const microBatch = microBatchFor(spec, i + 1);
  return { ...microBatch, sampleWeights: new Float32Array(microBatch.sampleWeights.length).fill(1) };
});
const gradients = batches.map(() => new Float32Array(values.length));
const firstStepMs = step();
step();
const tensors = countTensors(tf);
say({ ready: true, compileMs, firstStepMs, tensors, version: `tensorflow ${tensorFlowVersion()}` });

for await (const line of createInterface({ input: process.stdin })) {
  const count = Number(/^run (\d+)$/.exec(line)?.[1] ?? 0);
  say({ ms: Array.from({ length: count }, step), tensors: countTensors(tf) });
}
phase.close();

/** Forward, backward, the gradient on the host; no update. In ms. */
function step(): number {
  const before = performance.now();
  for (let from = 0; from < microBatches; from += phase.towers) {
    phase.run(batches.slice(from, from + phase.towers), gradients.slice(from, from + phase.towers));
  }
  return performance.now() - before;
}

/** What is really loaded; tf.version is tfjs's. */
function tensorFlowVersion(): string {
  return (tf.backend() as unknown as { readonly binding: { readonly TF_Version: string } }).binding.TF_Version;
}

function say(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
