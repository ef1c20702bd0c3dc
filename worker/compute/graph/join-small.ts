// Vectors that are fetched together.
import { sizeOf } from "../../model/network.ts";
import type { Graph, Tensor } from "./ir.ts";
import { concat } from "./ops/shape.ts";

/** Floats: 1 MB. */
const JOINED_LENGTH = 2 ** 18;

/**
 * Gradients are fetched in pieces of about this size or more. Each piece costs a few microseconds, so small gradients are joined;
 * large ones are not, for that would copy them once more into memory fresh from the system.
 */
export function joinSmall(g: Graph, vectors: readonly Tensor[]): readonly Tensor[] {
  const pieces: Tensor[] = [];
  let group: Tensor[] = [];
  let length = 0;
  const flush = (): void => {
    if (group.length > 0) pieces.push(concat(g, group, 0));
    group = [];
    length = 0;
  };
  for (const vector of vectors) {
    if (length + sizeOf(vector.shape) > JOINED_LENGTH) flush();
    group.push(vector);
    length += sizeOf(vector.shape);
  }
  flush();
  return pieces;
}
