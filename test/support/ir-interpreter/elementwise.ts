import { broadcastShape } from "../../../worker/compute/graph/ops/basic.ts";
import { at, fill, input, type Kernel, read } from "./values.ts";

const unary =
  (f: (x: number) => number): Kernel =>
  (inputs) => ({ shape: input(inputs, 0).shape, data: input(inputs, 0).data.map(f) });

const binary =
  (f: (a: number, b: number) => number): Kernel =>
  (inputs) => {
    const [a, b] = [input(inputs, 0), input(inputs, 1)];
    return fill(broadcastShape(a.shape, b.shape), (coordinates) => f(read(a, coordinates), read(b, coordinates)));
  };

const softmax: Kernel = (inputs) => {
  const x = input(inputs, 0);
  const classes = x.shape.at(-1) ?? 1;
  return fill(x.shape, (_, index) => {
    const start = index - (index % classes);
    const row = x.data.subarray(start, start + classes);
    return Math.exp(at(x, index)) / row.reduce((sum, value) => sum + Math.exp(value), 0);
  });
};

export const elementwiseKernels: Readonly<Record<string, Kernel>> = {
  Identity: unary((x) => x),
  PlaceholderWithDefault: unary((x) => x),
  Cast: unary((x) => x),
  AddV2: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  RealDiv: binary((a, b) => a / b),
  Maximum: binary(Math.max),
  Minimum: binary(Math.min),
  GreaterEqual: binary((a, b) => Number(a >= b)),
  LessEqual: binary((a, b) => Number(a <= b)),
  Equal: binary((a, b) => Number(a === b)),
  Relu: unary((x) => Math.max(x, 0)),
  Relu6: unary((x) => Math.min(Math.max(x, 0), 6)),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Tanh: unary(Math.tanh),
  Rsqrt: unary((x) => 1 / Math.sqrt(x)),
  Elu: unary((x) => (x > 0 ? x : Math.expm1(x))),
  Softmax: softmax,
  ReluGrad: binary((dy, y) => (y > 0 ? dy : 0)),
  Relu6Grad: binary((dy, y) => (y > 0 && y < 6 ? dy : 0)),
  SigmoidGrad: binary((y, dy) => dy * y * (1 - y)),
  TanhGrad: binary((y, dy) => dy * (1 - y * y)),
  EluGrad: binary((dy, y) => (y > 0 ? dy : dy * (y + 1))),
};
