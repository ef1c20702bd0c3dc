import {
  avgPoolGradient,
  type ConvolutionOp,
  convolutionFilterGradient,
  convolutionInputGradient,
  maxPoolGradient,
} from "../ops/convolution.ts";
import { type Rule, rule } from "./rule.ts";

const convolutionRule = (op: ConvolutionOp): Rule =>
  rule((g, { x, dy, node: { attributes } }) => [
    () => convolutionInputGradient(g, op, { shape: x(0).shape, filter: x(1), dy, attributes }),
    () => convolutionFilterGradient(g, op, { x: x(0), shape: x(1).shape, dy, attributes }),
  ]);

export const convolutionRules = {
  Conv2D: convolutionRule("Conv2D"),
  DepthwiseConv2dNative: convolutionRule("DepthwiseConv2dNative"),
  MaxPool: rule((g, { x, y, dy, node }) => [() => maxPoolGradient(g, x(0), y, dy, node.attributes)]),
  AvgPool: rule((g, { x, dy, node }) => [() => avgPoolGradient(g, x(0).shape, dy, node.attributes)]),
} satisfies Record<string, Rule>;
