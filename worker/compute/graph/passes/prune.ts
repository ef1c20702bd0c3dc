// What is written: the nodes that a fetch depends on, in order.
import type { Node, Tensor } from "../ir.ts";

export function reachable(nodes: readonly Node[], fetches: readonly Tensor[]): readonly Node[] {
  const wanted = new Set(fetches.map((tensor) => tensor.node));
  const kept = nodes.toReversed().filter((node) => {
    if (!wanted.has(node)) return false;
    for (const input of node.inputs) wanted.add(input.node);
    for (const control of node.controls) wanted.add(control);
    return true;
  });
  return kept.reverse();
}
