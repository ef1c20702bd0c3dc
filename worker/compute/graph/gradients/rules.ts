// The table of gradient rules: op name -> rule. A new op with a gradient is added to one of the files beside this one.
import { convolutionRules } from "./convolution.ts";
import { elementwiseRules } from "./elementwise.ts";
import { linearRules } from "./linear.ts";
import { normalizationRules } from "./normalization.ts";
import type { Rule } from "./rule.ts";
import { shapeRules } from "./shape.ts";

export const gradientRules: Readonly<Record<string, Rule | undefined>> = {
  ...elementwiseRules,
  ...linearRules,
  ...convolutionRules,
  ...normalizationRules,
  ...shapeRules,
};
