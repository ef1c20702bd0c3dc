import { sizeOf } from "../../../model/network.ts";
import type { Graph, Tensor } from "../ir.ts";
import { lastOf, rowsOf } from "../ops/basic.ts";
import { convolution, type Window } from "../ops/convolution.ts";
import { biasAdd, matMul } from "../ops/linear.ts";
import { reshape } from "../ops/shape.ts";
import { insideReshape } from "../passes/inside-reshape.ts";
import { UnsupportedLayerError } from "../shaped-layer.ts";
import { activate } from "./activation.ts";
import { activationIn, inputOf, type LayerContext, type Lowering, weightOf, windowIn } from "./lowering.ts";

export const lowerConv2D: Lowering = (context) => {
  const { g, layer } = context;
  const window = windowIn(layer, [1, 1]);
  const x = inputOf(context);
  const kernel = weightOf(context, "kernel");
  if (kernel.shape[2] !== lastOf(x.shape)) throw new UnsupportedLayerError(layer, "groups are not supported");
  const y = isPointwise(kernel, window) ? pointwise(g, x, kernel) : convolution(g, "Conv2D", x, kernel, window);
  return finished(context, y);
};

export const lowerDepthwiseConv2D: Lowering = (context) => {
  const kernel = weightOf(context, "depthwise_kernel");
  const window = windowIn(context.layer, [1, 1]);
  if (window.dilations?.some((dilation) => dilation !== 1) === true) {
    throw new UnsupportedLayerError(context.layer, "TensorFlow ignores dilation_rate of depthwise convolutions");
  }
  return finished(context, convolution(context.g, "DepthwiseConv2dNative", inputOf(context), kernel, window));
};

export const lowerDense: Lowering = (context) => {
  const x = inputOf(context);
  const kernel = weightOf(context, "kernel");
  return finished(context, pointwise(context.g, x, kernel));
};

/** Bias, if there is one, and activation. */
function finished(context: LayerContext, y: Tensor): Tensor {
  const { g, layer } = context;
  const bias = context.weight("bias");
  const biased = bias === undefined ? y : insideReshape(g, y, (inner) => biasAdd(g, inner, bias));
  return activate(context, activationIn(layer), biased);
}

function isPointwise(kernel: Tensor, window: Window): boolean {
  return kernel.shape[0] === 1 && kernel.shape[1] === 1 && window.strides.every((stride) => stride === 1);
}

/** A 1x1 convolution is a product of matrices, which TensorFlow runs faster, forwards and backwards. */
function pointwise(g: Graph, x: Tensor, kernel: Tensor): Tensor {
  const outputs = lastOf(kernel.shape);
  const rows = reshape(g, x, [rowsOf(x.shape), lastOf(x.shape)]);
  const product = matMul(g, rows, reshape(g, kernel, [sizeOf(kernel.shape) / outputs, outputs]));
  return reshape(g, product, [...x.shape.slice(0, -1), outputs]);
}
