// Adds up what a sum tree names, with the WebAssembly kernels. The bits depend on the tree alone, not on the path taken here.
import type { Kernels } from "../compute/kernels/kernels.ts";
import { placesOfEvenTree, type SumTree } from "./sum-tree.ts";

/** Pieces that stay in the first-level cache while several additions go over them. */
const PIECE_BYTES = 4096;

/** Two pieces for each level of the tree. */
export function scratchBytes(leaves: number): number {
  return 2 * PIECE_BYTES * (Math.ceil(Math.log2(Math.max(leaves, 2))) + 1);
}

export interface SumTarget {
  readonly at: number;
  readonly bytes: number;
  /** Byte offset of `scratchBytes` bytes. */
  readonly scratch: number;
}

/** target = tree, elementwise in float32. */
export function sumInto(kernels: Kernels, target: SumTarget, tree: SumTree): void {
  const places = placesOfEvenTree(tree);
  const { at, bytes } = target;
  const floats = bytes / 4;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = places ?? [];
  if (places?.length === 1) kernels.copy(at, a, bytes);
  else if (places?.length === 2) kernels.add(at, a, b, floats);
  else if (places?.length === 4) kernels.sum4(at, a, b, c, d, floats);
  else if (places?.length === 8) kernels.sum8(at, a, b, c, d, e, f, g, h, floats);
  else sumInPieces(kernels, target, tree);
}

function sumInPieces(kernels: Kernels, { at, bytes, scratch }: SumTarget, tree: SumTree): void {
  for (let from = 0; from < bytes; from += PIECE_BYTES) {
    const floats = Math.min(PIECE_BYTES, bytes - from) / 4;
    const evaluate = (node: SumTree, into: number, depth: number): number => {
      if (typeof node === "number") return node + from;
      const left = evaluate(node[0], scratch + 2 * depth * PIECE_BYTES, depth + 1);
      const right = evaluate(node[1], scratch + (2 * depth + 1) * PIECE_BYTES, depth + 1);
      kernels.add(into, left, right, floats);
      return into;
    };
    evaluate(tree, at + from, 0);
  }
}
