// The seed of one dropout layer in one micro-batch: the eager step and the compiled one draw the same mask from it. Pure.
import { keyedBy, type Words } from "./random.ts";

/**
 * Two int32 for StatelessRandomUniform: a function of the micro-batch's seed and the layer's name, so that layers draw apart. The
 * mask keeps an element where uniform >= rate; what is kept is scaled by 1 / (1 - rate).
 */
export function layerSeed(seed: readonly [number, number], layerName: string): Words {
  return keyedBy(seed, layerName);
}
