// Lowers the whole network for one micro-batch. Done once per tower in the same graph: nodes that don't depend on the micro-batch
// (weights, and what is computed from weights alone) come out equal and are therefore shared (ir.ts, G2).
import { must } from "../../../../common/errors.ts";
import type { Graph, Tensor } from "../ir.ts";
import type { BatchStatistics, LayerContext, Lowering } from "../lower/lowering.ts";
import { lowerings } from "../lower/table.ts";
import { type ShapedLayer, UnsupportedLayerError } from "../shaped-layer.ts";

export interface TowerInput {
  /** Scaled pictures: what the InputLayer gives. */
  readonly pictures: Tensor;
  readonly weight: (layer: string, name: string) => Tensor | undefined;
  /** int32[2] for a layer that draws random numbers; undefined in inference mode. */
  readonly seed: (layer: string) => Tensor | undefined;
  /** Takes the batch's statistics of a layer that normalizes with them; undefined for one that uses its moving statistics. */
  readonly batchStatistics?: (layer: string) => ((found: BatchStatistics) => void) | undefined;
  /** For classes without a lowering; forward only. */
  readonly record: Lowering | undefined;
  /** Record also what has a lowering that does not know some option, an activation say. Nothing of it can be trained. */
  readonly recordsUnknownOptions?: boolean;
}

/** Returns the output of layer `output`. Layers after it are not lowered. */
export function lowerNetwork(g: Graph, layers: readonly ShapedLayer[], output: string, tower: TowerInput): Tensor {
  const outputs = new Map<string, Tensor>();
  for (const layer of layers) {
    const inputs = layer.inputs.map((name) => must(outputs.get(name), `output of ${name}`));
    const lowered = g.within(layer.name, () => lowerLayer(g, layer, inputs, tower));
    if (layer.name === output) return lowered;
    outputs.set(layer.name, lowered);
  }
  return must(outputs.get(output), `layer ${output}`);
}

function lowerLayer(g: Graph, layer: ShapedLayer, inputs: readonly Tensor[], tower: TowerInput): Tensor {
  if (layer.inputs.length === 0) return tower.pictures;
  const lower = lowerings[layer.className] ?? tower.record;
  if (lower === undefined) throw new UnsupportedLayerError(layer, "there is no lowering for this class");
  const weight = (name: string): Tensor | undefined => tower.weight(layer.name, name);
  const context: LayerContext = {
    g,
    layer,
    inputs,
    weight,
    seed: tower.seed(layer.name),
    batchStatistics: tower.batchStatistics?.(layer.name),
  };
  try {
    return lower(context);
  } catch (error) {
    if (!(error instanceof UnsupportedLayerError) || tower.recordsUnknownOptions !== true) throw error;
    return must(tower.record, "a recorder")(context);
  }
}
