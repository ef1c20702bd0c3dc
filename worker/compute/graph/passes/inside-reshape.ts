// 1x1 convolutions are products of matrices, so their output is a Reshape. What follows them elementwise (bias, ReLU) is done
// before that Reshape: TensorFlow fuses MatMul, BiasAdd and Relu only if they follow each other.
import type { Graph, Tensor } from "../ir.ts";
import { lastOf } from "../ops/basic.ts";
import { reshape } from "../ops/shape.ts";

/** `f(x)` for an `f` that works along the last axis or on single elements, applied inside a Reshape that keeps the last axis. */
export function insideReshape(g: Graph, x: Tensor, f: (inner: Tensor) => Tensor): Tensor {
  const inner = innerOf(x);
  return inner === undefined ? f(x) : reshape(g, f(inner), x.shape);
}

/** What a Reshape that keeps the last axis was made of. */
function innerOf(x: Tensor): Tensor | undefined {
  const [inner] = x.node.inputs;
  if (x.node.op !== "Reshape" || x.node.recorded || inner === undefined || inner.shape.length < 2) return undefined;
  return lastOf(inner.shape) === lastOf(x.shape) ? inner : undefined;
}
