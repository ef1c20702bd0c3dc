import type { PoolOp } from "../ops/convolution.ts";
import { pool } from "../ops/convolution.ts";
import { pad, reduce, type Reduction } from "../ops/shape.ts";
import type { ShapedLayer } from "../shaped-layer.ts";
import { UnsupportedLayerError } from "../shaped-layer.ts";
import { inputOf, isArray, type Lowering, pairIn, refuseChannelsFirst, windowIn } from "./lowering.ts";

const lowerPooling =
  (op: PoolOp): Lowering =>
  (context) => {
    const size = pairIn(context.layer, "pool_size", [2, 2]);
    const { strides, padding } = windowIn(context.layer, size);
    return pool(context.g, op, inputOf(context), size, { strides, padding });
  };
export const lowerMaxPooling2D = lowerPooling("MaxPool");
export const lowerAveragePooling2D = lowerPooling("AvgPool");

const lowerGlobalPooling =
  (op: Reduction): Lowering =>
  (context) => {
    refuseChannelsFirst(context.layer);
    return reduce(context.g, op, inputOf(context), [1, 2], context.layer.outputShape.length === 3);
  };
export const lowerGlobalAveragePooling2D = lowerGlobalPooling("Mean");
export const lowerGlobalMaxPooling2D = lowerGlobalPooling("Max");

export const lowerZeroPadding2D: Lowering = (context) => {
  refuseChannelsFirst(context.layer);
  const [rows, columns] = paddingOf(context.layer);
  return pad(context.g, inputOf(context), [[0, 0], rows, columns, [0, 0]]);
};

/** `padding` is one number, one per axis, or [before, after] per axis. */
function paddingOf(layer: ShapedLayer): readonly [[number, number], [number, number]] {
  const value = layer.config["padding"] ?? 1;
  const perAxis = isArray(value) ? value : [value, value];
  const [rows, columns] = perAxis.map((axis) => (isArray(axis) ? axis : [axis, axis]));
  const numbers = [...(rows ?? []), ...(columns ?? [])].filter((entry) => typeof entry === "number");
  const [top, bottom, left, right] = numbers;
  if (top === undefined || bottom === undefined || left === undefined || right === undefined) {
    throw new UnsupportedLayerError(layer, `padding ${JSON.stringify(value)} is not understood`);
  }
  return [
    [top, bottom],
    [left, right],
  ];
}
