// What lowering makes of layers, without TensorFlow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { hashOf } from "../../../worker/compute/graph/cache.ts";
import type { Node } from "../../../worker/compute/graph/ir.ts";
import { reachable } from "../../../worker/compute/graph/passes/prune.ts";
import { buildPhaseGraph, type PhaseGraph } from "../../../worker/compute/graph/phase-graph.ts";
import { savedModelChunks } from "../../../worker/compute/graph/saved-model.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../../../worker/compute/graph/shaped-layer.ts";
import { PLAIN_LOSS } from "../../../worker/compute/loss.ts";
import type { PhaseSpec, TrainableWeight } from "../../../worker/compute/phase.ts";
import type { JsonObject, Weight } from "../../../worker/model/network.ts";
import { sizeOf } from "../../../worker/model/network.ts";
import { interpret } from "../../support/ir-interpreter/interpreter.ts";

const weight = (name: string, shape: readonly number[], value = 0.5): Weight => {
  return { name, shape, data: new Float32Array(sizeOf(shape)).fill(value) };
};

function layer(
  name: string,
  className: string,
  from: string | undefined,
  outputShape: readonly number[],
  more: { config?: JsonObject; weights?: Weight[] } = {},
): ShapedLayer {
  return {
    name,
    className,
    config: more.config ?? {},
    inputs: from === undefined ? [] : [from],
    outputShape,
    weights: more.weights ?? [],
  };
}

const statistics = [
  weight("gamma", [3]),
  weight("beta", [3]),
  weight("moving_mean", [3]),
  weight("moving_variance", [3], 4),
];
const small: readonly ShapedLayer[] = [
  layer("in", "InputLayer", undefined, [4, 4, 2]),
  layer("conv", "Conv2D", "in", [4, 4, 3], {
    config: { strides: [1, 1], padding: "same" },
    weights: [weight("kernel", [1, 1, 2, 3])],
  }),
  layer("bn", "BatchNormalization", "conv", [4, 4, 3], { config: { axis: [3], epsilon: 0 }, weights: statistics }),
  layer("relu", "ReLU", "bn", [4, 4, 3], { config: { max_value: 6 } }),
  layer("pool", "GlobalAveragePooling2D", "relu", [3]),
  layer("head", "Dense", "pool", [2], {
    config: { activation: "softmax" },
    weights: [weight("kernel", [3, 2]), weight("bias", [2])],
  }),
];

function specFor(trained: readonly string[], towers = 1): PhaseSpec {
  let offset = 0;
  const trainable = small.flatMap(({ name: owner, weights }) =>
    weights
      .filter(({ name }) => trained.includes(`${owner}/${name}`))
      .map(({ name, shape }): TrainableWeight => {
        const size = sizeOf(shape);
        offset += size;
        return { layer: owner, name, shape, offset: offset - size, size };
      }),
  );
  const input = { kind: "pixels", height: 4, width: 4, channels: 2 } as const;
  return {
    name: "phase",
    trainable,
    statistics: [],
    microBatchSize: 2,
    input,
    scale: [0, 255],
    classes: 2,
    towers,
    loss: PLAIN_LOSS,
  };
}

const head = ["head/kernel", "head/bias"];
const written = ({ graph, towers, evaluations: [evaluation] }: PhaseGraph): readonly Node[] =>
  reachable(graph.nodes, [
    ...towers.flatMap(({ gradient, logits, losses }) => [...gradient, logits, losses]),
    must(evaluation, "an evaluation").logits,
  ]);
const opsOf = (plan: PhaseGraph): string[] => written(plan).map(({ op }) => op);

test("a 1x1 convolution with frozen BatchNormalization and ReLU6 is a product, a bias and a ReLU6, next to each other", () => {
  const plan = buildPhaseGraph(small, "head", specFor(head));
  const relu = must(
    written(plan).find(({ op }) => op === "Relu6"),
    "Relu6",
  );
  const bias = must(relu.inputs[0], "bias").node;
  assert.equal(bias.op, "BiasAdd");
  assert.equal(bias.inputs[0]?.node.op, "MatMul");
  assert.deepEqual(
    opsOf(plan).filter((op) => ["Mul", "Conv2D", "Rsqrt"].includes(op)),
    ["Mul"],
  );
});

