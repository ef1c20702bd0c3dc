// The weights of layers as constants of a graph.
import { weightPath } from "../../model/network.ts";
import type { Graph, Tensor } from "./ir.ts";
import { constant } from "./ops/basic.ts";
import type { ShapedLayer } from "./shaped-layer.ts";

/** Every weight of every layer, by its path. The arrays are not copied. */
export function constantWeights(g: Graph, layers: readonly ShapedLayer[]): Map<string, Tensor> {
  const all = new Map<string, Tensor>();
  for (const layer of layers)
    for (const { name, data, shape } of layer.weights) all.set(weightPath(layer.name, name), constant(g, data, shape));
  return all;
}
