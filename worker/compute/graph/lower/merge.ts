import type { BinaryOp } from "../ops/basic.ts";
import { binary } from "../ops/basic.ts";
import { concat } from "../ops/shape.ts";
import { inputOf, type Lowering, numberIn } from "./lowering.ts";

/** Folds the inputs from the left, in call order. */
const fold =
  (op: BinaryOp): Lowering =>
  ({ g, inputs }) =>
    inputs.reduce((a, b, i) => binary(g, op, a, b, i > 1 ? inputs[0] : undefined));

export const lowerAdd: Lowering = fold("AddV2");
export const lowerSubtract: Lowering = fold("Sub");
export const lowerMultiply: Lowering = fold("Mul");
export const lowerMaximum: Lowering = fold("Maximum");
export const lowerMinimum: Lowering = fold("Minimum");

export const lowerConcatenate: Lowering = (context) => {
  const axis = numberIn(context.layer, "axis", -1);
  return concat(context.g, context.inputs, axis < 0 ? axis + inputOf(context).shape.length : axis);
};
