// Where a network can be cut so that everything before it gives the same output for a sample every time: no trained weight, nothing
// random, one tensor across. Pure.
import type { Layer, Network } from "./network.ts";

/**
 * The last such layer, or undefined when there is none behind the input.
 * @param changes whether a layer has weights (or statistics) that the phase changes
 */
export function featureCut(network: Network, changes: (layer: string) => boolean): string | undefined {
  const { layers } = network;
  const place = new Map(layers.map(({ name }, index) => [name, index]));
  const firstMoving = layers.findIndex((layer) => changes(layer.name) || isRandom(layer));
  const end = firstMoving < 0 ? layers.length - 1 : firstMoving;
  for (let index = end - 1; index > 0; index--) if (isOnlyWay(layers, place, index)) return layers[index]?.name;
  return undefined;
}

/** The network from the cut on: its input is the cut layer's output. */
export function afterCut(network: Network, cut: string, shape: readonly number[]): Network {
  const index = network.layers.findIndex(({ name }) => name === cut);
  const input: Layer = {
    name: cut,
    className: "InputLayer",
    config: { name: cut, batch_input_shape: [null, ...shape] },
    inputs: [],
  };
  return { ...network, layers: [input, ...network.layers.slice(index + 1)] };
}

/** The network up to the cut: its output is the cut layer's. */
export function upToCut(network: Network, cut: string): Network {
  const index = network.layers.findIndex(({ name }) => name === cut);
  return { ...network, layers: network.layers.slice(0, index + 1), output: cut };
}

/** In training mode, where the head's dropout acts, a trunk's acts too. */
function isRandom({ className, config }: Layer): boolean {
  return className === "Dropout" && Number(config["rate"] ?? 0) > 0;
}

/** No layer behind takes the output of one before: all that is known behind went through this one. */
function isOnlyWay(layers: readonly Layer[], place: ReadonlyMap<string, number>, index: number): boolean {
  return layers.slice(index + 1).every(({ inputs }) => inputs.every((input) => (place.get(input) ?? -1) >= index));
}