test("a frozen trunk gets no gradient ops", () => {
  const ops = opsOf(buildPhaseGraph(small, "head", specFor(head)));
  assert.deepEqual(
    ops.filter((op) => op.endsWith("Grad")),
    ["BiasAddGrad"],
  );
});

test("the loss takes what goes into a final softmax", () => {
  const plan = buildPhaseGraph(small, "head", specFor(head));
  assert.equal(plan.evaluations[0]?.logits.node.op, "BiasAdd");
});

test("towers share what depends on weights only", () => {
  const count = (towers: number, op: string): number => {
    return opsOf(buildPhaseGraph(small, "head", specFor(["conv/kernel", ...head], towers))).filter(
      (each) => each === op,
    ).length;
  };
  assert.equal(count(3, "Const"), count(1, "Const"));
  assert.equal(count(3, "Slice"), count(1, "Slice"));
  assert.equal(count(3, "Relu6"), 3);
});

test("equal phases give equal bytes, another weight gives others", () => {
  const hash = (layers: readonly ShapedLayer[]): string =>
    hashOf(savedModelChunks(written(buildPhaseGraph(layers, "head", specFor(head)))));
  assert.equal(hash(small), hash(structuredClone(small)));
  const changed = small.map((each) =>
    each.name === "conv" ? { ...each, weights: [weight("kernel", [1, 1, 2, 3], 0.25)] } : each,
  );
  assert.notEqual(hash(small), hash(changed));
});

test("BatchNormalization is (x - mean) / sqrt(variance) * gamma + beta", () => {
  const plan = buildPhaseGraph(small, "bn", specFor([]));
  const { pixels, logits } = must(plan.evaluations[0], "an evaluation");
  const [values] = interpret([logits], new Map([[pixels, new Float64Array(64).fill(1)]]));
  // conv = 2 * 0.5 = 1
  for (const value of must(values, "values")) assert.ok(Math.abs(value - (((1 - 0.5) / 2) * 0.5 + 0.5)) < 1e-7);
});

test("BatchNormalization without gamma and beta takes 1 and 0", () => {
  const bare = small.map((each) => (each.name === "bn" ? { ...each, weights: statistics.slice(2) } : each));
  const { pixels, logits } = buildPhaseGraph(bare, "bn", specFor([])).evaluations[0] ?? assert.fail();
  const [values] = interpret([logits], new Map([[pixels, new Float64Array(64).fill(1)]]));
  for (const value of must(values, "values")) assert.ok(Math.abs(value - (1 - 0.5) / 2) < 1e-7);
});

test("global pooling keeps its dimensions if the built layer does", () => {
  const kept = [...small.slice(0, 4), layer("pool", "GlobalAveragePooling2D", "relu", [1, 1, 3])];
  assert.deepEqual(buildPhaseGraph(kept, "pool", specFor([])).evaluations[0]?.logits.shape, [2, 1, 1, 3]);
});

test("a class without a lowering is refused by the layer's name", () => {
  const odd = [...small.slice(0, 4), layer("odd", "Mystery", "relu", [4, 4, 3])];
  assert.throws(
    () => buildPhaseGraph(odd, "odd", specFor([])),
    (error) => error instanceof UnsupportedLayerError && error.layer === "odd" && error.className === "Mystery",
  );
});

for (const [what, config] of [
  ["channels first", { data_format: "channels_first" }],
  ["causal padding", { padding: "causal" }],
] as const) {
  test(`a convolution with ${what} is refused`, () => {
    const layers = small.map((each) =>
      each.name === "conv" ? { ...each, config: { ...each.config, ...config } } : each,
    );
    assert.throws(() => buildPhaseGraph(layers, "head", specFor(head)), UnsupportedLayerError);
  });
}
