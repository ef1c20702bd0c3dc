// Folds a frozen BatchNormalization into the convolution before it: conv(x, w) * s = conv(x, w * s) for one s per channel.
// The convolution without s stays in the graph but nobody asks for it, so it is never written.
import { must } from "../../../../common/errors.ts";
import { sizeOf } from "../../../model/network.ts";
import type { ConstantData, Graph, Node, Tensor } from "../ir.ts";
import { binary, constant, constantData } from "../ops/basic.ts";
import { reshape } from "../ops/shape.ts";
import { insideReshape } from "./inside-reshape.ts";

/** `y * scale`, with the scale in the weights that made `y` if that is possible and cheaper. `scale` has one value per channel. */
export function scaleChannels(g: Graph, y: Tensor, scale: Tensor): Tensor {
  return scaledInWeights(g, y, scale) ?? insideReshape(g, y, (inner) => binary(g, "Mul", inner, scale));
}

function scaledInWeights(g: Graph, y: Tensor, scale: Tensor): Tensor | undefined {
  const { node } = y;
  const [x, w] = node.inputs;
  if (node.recorded || x === undefined || w === undefined) return undefined;
  switch (node.op) {
    case "Reshape":
      return x.shape.at(-1) === y.shape.at(-1) ? onto(g, scaledInWeights(g, x, scale), y) : undefined;
    case "BiasAdd":
      return rebuilt(g, node, scaledInWeights(g, x, scale), scaledConstant(g, w, scale));
    case "MatMul":
    case "Conv2D":
      return isCheap(w, y, scale) ? rebuilt(g, node, x, scaledConstant(g, w, scale)) : undefined;
    case "DepthwiseConv2dNative":
      return isCheap(w, y, scale)
        ? rebuilt(g, node, x, scaledConstant(g, w, reshape(g, scale, w.shape.slice(2))))
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Constant weights are scaled once, here, by a constant. By a trained scale they are not: its gradient would take that of the weights,
 * which nobody else needs. Trained weights are scaled on each step, and so are their gradients: deep layers have more weights than
 * activations, and then the activations are scaled.
 */
function isCheap(w: Tensor, y: Tensor, scale: Tensor): boolean {
  if (constantData(weightRoot(w)) !== undefined) return constantData(scale) !== undefined;
  return sizeOf(w.shape) <= sizeOf(y.shape);
}

function weightRoot(w: Tensor): Tensor {
  return w.node.op === "Reshape" ? weightRoot(must(w.node.inputs[0], "reshaped")) : w;
}

function rebuilt(g: Graph, node: Node, x: Tensor | undefined, w: Tensor): Tensor | undefined {
  if (x === undefined) return undefined;
  const { dtype, shape } = must(node.outputs[0], "output");
  return g.tensor({ op: node.op, inputs: [x, w], attributes: node.attributes, dtype, shape });
}

function onto(g: Graph, inner: Tensor | undefined, y: Tensor): Tensor | undefined {
  return inner === undefined ? undefined : reshape(g, inner, y.shape);
}

/** `w * scale` along the last axes; done here if both are constants, once for all towers. */
function scaledConstant(g: Graph, w: Tensor, scale: Tensor): Tensor {
  const values = constantData(w);
  const factors = constantData(scale);
  if (values === undefined || factors === undefined) return binary(g, "Mul", w, scale);
  return constant(
    g,
    g.once(`scaled ${w.node.name} ${scale.node.name}`, () => product(values, factors)),
    w.shape,
  );
}

function product(values: ConstantData, factors: ConstantData): Float32Array {
  const period = factors.length;
  const scaled = new Float32Array(values.length);
  for (let i = 0; i < scaled.length; i += 1) scaled[i] = (values[i] ?? 0) * (factors[i % period] ?? 0);
  return scaled;
}
