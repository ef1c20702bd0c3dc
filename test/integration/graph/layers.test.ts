// Every kind of layer that has a lowering, in small networks, against tfjs: logits and the gradients of all that is trained.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import type { CompiledPhase } from "../../../worker/compute/graph/compiled.ts";
import { NoGradientError } from "../../../worker/compute/graph/gradients/reverse.ts";
import { lowerings } from "../../../worker/compute/graph/lower/table.ts";
import { UnsupportedLayerError } from "../../../worker/compute/graph/shaped-layer.ts";
import { pixelTable } from "../../../worker/compute/pixel-table.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import type { JsonObject, Network } from "../../../worker/model/network.ts";
import { evaluateOne, differences, microBatchFor, type PhaseOptions, phasesOf } from "../../support/graph-phases.ts";
import { NetworkBuilder } from "../../support/networks.ts";

const { tf } = await loadTensorFlow("cpu");

const SIZE = 9;
const CLASSES = 4;

interface Case {
  readonly name: string;
  /** Between a convolution that is trained and the head. */
  readonly body: (b: NetworkBuilder, x: string) => string;
  readonly options?: Partial<PhaseOptions>;
}

const layer =
  (className: string, config: JsonObject = {}): Case["body"] =>
  (b, x) =>
    b.add(className, x, config);

const convConfig = { filters: 6, kernel_size: [3, 3], strides: [2, 2], padding: "valid", use_bias: true };

const cases: Case[] = [
  { name: "Conv2D with bias and relu", body: layer("Conv2D", { ...convConfig, activation: "relu" }) },
  { name: "Conv2D 1x1", body: (b, x) => b.conv(x, 6, 1) },
  { name: "Conv2D 1x1 with stride 2", body: (b, x) => b.conv(x, 6, 1, 2) },
  { name: "Conv2D 1x1 with BatchNormalization and ReLU6", body: (b, x) => b.relu(b.norm(b.conv(x, 6, 1)), 6) },
  { name: "Conv2D with bias and BatchNormalization", body: (b, x) => b.norm(b.add("Conv2D", x, convConfig)) },
  {
    name: "Conv2D with more weights than activations and BatchNormalization",
    body: (b, x) => b.norm(b.conv(b.conv(x, 64, 3, 4), 64, 3, 4)),
  },
  { name: "DepthwiseConv2D with BatchNormalization", body: (b, x) => b.norm(b.depthwise(x, 2)) },
  {
    name: "DepthwiseConv2D with multiplier and bias",
    body: layer("DepthwiseConv2D", {
      kernel_size: 3,
      strides: 1,
      padding: "valid",
      depth_multiplier: 2,
      use_bias: true,
    }),
  },
  { name: "BatchNormalization after no convolution", body: (b, x) => b.norm(b.relu(x, null)) },
  ...(["affine", "train"] as const).flatMap((batchNormalization): Case[] => {
    const options = { batchNormalization, microBatchSize: 4 };
    const name = (what: string): string => `BatchNormalization, ${batchNormalization}, ${what}`;
    const norm =
      (config: JsonObject): Case["body"] =>
      (b, x) =>
        b.add("BatchNormalization", b.conv(x, 6, 3), { axis: 3, epsilon: 0.01, ...config });
    return [
      { name: name("after a convolution"), body: norm({}), options },
      {
        name: name("after a 1x1 convolution"),
        body: (b, x) => b.relu(b.norm(b.conv(b.relu(x, null), 6, 1)), 6),
        options,
      },
      { name: name("after a depthwise convolution"), body: (b, x) => b.norm(b.depthwise(x, 2)), options },
      { name: name("after no convolution"), body: (b, x) => b.norm(b.relu(x, null)), options },
      {
        name: name("on vectors"),
        body: (b, x) => {
          const vectors = b.add("BatchNormalization", b.add("GlobalAveragePooling2D", b.relu(x, null)));
          return b.add("Reshape", vectors, { target_shape: [1, 1, 5] });
        },
        options,
      },
      {
        name: name("after more weights than activations"),
        body: (b, x) => b.norm(b.conv(b.relu(b.conv(x, 64, 3, 4), null), 64, 3, 4)),
        options,
      },
      { name: name("without gamma"), body: norm({ scale: false }), options },
      { name: name("without beta"), body: norm({ center: false }), options },
      { name: name("without both"), body: norm({ scale: false, center: false }), options },
      {
        name: name("of which the convolutions are frozen"),
        body: norm({}),
        options: {
          ...options,
          trains: (layer, className, weight) =>
            layer === "head" || (className === "BatchNormalization" && !weight.startsWith("moving")),
        },
      },
    ];
  }),
  { name: "ReLU", body: layer("ReLU", { max_value: null }) },
  { name: "ReLU with another maximum", body: layer("ReLU", { max_value: 3 }) },
  ...["relu", "relu6", "tanh", "sigmoid", "swish", "elu", "softmax", "linear"].map((activation): Case => {
    return { name: `Activation ${activation}`, body: layer("Activation", { activation }) };
  }),
  { name: "Softmax", body: layer("Softmax", { axis: -1 }) },
  {
    name: "ZeroPadding2D",
    body: layer("ZeroPadding2D", {
      padding: [
        [0, 1],
        [2, 1],
      ],
    }),
  },
  { name: "MaxPooling2D", body: layer("MaxPooling2D", { pool_size: [3, 3], strides: [2, 2], padding: "same" }) },
  {
    name: "MaxPooling2D with its size as stride",
    body: layer("MaxPooling2D", { pool_size: [2, 2], strides: null, padding: "valid" }),
  },
  {
    name: "AveragePooling2D",
    body: layer("AveragePooling2D", { pool_size: [3, 3], strides: [2, 2], padding: "same" }),
  },
  { name: "Flatten", body: layer("Flatten") },
  { name: "Reshape", body: layer("Reshape", { target_shape: [SIZE, SIZE * 5] }) },
  { name: "GlobalMaxPooling2D", body: layer("GlobalMaxPooling2D") },
  { name: "Rescaling", body: layer("Rescaling", { scale: 0.5, offset: -1 }) },
  ...["Add", "Multiply", "Maximum", "Minimum", "Concatenate"].map((className): Case => {
    const branches = (b: NetworkBuilder, x: string): string[] => [b.conv(x, 6, 1), b.conv(x, 6, 3), b.conv(x, 6, 3)];
    return { name: `${className} of three`, body: (b, x) => b.add(className, branches(b, x)) };
  }),
  {
    name: "squeeze and excite",
    body: (b, x) => {
      const squeezed = b.add("Reshape", b.add("GlobalAveragePooling2D", x), { target_shape: [1, 1, 5] });
      return b.add("Multiply", [x, b.conv(squeezed, 5, 1, 1, { activation: "sigmoid", use_bias: true })]);
    },
  },
  {
    name: "Dropout on pictures and on vectors",
    body: (b, x) => b.add("Dropout", b.add("Dropout", x, { rate: 0.3 }), { rate: 0.5 }),
  },
  { name: "Dense on pictures", body: layer("Dense", { units: 7, activation: "tanh", use_bias: true }) },
];

