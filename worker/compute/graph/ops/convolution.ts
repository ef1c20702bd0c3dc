// Convolution and pooling of pictures (batch, height, width, channels), with the ops that are their gradients.
import { must } from "../../../../common/errors.ts";
import type { Attribute, Attributes, Graph, Shape, Tensor } from "../ir.ts";
import { integers, typeOf } from "./basic.ts";

export type Padding = "SAME" | "VALID";
export type Pair = readonly [number, number];

/** How a window moves over a picture. */
export interface Window {
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilations?: Pair;
}

export type ConvolutionOp = "Conv2D" | "DepthwiseConv2dNative";
/** Filter [h, w, in, out], for the depthwise kind [h, w, in, multiplier]. */
export function convolution(g: Graph, op: ConvolutionOp, x: Tensor, filter: Tensor, window: Window): Tensor {
  const [kh = 1, kw = 1, inputs = 1, last = 1] = filter.shape;
  const spatial = outputSize(x.shape, [kh, kw], window);
  const shape = [must(x.shape[0], "batch"), ...spatial, op === "Conv2D" ? last : inputs * last];
  const attributes = windowAttributes(x, window);
  return g.tensor({ op, inputs: [x, filter], attributes, dtype: x.dtype, shape });
}

/** Gradient with respect to the input of shape `shape`. `attributes` are those of the forward op. */
export function convolutionInputGradient(
  g: Graph,
  op: ConvolutionOp,
  operands: { readonly shape: Shape; readonly filter: Tensor; readonly dy: Tensor; readonly attributes: Attributes },
): Tensor {
  const { shape, filter, dy, attributes } = operands;
  const inputs = [integers(g, shape), filter, dy];
  return g.tensor({ op: `${op}BackpropInput`, inputs, attributes, dtype: dy.dtype, shape });
}

/** Gradient with respect to the filter of shape `shape`. `attributes` are those of the forward op. */
export function convolutionFilterGradient(
  g: Graph,
  op: ConvolutionOp,
  operands: { readonly x: Tensor; readonly shape: Shape; readonly dy: Tensor; readonly attributes: Attributes },
): Tensor {
  const { x, shape, dy, attributes } = operands;
  const inputs = [x, integers(g, shape), dy];
  return g.tensor({ op: `${op}BackpropFilter`, inputs, attributes, dtype: dy.dtype, shape });
}

export type PoolOp = "MaxPool" | "AvgPool";
export function pool(g: Graph, op: PoolOp, x: Tensor, size: Pair, window: Window): Tensor {
  const shape = [must(x.shape[0], "batch"), ...outputSize(x.shape, size, window), must(x.shape[3], "channels")];
  const { T, strides, padding, data_format } = windowAttributes(x, window);
  const ksize: Attribute = { kind: "ints", value: [1, ...size, 1] };
  const attributes = { T, ksize, strides, padding, data_format };
  return g.tensor({ op, inputs: [x], attributes, dtype: x.dtype, shape });
}

/** Gradient of MaxPool: each `dy` goes to the place of its window's maximum. */
export function maxPoolGradient(g: Graph, x: Tensor, y: Tensor, dy: Tensor, attributes: Attributes): Tensor {
  return g.tensor({ op: "MaxPoolGrad", inputs: [x, y, dy], attributes, dtype: x.dtype, shape: x.shape });
}

export function avgPoolGradient(g: Graph, shape: Shape, dy: Tensor, attributes: Attributes): Tensor {
  return g.tensor({ op: "AvgPoolGrad", inputs: [integers(g, shape), dy], attributes, dtype: dy.dtype, shape });
}

function windowAttributes(x: Tensor, window: Window) {
  return {
    T: typeOf(x.dtype),
    strides: { kind: "ints", value: [1, ...window.strides, 1] },
    padding: { kind: "string", value: window.padding },
    data_format: { kind: "string", value: "NHWC" },
    dilations: { kind: "ints", value: [1, ...(window.dilations ?? [1, 1]), 1] },
  } satisfies Attributes;
}

/** Height and width after a window of `size` has moved over `shape`. */
function outputSize(shape: Shape, size: Pair, window: Window): Pair {
  const along = (axis: 0 | 1): number => {
    const length = must(shape[axis + 1], "spatial dimension");
    const extent = (size[axis] - 1) * (window.dilations?.[axis] ?? 1) + 1;
    return Math.ceil((window.padding === "SAME" ? length : length - extent + 1) / window.strides[axis]);
  };
  return [along(0), along(1)];
}
