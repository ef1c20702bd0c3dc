import type { Graph, Tensor } from "../ir.ts";
import { binary, scalar, unary, type UnaryOp } from "../ops/basic.ts";
import { insideReshape } from "../passes/inside-reshape.ts";
import { UnsupportedLayerError } from "../shaped-layer.ts";
import { activationIn, inputOf, type LayerContext, type Lowering } from "./lowering.ts";

const SINGLE_OPS: Readonly<Record<string, UnaryOp>> = {
  relu: "Relu",
  relu6: "Relu6",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  elu: "Elu",
  softmax: "Softmax",
};

/** Applies the activation of this name. */
export function activate({ g, layer }: LayerContext, name: string, x: Tensor): Tensor {
  const op = SINGLE_OPS[name];
  if (name === "linear") return x;
  if (name === "swish" || name === "silu") return insideReshape(g, x, (inner) => swish(g, inner));
  if (op === undefined) throw new UnsupportedLayerError(layer, `activation ${name} is not known`);
  return insideReshape(g, x, (inner) => unary(g, op, inner));
}

function swish(g: Graph, x: Tensor): Tensor {
  return binary(g, "Mul", x, unary(g, "Sigmoid", x));
}

export const lowerActivation: Lowering = (context) => activate(context, activationIn(context.layer), inputOf(context));

export const lowerSoftmax: Lowering = (context) => activate(context, "softmax", inputOf(context));

/** ReLU with an optional maximum; tfjs knows neither a slope nor a threshold. */
export const lowerRelu: Lowering = (context) => {
  const { g, layer } = context;
  const maximum = layer.config["max_value"];
  if (maximum === 6) return activate(context, "relu6", inputOf(context));
  const y = activate(context, "relu", inputOf(context));
  return typeof maximum === "number" ? binary(g, "Minimum", y, scalar(g, maximum)) : y;
};