for (const { name, body, options } of cases) {
  test(`${name} gives tfjs's logits and gradients`, () => {
    const { eager, graph, spec, values } = phasesFor(body, options);
    const [reference, compiled] = [eager(), graph()];
    const padded = microBatchFor(spec, 3);
    // Training BatchNormalization runs a micro-batch with padding as a shorter one, by another graph.
    const isWhole = options?.batchNormalization === "train";
    const microBatch = isWhole ? { ...padded, sampleWeights: padded.sampleWeights.map(() => 1) } : padded;
    const size = values.length;
    const [expected, actual] = [new Float32Array(size), new Float32Array(size)];
    const [expectedSums] = reference.run([microBatch], [expected]);
    const [sums] = compiled.run([microBatch], [actual]);
    const worst = must(differences(spec, expected, actual)[0], "difference");
    assert.ok(worst.relative < 1e-5, `gradient of ${worst.path} is ${worst.relative} off`);
    assert.ok(Math.abs(must(sums, "sums").loss - must(expectedSums, "sums").loss) < 1e-4);
    assertClose(evaluateOne(compiled, microBatch).logits, evaluateOne(reference, microBatch).logits);
    compiled.close();
  });
}

test("every class in the table of lowerings is in a case", () => {
  const used = new Set(cases.flatMap(({ body }) => networkOf(body).layers.map(({ className }) => className)));
  // tfjs has no Subtract layer to compare with.
  const missing = Object.keys(lowerings).filter((className) => !used.has(className) && className !== "Subtract");
  assert.deepEqual(missing, []);
});

for (const scale of [
  [0, 1],
  [-1, 1],
  [0, 255],
  [-61.78, 92.67],
] as const) {
  test(`pixels scaled to ${scale.join("..")} are the table's, bit for bit`, () => {
    const b = new NetworkBuilder();
    const network = b.network(b.add("Flatten", b.input([16, 16, 1])));
    const options = { microBatchSize: 1, size: 16, channels: 1, classes: 256, scale, trains: () => false };
    const { graph, spec } = phasesOf(tf, network, options);
    const compiled = graph();
    const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);
    assert.deepEqual(compiled.evaluate([{ ...microBatchFor(spec, 1), pixels }])[0]?.logits, pixelTable(scale));
    compiled.close();
  });
}

for (const [name, follows] of [
  ["a convolution", (b: NetworkBuilder, x: string) => b.conv(x, 4, 3)],
  ["BatchNormalization", (b: NetworkBuilder, x: string) => b.norm(x)],
] as const) {
  test(`nothing of the scaling of pixels moves into ${name} behind it`, () => {
    const b = new NetworkBuilder();
    const network = b.network(b.add("Flatten", follows(b, b.input([16, 16, 1]))));
    const options = { microBatchSize: 1, size: 16, channels: 1, classes: 4, trains: () => false };
    const pictures = phasesOf(tf, network, options);
    const features = phasesOf(tf, network, { ...options, input: { kind: "features", shape: [16, 16, 1] } });
    const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);
    const scaled = new Uint8Array(pixelTable(pictures.spec.scale).buffer);
    const logitsOf = (phase: CompiledPhase, data: Uint8Array): Float32Array => {
      const { logits } = evaluateOne(phase, { ...microBatchFor(pictures.spec, 1), pixels: data });
      phase.close();
      return logits;
    };
    assert.deepEqual(logitsOf(pictures.graph(), pixels), logitsOf(features.graph(), scaled));
  });
}

