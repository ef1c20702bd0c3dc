import { must } from "../../../../common/errors.ts";
import { fusedBatchNormGradient } from "../ops/normalization.ts";
import { type Rule, rule } from "./rule.ts";

export const normalizationRules = {
  // One op gives all three. Nothing flows back through the statistics: the loss does not depend on them.
  FusedBatchNormV3: rule((g, { dy, node }) =>
    [0, 1, 2].map((i) => () => must(fusedBatchNormGradient(g, node, dy)[i], "gradient")),
  ),
} satisfies Record<string, Rule>;
