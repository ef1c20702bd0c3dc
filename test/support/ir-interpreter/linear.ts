import { must } from "../../../common/errors.ts";
import { at, fill, flagOf, input, type Kernel, read, type Value } from "./values.ts";

const matMul: Kernel = (inputs, node) => {
  const [a, b] = [input(inputs, 0), input(inputs, 1)];
  const [ta, tb] = [flagOf(node, "transpose_a"), flagOf(node, "transpose_b")];
  const inner = a.shape[ta ? 0 : 1] ?? 0;
  return fill([a.shape[ta ? 1 : 0] ?? 0, b.shape[tb ? 0 : 1] ?? 0], ([row = 0, column = 0]) => {
    let sum = 0;
    for (let k = 0; k < inner; k += 1)
      sum += read(a, ta ? [k, row] : [row, k]) * read(b, tb ? [column, k] : [k, column]);
    return sum;
  });
};

const biasAddGrad: Kernel = (inputs) => {
  const dy = input(inputs, 0);
  const channels = dy.shape.at(-1) ?? 1;
  const sums = new Float64Array(channels);
  dy.data.forEach((value, i) => {
    sums[i % channels] = (sums[i % channels] ?? 0) + value;
  });
  return { shape: [channels], data: sums };
};

const crossEntropy: Kernel = (inputs) => {
  const [logits, labels] = [input(inputs, 0), input(inputs, 1)];
  const classes = logits.shape[1] ?? 1;
  const probability = (row: number, column: number): number => {
    const all = logits.data.subarray(row * classes, (row + 1) * classes);
    return Math.exp(read(logits, [row, column])) / all.reduce((sum, value) => sum + Math.exp(value), 0);
  };
  const losses: Value = fill(labels.shape, ([row = 0]) => -Math.log(probability(row, at(labels, row))));
  const gradient = fill(logits.shape, ([row = 0, column = 0]) => {
    return probability(row, column) - Number(at(labels, row) === column);
  });
  return [losses, gradient];
};

/** Right for any distribution; the gradient, like TensorFlow's, for those that add up to 1. */
const softCrossEntropy: Kernel = (inputs) => {
  const [logits, targets] = [input(inputs, 0), input(inputs, 1)];
  const [rows = 0, classes = 1] = logits.shape;
  const probabilities = fill(logits.shape, ([row = 0, column = 0]) => {
    const all = logits.data.subarray(row * classes, (row + 1) * classes);
    return Math.exp(read(logits, [row, column])) / all.reduce((sum, value) => sum + Math.exp(value), 0);
  });
  const losses = fill([rows], ([row = 0]) => {
    let loss = 0;
    for (let c = 0; c < classes; c += 1) loss -= read(targets, [row, c]) * Math.log(read(probabilities, [row, c]));
    return loss;
  });
  return [losses, fill(logits.shape, (_, index) => at(probabilities, index) - at(targets, index))];
};

export const linearKernels: Readonly<Record<string, Kernel>> = {
  MatMul: matMul,
  BiasAdd: (inputs) => {
    const [x, bias] = [input(inputs, 0), input(inputs, 1)];
    return fill(x.shape, (coordinates, index) => at(x, index) + read(bias, coordinates));
  },
  BiasAddGrad: biasAddGrad,
  SparseSoftmaxCrossEntropyWithLogits: crossEntropy,
  SoftmaxCrossEntropyWithLogits: softCrossEntropy,
  OneHot: (inputs, node) => {
    const labels = input(inputs, 0);
    const { shape } = must(node.outputs[0], "output");
    return fill(shape, ([row = 0, column = 0]) => at(input(inputs, at(labels, row) === column ? 2 : 3), 0));
  },
};
