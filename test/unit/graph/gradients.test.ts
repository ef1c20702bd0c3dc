// Each gradient rule against central differences in float64, over the reference interpreter.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { gradientsOf, NoGradientError } from "../../../worker/compute/graph/gradients/reverse.ts";
import { trainingLosses } from "../../../worker/compute/graph/loss.ts";
import { gradientRules } from "../../../worker/compute/graph/gradients/rules.ts";
import { Graph, type Shape, type Tensor } from "../../../worker/compute/graph/ir.ts";
import { binary, constant, integers, placeholder, unary } from "../../../worker/compute/graph/ops/basic.ts";
import { convolution, pool, type Window } from "../../../worker/compute/graph/ops/convolution.ts";
import { biasAdd, matMul, softmaxCrossEntropy, sparseCrossEntropy } from "../../../worker/compute/graph/ops/linear.ts";
import { fusedBatchNorm } from "../../../worker/compute/graph/ops/normalization.ts";
import { broadcastTo, concat, pad, reduce, reshape, slice } from "../../../worker/compute/graph/ops/shape.ts";
import { sizeOf } from "../../../worker/model/network.ts";
import { interpret } from "../../support/ir-interpreter/interpreter.ts";
import { randomNumbers } from "../../support/networks.ts";

interface Case {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Shape[];
  readonly build: (g: Graph, inputs: readonly Tensor[]) => Tensor;
}

const input = (inputs: readonly Tensor[], i: number): Tensor => must(inputs[i], "input");

/** Whatever they are, their softmax is a distribution. */
const SCORES = Float32Array.from({ length: 12 }, (_, i) => ((i * 7) % 5) - 2);

const elementwise: Case[] = [
  ...(["Identity", "Relu", "Relu6", "Sigmoid", "Tanh", "Elu", "Softmax"] as const).map((op) => {
    return { name: op, op, inputs: [[3, 5]], build: (g: Graph, [x]: readonly Tensor[]) => unary(g, op, must(x, "x")) };
  }),
  ...(["AddV2", "Sub", "Mul", "Maximum", "Minimum"] as const).flatMap((op) => {
    const shapes: Record<string, readonly Shape[]> = {
      "same shape": [
        [2, 3, 4],
        [2, 3, 4],
      ],
      "a vector along the last axis": [[2, 3, 4], [4]],
      "a scalar": [[], [3, 2]],
      "broadcast in the middle": [
        [2, 1, 4],
        [2, 3, 4],
      ],
    };
    return Object.entries(shapes).map(([how, inputs]) => {
      const build: Case["build"] = (g, xs) => binary(g, op, input(xs, 0), input(xs, 1));
      return { name: `${op} with ${how}`, op, inputs, build };
    });
  }),
];

const matrices: Case[] = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB): Case => {
    const inputs = [transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]];
    const build: Case["build"] = (g, xs) => matMul(g, input(xs, 0), input(xs, 1), { transposeA, transposeB });
    return { name: `MatMul, transposed ${transposeA} and ${transposeB}`, op: "MatMul", inputs, build };
  }),
);

const windows: Record<string, Window> = {
  "same, stride 1": { strides: [1, 1], padding: "SAME" },
  "same, stride 2": { strides: [2, 2], padding: "SAME" },
  "valid, stride 2": { strides: [2, 2], padding: "VALID" },
};

const windowed: Case[] = Object.entries(windows).flatMap(([how, window]): Case[] => [
  ...(["Conv2D", "DepthwiseConv2dNative"] as const).map((op) => {
    const build: Case["build"] = (g, xs) => convolution(g, op, input(xs, 0), input(xs, 1), window);
    return {
      name: `${op} ${how}`,
      op,
      inputs: [
        [2, 6, 5, 3],
        [3, 3, 3, 2],
      ],
      build,
    };
  }),
  ...(["MaxPool", "AvgPool"] as const).map((op) => {
    const build: Case["build"] = (g, xs) => pool(g, op, input(xs, 0), [3, 2], window);
    return { name: `${op} ${how}`, op, inputs: [[2, 6, 5, 2]], build };
  }),
]);

const others: Case[] = [
  {
    name: "Conv2D dilated",
    op: "Conv2D",
    inputs: [
      [1, 7, 7, 2],
      [3, 3, 2, 2],
    ],
    build: (g, xs) =>
      convolution(g, "Conv2D", input(xs, 0), input(xs, 1), { strides: [1, 1], padding: "SAME", dilations: [2, 2] }),
  },
  {
    name: "BiasAdd",
    op: "BiasAdd",
    inputs: [[2, 3, 4], [4]],
    build: (g, xs) => biasAdd(g, input(xs, 0), input(xs, 1)),
  },
  {
    name: "SparseSoftmaxCrossEntropyWithLogits",
    op: "SparseSoftmaxCrossEntropyWithLogits",
    inputs: [[3, 4]],
    build: (g, xs) => sparseCrossEntropy(g, input(xs, 0), integers(g, [2, 0, 3])),
  },
  {
    name: "SoftmaxCrossEntropyWithLogits",
    op: "SoftmaxCrossEntropyWithLogits",
    inputs: [[3, 4]],
    build: (g, xs) => softmaxCrossEntropy(g, input(xs, 0), unary(g, "Softmax", constant(g, SCORES, [3, 4]))),
  },
  {
    name: "the loss with label smoothing and class weights",
    op: "Mul",
    inputs: [[3, 4]],
    build: (g, xs) =>
      trainingLosses(g, input(xs, 0), integers(g, [2, 0, 3]), { labelSmoothing: 0.2, classWeights: [0.5, 2, 1, 4] }),
  },
  {
    name: "FusedBatchNormV3",
    op: "FusedBatchNormV3",
    inputs: [[2, 3, 2, 4], [4], [4]],
    build: (g, xs) => fusedBatchNorm(g, input(xs, 0), { gamma: input(xs, 1), beta: input(xs, 2), epsilon: 1e-3 }).y,
  },
  { name: "Reshape", op: "Reshape", inputs: [[2, 6]], build: (g, xs) => reshape(g, input(xs, 0), [3, 4]) },
  {
    name: "ConcatV2",
    op: "ConcatV2",
    inputs: [
      [2, 1, 3],
      [2, 2, 3],
    ],
    build: (g, xs) => concat(g, xs, 1),
  },
  { name: "Slice", op: "Slice", inputs: [[3, 4]], build: (g, xs) => slice(g, input(xs, 0), [1, 1], [2, 2]) },
  {
    name: "Pad",
    op: "Pad",
    inputs: [[2, 3]],
    build: (g, xs) =>
      pad(g, input(xs, 0), [
        [1, 0],
        [0, 2],
      ]),
  },
  {
    name: "BroadcastTo",
    op: "BroadcastTo",
    inputs: [[2, 1, 3]],
    build: (g, xs) => broadcastTo(g, input(xs, 0), [2, 4, 3]),
  },
  ...(["Sum", "Mean", "Max"] as const).flatMap((op) =>
    [false, true].map((keep): Case => {
      return {
        name: `${op}, keepDims ${keep}`,
        op,
        inputs: [[2, 3, 2, 4]],
        build: (g, xs) => reduce(g, op, input(xs, 0), [1, 2], keep),
      };
    }),
  ),
];

