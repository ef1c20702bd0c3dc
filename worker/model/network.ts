// A network as plain data: a flat chain of layers in topological order, whatever file it came from. Importers make it, `cut` and
// `head` change it, `build` makes tfjs layers of it, and the compiled step lowers it. No TensorFlow here, no I/O.
//   N1. Each layer's inputs stand before it. Names are unique. The first layer is the only InputLayer.
//   N2. Nested models are flattened; a layer is called once.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface Layer {
  readonly name: string;
  /** Keras class name, such as Conv2D. */
  readonly className: string;
  /** Keras 2 dialect (snake case, as tfjs reads it); Keras 3 files are repaired on import. */
  readonly config: JsonObject;
  /** Names of the layers whose outputs it takes, in call order; empty for the InputLayer only. */
  readonly inputs: readonly string[];
}

export interface Network {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Name of the layer whose output is the network's. */
  readonly output: string;
}

/** One weight: `name` is its short name (kernel, bias, gamma, beta, moving_mean, moving_variance, depthwise_kernel...). */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Weights by layer name, each in Keras's order (BatchNormalization: gamma, beta, moving_mean, moving_variance). */
export type WeightMap = ReadonlyMap<string, readonly Weight[]>;

export interface Model {
  readonly network: Network;
  readonly weights: WeightMap;
}

/** "block_1_expand/kernel": how a weight is named in checkpoints, plans and messages. */
export function weightPath(layer: string, weight: string): string {
  return `${layer}/${weight}`;
}

/** Product of the dimensions; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
