import { must } from "../../../../common/errors.ts";
import type { Graph, Shape, Tensor } from "../ir.ts";
import { binary, cast, compare, constantData, scalar } from "../ops/basic.ts";
import { broadcastTo, pad, reducedShape, reshape, slice } from "../ops/shape.ts";
import { unbroadcast } from "./elementwise.ts";
import { type Rule, rule, type Thunk } from "./rule.ts";

export const shapeRules = {
  Reshape: rule((g, { x, dy }) => [() => reshape(g, dy, x(0).shape), undefined]),
  // Each part's gradient is the slice of `dy` that the part filled.
  ConcatV2: rule((g, { dy, node }) => {
    const parts = node.inputs.slice(0, -1);
    const axis = must(integersOf(must(node.inputs.at(-1), "axis"))[0], "axis");
    let start = 0;
    const thunks = parts.map((part): Thunk => {
      const begin = part.shape.map((_, i) => (i === axis ? start : 0));
      start += must(part.shape[axis], "axis");
      return () => slice(g, dy, begin, part.shape);
    });
    return [...thunks, undefined];
  }),
  Slice: rule((g, { x, y, dy }) => {
    const begin = integersOf(x(1));
    const paddings = x(0).shape.map((size, i): [number, number] => {
      const before = must(begin[i], "begin");
      return [before, size - before - must(y.shape[i], "size")];
    });
    return [() => pad(g, dy, paddings), undefined, undefined];
  }),
  Pad: rule((g, { x, dy }) => {
    const paddings = integersOf(x(1));
    const begin = x(0).shape.map((_, i) => must(paddings[2 * i], "padding"));
    return [() => slice(g, dy, begin, x(0).shape), undefined];
  }),
  BroadcastTo: rule((g, { x, dy }) => [() => unbroadcast(g, dy, x(0).shape), undefined]),
  Sum: rule((g, { x, dy }) => [() => spread(g, dy, x(0).shape, integersOf(x(1))), undefined]),
  Mean: rule((g, { x, y, dy }) => {
    const share = y.shape.reduce((p, q) => p * q, 1) / x(0).shape.reduce((p, q) => p * q, 1);
    return [() => spread(g, binary(g, "Mul", dy, scalar(g, share)), x(0).shape, integersOf(x(1))), undefined];
  }),
  // Every element equal to the maximum gets all of the gradient, as tfjs has it.
  Max: rule((g, { x, y, dy }) => {
    const axes = integersOf(x(1));
    const isMax = (): Tensor => compare(g, "Equal", x(0), reshape(g, y, reducedShape(x(0).shape, axes, true)));
    return [() => binary(g, "Mul", cast(g, isMax(), dy.dtype), spread(g, dy, x(0).shape, axes)), undefined];
  }),
} satisfies Record<string, Rule>;

/** The gradient of a reduction over `axes`, repeated over what was reduced. */
function spread(g: Graph, dy: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return broadcastTo(g, reshape(g, dy, reducedShape(shape, axes, true)), shape);
}

function integersOf(tensor: Tensor): readonly number[] {
  return Array.from(must(constantData(tensor), `constant of ${tensor.node.name}`));
}