test("another seed drops other elements, the same seed the same, and evaluation drops none", () => {
  const { graph, spec, values } = phasesFor((b, x) => b.add("Dropout", x, { rate: 0.5 }));
  const compiled = graph();
  const lossWith = (seed: readonly [number, number]): number => {
    const [sums] = compiled.run([{ ...microBatchFor(spec, 1), seed }], [new Float32Array(values.length)]);
    return must(sums, "sums").loss;
  };
  assert.notEqual(lossWith([1, 2]), lossWith([1, 3]));
  assert.equal(lossWith([1, 2]), lossWith([1, 2]));
  const evaluate = (seed: readonly [number, number]) => compiled.evaluate([{ ...microBatchFor(spec, 1), seed }]);
  assert.deepEqual(evaluate([1, 2]), evaluate([1, 3]));
  compiled.close();
});

test("a layer without a lowering is recorded when it needs no gradient", () => {
  const trains = (name: string): boolean => name === "head";
  const { eager, graph, spec } = phasesFor(layer("UpSampling2D", { size: [2, 2], interpolation: "nearest" }), {
    trains,
  });
  const compiled = graph();
  assert.equal(compiled.stats.recordedLayers.length, 1);
  const microBatch = microBatchFor(spec, 3);
  assertClose(evaluateOne(compiled, microBatch).logits, evaluateOne(eager(), microBatch).logits);
  compiled.close();
});

test("a recorded layer may have weights of its own", () => {
  const trains = (name: string): boolean => name === "head";
  const body = layer("SeparableConv2D", { filters: 3, kernel_size: [3, 3], padding: "same" });
  const { eager, graph, spec } = phasesFor(body, { trains });
  const compiled = graph();
  const microBatch = microBatchFor(spec, 3);
  assertClose(evaluateOne(compiled, microBatch).logits, evaluateOne(eager(), microBatch).logits);
  compiled.close();
});

test("recording leaves no tensor behind and puts the binding back", () => {
  const { graph } = phasesFor(layer("UpSampling2D"), { trains: (name) => name === "head" });
  const backend = tf.backend() as unknown as { readonly binding: { getNumOfTensors(): number } };
  const [binding, before] = [backend.binding, backend.binding.getNumOfTensors()];
  graph().close();
  assert.equal(backend.binding, binding);
  assert.equal(binding.getNumOfTensors(), before);
});

test("a gradient that would pass through a recorded layer is refused by the layer's name", () => {
  const { graph } = phasesFor((b, x) => b.add("UpSampling2D", x, {}, "magnify"));
  assert.throws(graph, (error) => error instanceof NoGradientError && error.message.includes('layer "magnify"'));
});

test("a weight of a recorded layer can't be trained", () => {
  const { graph } = phasesFor((b, x) => b.add("SeparableConv2D", x, { filters: 3, kernel_size: 3 }, "sep"));
  assert.throws(
    graph,
    (error) => error instanceof NoGradientError && error.message.includes('SeparableConv2D in layer "sep"'),
  );
});

test("an option that a lowering does not know is refused by the layer's name", () => {
  const { graph } = phasesFor((b, x) => b.add("Activation", x, { activation: "mish" }, "odd"));
  assert.throws(
    graph,
    (error) => error instanceof UnsupportedLayerError && error.message.includes('layer "odd" (Activation)'),
  );
});

function networkOf(body: Case["body"]): Network {
  const b = new NetworkBuilder();
  const x = body(b, b.conv(b.input([SIZE, SIZE, 3]), 5, 3, 1, { use_bias: true }));
  const isPicture = !["flatten", "globalmax"].some((prefix) => x.startsWith(prefix));
  const features = isPicture ? b.add("Flatten", x) : x;
  return b.network(b.add("Dense", features, { units: CLASSES, activation: "linear", use_bias: true }, "head"));
}

function phasesFor(body: Case["body"], options: Partial<PhaseOptions> = {}) {
  const defaults = { microBatchSize: 3, size: SIZE, classes: CLASSES, weights: "ordinary" } as const;
  return phasesOf(tf, networkOf(body), { ...defaults, ...options });
}

function assertClose(actual: Float32Array, expected: Float32Array): void {
  assert.equal(actual.length, expected.length);
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  actual.forEach((value, i) => {
    assert.ok(
      Math.abs(value - must(expected[i], "element")) < 1e-5 * scale,
      `[${i}] ${value}, expected ${expected[i]}`,
    );
  });
}
