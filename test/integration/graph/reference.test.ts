// TensorFlow's gradients of the whole step against the reference interpreter's: what tfjs can't do is compared here too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { packedVector, packInto } from "../../../worker/compute/graph/packing.ts";
import { buildPhaseGraph } from "../../../worker/compute/graph/phase-graph.ts";
import { UnsupportedLayerError } from "../../../worker/compute/graph/shaped-layer.ts";
import type { MicroBatch } from "../../../worker/compute/phase.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import type { JsonObject } from "../../../worker/model/network.ts";
import { differences, microBatchFor, partsOf, type Phases, phasesOf } from "../../support/graph-phases.ts";
import { interpret } from "../../support/ir-interpreter/interpreter.ts";
import { NetworkBuilder } from "../../support/networks.ts";

const { tf } = await loadTensorFlow("cpu");

interface Case {
  readonly className: "Conv2D" | "DepthwiseConv2D";
  readonly strides: readonly [number, number];
  readonly dilation?: number;
}

const cases: Case[] = [
  { className: "Conv2D", strides: [1, 1] },
  { className: "Conv2D", strides: [2, 1] },
  { className: "Conv2D", strides: [1, 1], dilation: 2 },
  { className: "DepthwiseConv2D", strides: [1, 1] },
  { className: "DepthwiseConv2D", strides: [2, 2] },
];

for (const padding of ["same", "valid"]) {
  for (const { className, strides, dilation = 1 } of cases) {
    test(`${className}, ${padding}, strides ${strides.join("x")}, dilation ${dilation}: TensorFlow agrees with float64`, () => {
      const phases = phasesFor(className, { strides, padding, dilation_rate: [dilation, dilation] });
      const microBatch = microBatchFor(phases.spec, 1);
      const compiled = phases.graph();
      const actual = new Float32Array(phases.values.length);
      compiled.run([microBatch], [actual]);
      compiled.close();
      const worst = must(differences(phases.spec, interpreted(phases, microBatch), actual)[0], "weight");
      assert.ok(worst.relative < 2e-6, `${worst.path} is ${worst.relative} off`);
    });
  }
}

test("a depthwise convolution with dilation, which TensorFlow would ignore, is refused", () => {
  const phases = phasesFor("DepthwiseConv2D", { strides: [1, 1], padding: "same", dilation_rate: [2, 2] });
  assert.throws(() => phases.graph(), UnsupportedLayerError);
});

function phasesFor(className: Case["className"], config: JsonObject): Phases {
  const b = new NetworkBuilder();
  const x = b.conv(b.input([9, 9, 3]), 5, 3, 1, { use_bias: true });
  const filters = className === "Conv2D" ? { filters: 6 } : {};
  const features = b.add(
    "Flatten",
    b.add(className, x, { kernel_size: [3, 3], use_bias: true, ...filters, ...config }),
  );
  const network = b.network(b.add("Dense", features, { units: 4, activation: "linear", use_bias: true }, "head"));
  return phasesOf(tf, network, { microBatchSize: 2, size: 9, classes: 4, weights: "ordinary" });
}

/** The gradient as the interpreter computes it, from the same graph. */
function interpreted({ layers, spec, values, network }: Phases, microBatch: MicroBatch): Float32Array {
  const { weights, packing, towers } = buildPhaseGraph(layers, network.output, spec);
  const tower = must(towers[0], "tower");
  const packed = packedVector(packing);
  packInto(packing, partsOf(values), packed);
  const feeds = new Map([
    [must(weights, "weights"), Float64Array.from(packed)],
    [tower.pixels, Float64Array.from(microBatch.pixels)],
    [tower.labels, Float64Array.from(microBatch.labels)],
    [tower.sampleWeights, Float64Array.from(microBatch.sampleWeights)],
  ]);
  return Float32Array.from(interpret(tower.gradient, feeds).flatMap((piece) => Array.from(piece)));
}
