import { must } from "../../../../common/errors.ts";
import { binary, cast, compare, constant, scalar, statelessUniform } from "../ops/basic.ts";
import { reshape } from "../ops/shape.ts";
import { insideReshape } from "../passes/inside-reshape.ts";
import { UnsupportedLayerError } from "../shaped-layer.ts";
import { inputOf, isArray, type Lowering, numberIn } from "./lowering.ts";

/** Flatten and Reshape: the built network knows the shape. */
export const lowerReshape: Lowering = (context) => {
  const x = inputOf(context);
  return reshape(context.g, x, [must(x.shape[0], "batch"), ...context.layer.outputShape]);
};

/**
 * Stateless: the mask is a function of the micro-batch's seed and the layer's name only. In the order
 * in which the eager reference multiplies (model/tf-layers.ts), so that the bits agree.
 */
export const lowerDropout: Lowering = (context) => {
  const { g, seed, layer } = context;
  const x = inputOf(context);
  const rate = numberIn(layer, "rate", 0);
  if (seed === undefined || rate === 0) return x;
  if (layer.config["noise_shape"] !== undefined && layer.config["noise_shape"] !== null) {
    throw new UnsupportedLayerError(layer, "noise_shape is not supported");
  }
  const kept = cast(g, compare(g, "GreaterEqual", statelessUniform(g, x.shape, seed), scalar(g, rate)), x.dtype);
  return binary(g, "Mul", binary(g, "Mul", x, kept), scalar(g, 1 / (1 - rate)));
};

/** y = x * scale + offset, each a number or one per channel. */
export const lowerRescaling: Lowering = (context) => {
  const { g, layer } = context;
  const operand = (key: string, fallback: number) => {
    const value = layer.config[key] ?? fallback;
    const numbers = (isArray(value) ? value : [value]).map(Number);
    return constant(g, Float32Array.from(numbers), isArray(value) ? [numbers.length] : []);
  };
  return insideReshape(g, inputOf(context), (inner) =>
    binary(g, "AddV2", binary(g, "Mul", inner, operand("scale", 1)), operand("offset", 0)),
  );
};
