// Constants, placeholders and elementwise ops, one typed function per TensorFlow op.
import { must } from "../../../../common/errors.ts";
import { sizeOf } from "../../../model/network.ts";
import type { Attribute, Attributes, ConstantData, DType, Graph, Shape, Tensor } from "../ir.ts";

export function typeOf(value: DType): Attribute {
  return { kind: "type", value };
}

/** A tensor whose values are written into the graph; `data` is not copied and must not change. */
export function constant(g: Graph, data: ConstantData, shape: Shape): Tensor {
  const dtype = dtypeOf(data);
  const value: Attribute = { kind: "tensor", dtype, shape, value: data };
  return g.tensor({ op: "Const", inputs: [], attributes: { dtype: typeOf(dtype), value }, dtype, shape });
}

/** float32 scalar. */
export function scalar(g: Graph, value: number): Tensor {
  return constant(g, Float32Array.of(value), []);
}

/** int32 vector, as ops take shapes, axes and paddings. */
export function integers(g: Graph, values: readonly number[], shape: Shape = [values.length]): Tensor {
  return constant(g, Int32Array.from(values), shape);
}

/** A tensor that is given on each run, under `name`. */
export function placeholder(g: Graph, name: string, dtype: DType, shape: Shape): Tensor {
  const attributes: Attributes = { dtype: typeOf(dtype), shape: { kind: "shape", value: shape } };
  return g.tensor({ op: "Placeholder", name, inputs: [], attributes, dtype, shape });
}

/** The values of a constant; undefined for what only a run will tell. */
export function constantData(tensor: Tensor): ConstantData | undefined {
  const value = tensor.node.attributes["value"];
  return tensor.node.op === "Const" && value?.kind === "tensor" ? value.value : undefined;
}

export type UnaryOp = "Relu" | "Relu6" | "Sigmoid" | "Tanh" | "Elu" | "Softmax" | "Rsqrt" | "Identity";
export function unary(g: Graph, op: UnaryOp, x: Tensor): Tensor {
  return g.tensor({ op, inputs: [x], attributes: { T: typeOf(x.dtype) }, dtype: x.dtype, shape: x.shape });
}

export type BinaryOp = "AddV2" | "Sub" | "Mul" | "RealDiv" | "Maximum" | "Minimum";
/** Elementwise with TensorFlow's broadcasting; runs after `control`, if given. */
export function binary(g: Graph, op: BinaryOp, a: Tensor, b: Tensor, control?: Tensor): Tensor {
  const controls = control === undefined ? [] : [control.node];
  const shape = broadcastShape(a.shape, b.shape);
  return g.tensor({ op, inputs: [a, b], controls, attributes: { T: typeOf(a.dtype) }, dtype: a.dtype, shape });
}

export type Comparison = "GreaterEqual" | "LessEqual" | "Equal";
export function compare(g: Graph, op: Comparison, a: Tensor, b: Tensor): Tensor {
  const attributes = { T: typeOf(a.dtype) };
  return g.tensor({ op, inputs: [a, b], attributes, dtype: "bool", shape: broadcastShape(a.shape, b.shape) });
}

/** Gradient of an activation from its output `y` (for ReLU and its kin the output tells as much as the input). */
export type ActivationGradient = "ReluGrad" | "Relu6Grad" | "SigmoidGrad" | "TanhGrad" | "EluGrad";
export function activationGradient(g: Graph, op: ActivationGradient, y: Tensor, dy: Tensor): Tensor {
  const inputs = op === "SigmoidGrad" || op === "TanhGrad" ? [y, dy] : [dy, y];
  return g.tensor({ op, inputs, attributes: { T: typeOf(y.dtype) }, dtype: y.dtype, shape: y.shape });
}

export function cast(g: Graph, x: Tensor, dtype: DType): Tensor {
  const attributes: Attributes = {
    SrcT: typeOf(x.dtype),
    DstT: typeOf(dtype),
    Truncate: { kind: "bool", value: false },
  };
  return g.tensor({ op: "Cast", inputs: [x], attributes, dtype, shape: x.shape });
}

/** Uniform in [0, 1), a function of the shape and the int32[2] seed only. */
export function statelessUniform(g: Graph, shape: Shape, seed: Tensor): Tensor {
  const attributes: Attributes = { dtype: typeOf("float32"), T: typeOf("int32"), Tseed: typeOf("int32") };
  const inputs = [integers(g, shape), seed];
  return g.tensor({ op: "StatelessRandomUniform", inputs, attributes, dtype: "float32", shape });
}

/** NumPy's broadcasting of two shapes that are known to fit. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    return Math.max(a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1);
  });
}

function dtypeOf(data: ConstantData): DType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  return data instanceof Int32Array ? "int32" : "uint8";
}

/** The last dimension: channels of pictures, units of vectors. */
export function lastOf(shape: Shape): number {
  return must(shape.at(-1), "last dimension");
}

/** Product of all dimensions but the last. */
export function rowsOf(shape: Shape): number {
  return sizeOf(shape.slice(0, -1));
}
