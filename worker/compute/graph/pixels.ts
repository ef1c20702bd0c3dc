// Pixels to the network's input range in the graph, bit for bit as the table that the eager reference uses.
import { pixelTable } from "../pixel-table.ts";
import type { Graph, Tensor } from "./ir.ts";
import { binary, cast, constant, scalar, typeOf } from "./ops/basic.ts";
import { gather } from "./ops/shape.ts";

/** uint8 -> float32 by the fastest way that gives the table for all 256 pixels. */
export function scaledPixels(g: Graph, pixels: Tensor, range: readonly [number, number]): Tensor {
  const [lo, hi] = range;
  const step = (hi - lo) / 255;
  const table = pixelTable(range);
  const isTable = (valueOf: (pixel: number) => number): boolean =>
    table.every((value, pixel) => Object.is(value, valueOf(pixel)));
  const [shift, divisor] = [Math.fround(lo / step), Math.fround(1 / step)];
  if (isTable((pixel) => pixel)) return cast(g, pixels, "float32");
  if (isTable((pixel) => Math.fround(Math.fround(pixel + shift) / divisor))) return quotient(g, pixels, shift, divisor);
  if (isTable((pixel) => Math.fround(pixel * step + lo))) return inDouble(g, pixels, step, lo);
  return gather(g, constant(g, table, [256]), cast(g, pixels, "int32"));
}

/**
 * In float32, for ranges such as [-1, 1], where it is (pixel - 127.5) / 127.5: nothing is rounded but the quotient. A product with
 * 1 / 127.5 instead, which is rounded itself, misses half of the table.
 */
function quotient(g: Graph, pixels: Tensor, shift: number, divisor: number): Tensor {
  const floats = cast(g, pixels, "float32");
  const shifted = shift === 0 ? floats : binary(g, "AddV2", floats, scalar(g, shift));
  return binary(g, "RealDiv", shifted, opaqueScalar(g, divisor));
}

/** For any other range; takes twice as long as a quotient. The table takes eight times as long. */
function inDouble(g: Graph, pixels: Tensor, step: number, lo: number): Tensor {
  const double = (value: number): Tensor => constant(g, Float64Array.of(value), []);
  const scaled = binary(g, "Mul", cast(g, pixels, "float64"), double(step));
  return cast(g, binary(g, "AddV2", scaled, double(lo)), "float32");
}

/**
 * A number that TensorFlow's optimizer takes for one that is fed. Of a division by a constant it would make a product with the
 * reciprocal, and put that into the weights of the convolution behind it: other bits.
 */
function opaqueScalar(g: Graph, value: number): Tensor {
  return g.tensor({
    op: "PlaceholderWithDefault",
    inputs: [scalar(g, value)],
    attributes: { dtype: typeOf("float32"), shape: { kind: "shape", value: [] } },
    dtype: "float32",
    shape: [],
  });
}
