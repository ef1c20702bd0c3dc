import { must } from "../../../../common/errors.ts";
import { biasAddGrad, matMul } from "../ops/linear.ts";
import type { Node } from "../ir.ts";
import { scaleRows } from "./elementwise.ts";
import { type Rule, rule } from "./rule.ts";

/** The op's second output is the gradient of the first with respect to the logits. Labels have none. */
const crossEntropy = rule((g, { dy, node }) => [
  () => scaleRows(g, must(node.outputs[1], "softmax - label"), dy),
  undefined,
]);

export const linearRules = {
  // y = A B, with A or B read transposed: the gradients are products too, never transposes of big matrices.
  MatMul: rule((g, { x, dy, node }) => {
    const transposeA = flag(node, "transpose_a");
    const transposeB = flag(node, "transpose_b");
    return [
      () =>
        transposeA
          ? matMul(g, x(1), dy, { transposeA: transposeB, transposeB: true })
          : matMul(g, dy, x(1), { transposeB: !transposeB }),
      () =>
        transposeB
          ? matMul(g, dy, x(0), { transposeA: true, transposeB: transposeA })
          : matMul(g, x(0), dy, { transposeA: !transposeA }),
    ];
  }),
  BiasAdd: rule((g, { dy }) => [() => dy, () => biasAddGrad(g, dy)]),
  SparseSoftmaxCrossEntropyWithLogits: crossEntropy,
  SoftmaxCrossEntropyWithLogits: crossEntropy,
} satisfies Record<string, Rule>;

function flag(node: Node, name: string): boolean {
  const attribute = node.attributes[name];
  return attribute?.kind === "bool" && attribute.value;
}
