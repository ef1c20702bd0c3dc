// Pixels to the network's input range in the graph, bit for bit as the table that the eager reference uses.
import { pixelTable } from "../pixel-table.ts";
import type { Graph, Tensor } from "./ir.ts";
import { binary, cast, constant } from "./ops/basic.ts";
import { gather } from "./ops/shape.ts";

/**
 * uint8 -> float32. Worked out in float64, without a division (TensorFlow would make it a product with the reciprocal); looked up in
 * the table, which takes four times as long, should a range be found where the last bit is another.
 */
export function scaledPixels(g: Graph, pixels: Tensor, range: readonly [number, number]): Tensor {
  const [lo, hi] = range;
  const table = pixelTable(range);
  if (table.every((value, pixel) => value === pixel)) return cast(g, pixels, "float32");
  const step = (hi - lo) / 255;
  if (!table.every((value, pixel) => value === Math.fround(pixel * step + lo))) {
    return gather(g, constant(g, table, [256]), cast(g, pixels, "int32"));
  }
  const double = (value: number): Tensor => constant(g, Float64Array.of(value), []);
  const scaled = binary(g, "Mul", cast(g, pixels, "float64"), double(step));
  return cast(g, binary(g, "AddV2", scaled, double(lo)), "float32");
}
