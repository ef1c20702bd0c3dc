// Micro-batches in groups that run at once, and their data in and out.
import { InvariantError } from "../../../common/errors.ts";
import type { BindingData } from "./binding.ts";
import type { Tensor } from "./ir.ts";

/**
 * All towers at once, else the largest power of two that is not too many: each number of towers is a graph of its own for
 * TensorFlow, optimized on its first run, so there must not be many. `run` also gets the place of its group's first item.
 */
export function inGroups<Item, Result>(
  items: readonly Item[],
  towers: number,
  run: (group: readonly Item[], from: number) => readonly Result[],
): Result[] {
  if (items.length > towers) throw new InvariantError(`${items.length} micro-batches for ${towers} towers`);
  const results: Result[] = [];
  while (results.length < items.length) {
    const left = items.length - results.length;
    const count = left === towers ? left : 2 ** Math.floor(Math.log2(left));
    results.push(...run(items.slice(results.length, results.length + count), results.length));
  }
  return results;
}

/** The bytes of an input as the placeholder takes them: pixels as they are, features as float32. */
export function inputData({ dtype }: Tensor, bytes: Uint8Array): BindingData {
  return dtype === "float32" ? new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4) : bytes;
}

export function floats(data: BindingData): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new InvariantError("the graph gave something else than float32");
}
