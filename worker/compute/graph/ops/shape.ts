// Ops that move elements or sum over axes.
import { must } from "../../../../common/errors.ts";
import type { Attribute, Attributes, Graph, Shape, Tensor } from "../ir.ts";
import { constant, constantData, integers, typeOf } from "./basic.ts";

/** Chains of reshapes collapse, those of constants are done here, and one to the same shape is left out. */
export function reshape(g: Graph, x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (x.node.op === "Reshape" && !x.node.recorded) return reshape(g, must(x.node.inputs[0], "reshaped"), shape);
  const data = constantData(x);
  if (data !== undefined) return constant(g, data, shape);
  const attributes = { T: typeOf(x.dtype), Tshape: typeOf("int32") };
  return g.tensor({ op: "Reshape", inputs: [x, integers(g, shape)], attributes, dtype: x.dtype, shape });
}

export function concat(g: Graph, parts: readonly Tensor[], axis: number): Tensor {
  const first = must(parts[0], "part of a concatenation");
  if (parts.length === 1) return first;
  const total = parts.reduce((sum, part) => sum + must(part.shape[axis], "axis"), 0);
  const attributes: Attributes = {
    N: { kind: "int", value: parts.length },
    T: typeOf(first.dtype),
    Tidx: typeOf("int32"),
  };
  const inputs = [...parts, integers(g, [axis], [])];
  const shape = first.shape.map((dimension, i) => (i === axis ? total : dimension));
  return g.tensor({ op: "ConcatV2", inputs, attributes, dtype: first.dtype, shape });
}

export function slice(g: Graph, x: Tensor, begin: readonly number[], size: Shape): Tensor {
  if (sameShape(x.shape, size)) return x;
  const attributes = { T: typeOf(x.dtype), Index: typeOf("int32") };
  const inputs = [x, integers(g, begin), integers(g, size)];
  return g.tensor({ op: "Slice", inputs, attributes, dtype: x.dtype, shape: size });
}

/** `paddings[i]` = [before, after] of axis i, filled with zeros. */
export function pad(g: Graph, x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor {
  const attributes = { T: typeOf(x.dtype), Tpaddings: typeOf("int32") };
  const inputs = [x, integers(g, paddings.flat(), [paddings.length, 2])];
  const shape = x.shape.map((size, i) => size + must(paddings[i], "padding")[0] + must(paddings[i], "padding")[1]);
  return g.tensor({ op: "Pad", inputs, attributes, dtype: x.dtype, shape });
}

export type Reduction = "Sum" | "Mean" | "Max";
export function reduce(g: Graph, op: Reduction, x: Tensor, axes: readonly number[], keepDims: boolean): Tensor {
  const keep: Attribute = { kind: "bool", value: keepDims };
  const attributes = { T: typeOf(x.dtype), Tidx: typeOf("int32"), keep_dims: keep };
  const inputs = [x, integers(g, axes)];
  return g.tensor({ op, inputs, attributes, dtype: x.dtype, shape: reducedShape(x.shape, axes, keepDims) });
}

export function broadcastTo(g: Graph, x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const attributes = { T: typeOf(x.dtype), Tidx: typeOf("int32") };
  return g.tensor({ op: "BroadcastTo", inputs: [x, integers(g, shape)], attributes, dtype: x.dtype, shape });
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}

/** Shape after reducing over `axes`. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  if (keepDims) return shape.map((dimension, i) => (axes.includes(i) ? 1 : dimension));
  return shape.filter((_, i) => !axes.includes(i));
}

/** Rows of `table`, one for each of the int32 `indices`. */
export function gather(g: Graph, table: Tensor, indices: Tensor): Tensor {
  const attributes: Attributes = {
    batch_dims: { kind: "int", value: 0 },
    Tparams: typeOf(table.dtype),
    Tindices: typeOf("int32"),
    Taxis: typeOf("int32"),
  };
  const inputs = [table, indices, integers(g, [0], [])];
  const shape = [...indices.shape, ...table.shape.slice(1)];
  return g.tensor({ op: "GatherV2", inputs, attributes, dtype: table.dtype, shape });
}
