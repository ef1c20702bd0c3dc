// Initial values of weights that no file gives: as Keras's defaults, from a generator of (seed, layer, weight, element) alone, so
// neither the order in which layers are made nor anything else in the process matters. Pure; exact in float32.
import { sizeOf, weightPath } from "./network.ts";
import { keyedBy, threefry, wordsOf, type Words } from "./random.ts";

export interface WeightPlace {
  readonly layer: string;
  /** Short name: kernel, bias, gamma... */
  readonly weight: string;
  readonly shape: readonly number[];
}

/** Kernels: Glorot uniform. gamma and moving_variance: ones. All else: zeros. */
export function initialValues(seed: number, { layer, weight, shape }: WeightPlace): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (weight.endsWith("kernel"))
    fillUniform(values, glorotLimit(shape), keyedBy(wordsOf(seed), weightPath(layer, weight)));
  if (weight === "gamma" || weight === "moving_variance") values.fill(1);
  return values;
}

/** sqrt(6 / (fanIn + fanOut)); for a convolution each fan counts the window too, as Keras does for depthwise ones as well. */
export function glorotLimit(shape: readonly number[]): number {
  const fanOut = shape.at(-1) ?? 1;
  const fanIn = shape.at(-2) ?? fanOut;
  const window = sizeOf(shape.slice(0, -2));
  return Math.sqrt(6 / Math.max(1, window * (fanIn + fanOut)));
}

/** From -limit to below limit, in steps of limit / 2^23. */
function fillUniform(values: Float32Array, limit: number, key: Words): void {
  for (let index = 0; index < values.length; index += 2) {
    const [first, second] = threefry(key, [index, 0]);
    values[index] = uniform(first, limit);
    if (index + 1 < values.length) values[index + 1] = uniform(second, limit);
  }
}

function uniform(word: number, limit: number): number {
  return Math.fround(limit * ((word >>> 8) / 2 ** 23 - 1));
}