const cases = [...elementwise, ...matrices, ...windowed, ...others];

for (const { name, inputs, build } of cases) {
  test(`the gradient of ${name} is that of finite differences`, () => {
    const g = new Graph();
    const xs = inputs.map((shape, i) => placeholder(g, `x${i}`, "float32", shape));
    const y = build(g, xs);
    const dy = placeholder(g, "dy", "float32", y.shape);
    const gradients = gradientsOf(g, { seeds: new Map([[y, dy]]), targets: xs, control: dy });
    const random = randomNumbers(99);
    const values = xs.map((x) => Float64Array.from({ length: sizeOf(x.shape) }, () => random() * 8));
    const cotangent = Float64Array.from({ length: sizeOf(y.shape) }, random);
    const feeds = new Map([
      ...xs.map((x, i): [Tensor, Float64Array] => [x, must(values[i], "value")]),
      [dy, cotangent],
    ]);
    const analytic = interpret(gradients, feeds);
    xs.forEach((x, i) => {
      assertClose(must(analytic[i], "gradient"), numeric(y, x, feeds, cotangent), name);
    });
  });
}

test("every rule in the table has a case here", () => {
  const tested = new Set(cases.map(({ op }) => op));
  assert.deepEqual(
    Object.keys(gradientRules).filter((op) => !tested.has(op)),
    [],
  );
});

test("what flows back along three paths is summed in a chain that waits for a control input", () => {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", [2]);
  const paths = (["Sigmoid", "Tanh", "Relu"] as const).map((op) => unary(g, op, x));
  const y = paths.reduce((a, b) => binary(g, "AddV2", a, b));
  const [gradient] = gradientsOf(g, { seeds: new Map([[y, y]]), targets: [x], control: x });
  assert.equal(gradient?.node.op, "AddV2");
  assert.deepEqual(gradient.node.controls, [x.node]);
  assert.equal(
    g.nodes.some(({ op }) => op === "AddN"),
    false,
  );
});

test("nothing is emitted for what needs no gradient", () => {
  const g = new Graph();
  const [x, w] = [placeholder(g, "x", "float32", [2, 3]), placeholder(g, "w", "float32", [3, 4])];
  const y = matMul(g, x, w);
  const before = g.nodes.length;
  gradientsOf(g, { seeds: new Map([[y, y]]), targets: [w], control: x });
  assert.deepEqual(
    g.nodes.slice(before).map(({ op }) => op),
    ["MatMul"],
  );
});

test("ops without a rule are all named, with their layers, before anything is emitted", () => {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", [2]);
  const odd = (op: string, from: Tensor): Tensor =>
    g.within(`layer of ${op}`, () => g.tensor({ op, inputs: [from], dtype: "float32", shape: [2] }));
  const y = odd("Erfinv", odd("Lgamma", x));
  const before = g.nodes.length;
  assert.throws(
    () => gradientsOf(g, { seeds: new Map([[y, y]]), targets: [x], control: x }),
    (error) =>
      error instanceof NoGradientError && /Lgamma in layer "layer of Lgamma", Erfinv in layer/.test(error.message),
  );
  assert.equal(g.nodes.length, before);
});

function numeric(
  y: Tensor,
  x: Tensor,
  feeds: ReadonlyMap<Tensor, Float64Array>,
  cotangent: Float64Array,
): Float64Array {
  const around = must(feeds.get(x), "value");
  const objective = (i: number, step: number): number => {
    const moved = around.slice();
    moved[i] = must(around[i], "element") + step;
    const [value] = interpret([y], new Map([...feeds, [x, moved]]));
    return must(value, "y").reduce((sum, each, k) => sum + each * must(cotangent[k], "cotangent"), 0);
  };
  const step = 1e-6;
  return around.map((_, i) => (objective(i, step) - objective(i, -step)) / (2 * step));
}

function assertClose(actual: Float64Array, expected: Float64Array, name: string): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    const other = must(expected[i], "element");
    assert.ok(
      Math.abs(value - other) < 1e-6 * Math.max(1, Math.abs(other)),
      `${name}[${i}]: ${value}, expected ${other}`,
    );
  });
}
