// Writes what test/fixtures/keras/make_float64_difference.py computes: the graph, what is fed and what is fetched.
//   npm run build && node dist/test/support/export-float64-case.js FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must } from "../../common/errors.ts";
import { referenceTo, type Tensor } from "../../worker/compute/graph/ir.ts";
import { packedVector, packInto } from "../../worker/compute/graph/packing.ts";
import { reachable } from "../../worker/compute/graph/passes/prune.ts";
import { buildPhaseGraph } from "../../worker/compute/graph/phase-graph.ts";
import { savedModelChunks } from "../../worker/compute/graph/saved-model.ts";
import { loadTensorFlow } from "../../worker/compute/tensorflow.ts";
import { float64Case } from "./float64-case.ts";
import { partsOf } from "./graph-phases.ts";

const folder = must(process.argv[2], "the folder to write to");
const { tf } = await loadTensorFlow("cpu");
const { phases, microBatch, hash } = float64Case(tf);
const { spec, layers, network, values } = phases;
const { graph, weights, packing, towers } = buildPhaseGraph(layers, network.output, spec);
const { pixels, labels, sampleWeights, gradient } = must(towers[0], "a tower");
const packed = packedVector(packing);
packInto(packing, partsOf(values), packed);

mkdirSync(folder, { recursive: true });
writeFileSync(
  path.join(folder, "saved_model.pb"),
  Buffer.concat([...savedModelChunks(reachable(graph.nodes, gradient))]),
);
const feeds: (readonly [Tensor, ArrayBufferView])[] = [
  [must(weights, "weights"), packed],
  [pixels, microBatch.pixels],
  [labels, microBatch.labels],
  [sampleWeights, microBatch.sampleWeights],
];
for (const [{ node }, { buffer, byteOffset, byteLength }] of feeds)
  writeFileSync(path.join(folder, `${node.name}.bin`), new Uint8Array(buffer, byteOffset, byteLength));
const description = {
  case: hash,
  feeds: feeds.map(([{ node, dtype, shape }]) => ({ name: node.name, dtype, shape })),
  /** One after the other they are the gradient. */
  fetches: gradient.map(referenceTo),
  weights: spec.trainable.map(({ layer, name, offset, size }) => ({ path: `${layer}/${name}`, offset, size })),
};
writeFileSync(path.join(folder, "case.json"), JSON.stringify(description));
