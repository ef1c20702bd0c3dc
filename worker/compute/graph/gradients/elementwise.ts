import { must } from "../../../../common/errors.ts";
import type { Graph, Shape, Tensor } from "../ir.ts";
import { activationGradient, type ActivationGradient, binary, cast, compare, scalar } from "../ops/basic.ts";
import { reduce, reshape, sameShape } from "../ops/shape.ts";
import { type Rule, rule } from "./rule.ts";

/** Sums `dy` over the axes along which an operand of shape `shape` was broadcast. */
export function unbroadcast(g: Graph, dy: Tensor, shape: Shape): Tensor {
  if (sameShape(dy.shape, shape)) return dy;
  const lead = dy.shape.length - shape.length;
  const axes = dy.shape.flatMap((size, i) => (i < lead || (shape[i - lead] === 1 && size !== 1) ? [i] : []));
  return reshape(g, reduce(g, "Sum", dy, axes, false), shape);
}

const activation = (op: ActivationGradient): Rule => rule((g, { y, dy }) => [() => activationGradient(g, op, y, dy)]);

/** The gradient goes to the operand that was taken, to the first where both are equal, as tfjs has it. */
const extremum = (taken: "GreaterEqual" | "LessEqual"): Rule =>
  rule((g, { x, dy }) => {
    const mask = (): Tensor => cast(g, compare(g, taken, x(0), x(1)), dy.dtype);
    return [
      () => unbroadcast(g, binary(g, "Mul", dy, mask()), x(0).shape),
      () => unbroadcast(g, binary(g, "Mul", dy, binary(g, "Sub", scalar(g, 1), mask())), x(1).shape),
    ];
  });

export const elementwiseRules = {
  Identity: rule((_, { dy }) => [() => dy]),
  AddV2: rule((g, { x, dy }) => [() => unbroadcast(g, dy, x(0).shape), () => unbroadcast(g, dy, x(1).shape)]),
  Sub: rule((g, { x, dy }) => [
    () => unbroadcast(g, dy, x(0).shape),
    () => unbroadcast(g, binary(g, "Mul", dy, scalar(g, -1)), x(1).shape),
  ]),
  Mul: rule((g, { x, dy }) => [
    () => unbroadcast(g, binary(g, "Mul", dy, x(1)), x(0).shape),
    () => unbroadcast(g, binary(g, "Mul", dy, x(0)), x(1).shape),
  ]),
  Maximum: extremum("GreaterEqual"),
  Minimum: extremum("LessEqual"),
  Relu: activation("ReluGrad"),
  Relu6: activation("Relu6Grad"),
  Sigmoid: activation("SigmoidGrad"),
  Tanh: activation("TanhGrad"),
  Elu: activation("EluGrad"),
  // dx = (dy - sum(dy * y)) * y over the last axis
  Softmax: rule((g, { y, dy }) => [
    () => {
      const sum = reduce(g, "Sum", binary(g, "Mul", dy, y), [y.shape.length - 1], true);
      return binary(g, "Mul", binary(g, "Sub", dy, sum), y);
    },
  ]),
} satisfies Record<string, Rule>;

/** For the loss: multiplies each row of `matrix` by its element of `vector`. */
export function scaleRows(g: Graph, matrix: Tensor, vector: Tensor): Tensor {
  return binary(g, "Mul", matrix, reshape(g, vector, [must(vector.shape[0], "rows"), 1]));
}
