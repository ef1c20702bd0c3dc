import { must } from "../../../common/errors.ts";
import type { Node } from "../../../worker/compute/graph/ir.ts";
import { at, fill, input, type Kernel, offsetOf, read, type Value } from "./values.ts";

const reshape: Kernel = (inputs, node) => ({ shape: outputShape(node), data: input(inputs, 0).data });

const concat: Kernel = (inputs, node) => {
  const parts = inputs.slice(0, -1);
  const axis = at(must(inputs.at(-1), "axis"), 0);
  return fill(outputShape(node), (coordinates) => {
    let along = must(coordinates[axis], "axis");
    const part = must(
      parts.find((candidate) => {
        const size = must(candidate.shape[axis], "axis");
        if (along < size) return true;
        along -= size;
        return false;
      }),
      "part",
    );
    return read(
      part,
      coordinates.map((value, i) => (i === axis ? along : value)),
    );
  });
};

const slice: Kernel = (inputs, node) => {
  const [x, begin] = [input(inputs, 0), input(inputs, 1)];
  return fill(outputShape(node), (coordinates) => {
    return at(
      x,
      offsetOf(
        x.shape,
        coordinates.map((value, axis) => (x.shape[axis] === 1 ? 0 : value + at(begin, axis))),
      ),
    );
  });
};

const pad: Kernel = (inputs, node) => {
  const [x, paddings] = [input(inputs, 0), input(inputs, 1)];
  return fill(outputShape(node), (coordinates) => {
    const inside = coordinates.map((value, axis) => value - at(paddings, 2 * axis));
    return inside.every((value, axis) => value >= 0 && value < must(x.shape[axis], "axis")) ? read(x, inside) : 0;
  });
};

const reduction =
  (
    start: number,
    combine: (a: number, b: number) => number,
    finish: (total: number, count: number) => number,
  ): Kernel =>
  (inputs, node) => {
    const [x, axes] = [input(inputs, 0), input(inputs, 1)];
    const reduced = x.shape.map((size, axis) => (axes.data.includes(axis) ? 1 : size));
    const totals = new Float64Array(reduced.reduce((a, b) => a * b, 1)).fill(start);
    fill(x.shape, (coordinates, index) => {
      const target = offsetOf(reduced, coordinates);
      totals[target] = combine(must(totals[target], "total"), at(x, index));
      return 0;
    });
    return { shape: outputShape(node), data: totals.map((total) => finish(total, x.data.length / totals.length)) };
  };

const outputShape = (node: Node): Value["shape"] => must(node.outputs[0], "output").shape;
const add = (a: number, b: number): number => a + b;

export const shapeKernels: Readonly<Record<string, Kernel>> = {
  Reshape: reshape,
  ConcatV2: concat,
  Slice: slice,
  Pad: pad,
  // Of a table of scalars.
  GatherV2: (inputs) => ({
    shape: input(inputs, 1).shape,
    data: input(inputs, 1).data.map((row) => at(input(inputs, 0), row)),
  }),
  BroadcastTo: (inputs, node) => fill(outputShape(node), (coordinates) => read(input(inputs, 0), coordinates)),
  Sum: reduction(0, add, (total) => total),
  Mean: reduction(0, add, (total, count) => total / count),
  Max: reduction(Number.NEGATIVE_INFINITY, Math.max, (total) => total),
};
