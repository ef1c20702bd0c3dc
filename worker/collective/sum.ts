// Adds up what a sum tree names, with the WebAssembly kernels. The bits depend on the tree alone, not on the path taken here.
import type { Kernels } from "../compute/kernels/kernels.ts";
import { placesOfEvenTree, type SumTree } from "./sum-tree.ts";

/** Pieces that stay in the first-level cache while several additions go over them. */
const PIECE_BYTES = 4096;
/** As long as a piece of its check (payload-check.ts), which then finds it in the cache. */
const STRETCH_BYTES = 65_536;

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

type Add = (from: number, bytes: number) => void;

/** target = tree, elementwise in float32. @param filled is told how many of the target's first bytes are there */
export function sumInto(kernels: Kernels, target: SumTarget, tree: SumTree, filled: (bytes: number) => void): void {
  const add = adderOf(kernels, target, tree);
  for (let from = 0; from < target.bytes; from += STRETCH_BYTES) {
    const bytes = Math.min(STRETCH_BYTES, target.bytes - from);
    add(from, bytes);
    filled(from + bytes);
  }
}

function adderOf(kernels: Kernels, target: SumTarget, tree: SumTree): Add {
  const { at } = target;
  const places = placesOfEvenTree(tree);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = places ?? [];
  switch (places?.length) {
    case 1:
      return (o, bytes) => {
        kernels.copy(at + o, a + o, bytes);
      };
    case 2:
      return (o, bytes) => {
        kernels.add(at + o, a + o, b + o, bytes / 4);
      };
    case 4:
      return (o, bytes) => {
        kernels.sum4(at + o, a + o, b + o, c + o, d + o, bytes / 4);
      };
    case 8:
      return (o, bytes) => {
        kernels.sum8(at + o, a + o, b + o, c + o, d + o, e + o, f + o, g + o, h + o, bytes / 4);
      };
    default:
      return (o, bytes) => {
        sumInPieces(kernels, target, tree, o, o + bytes);
      };
  }
}

function sumInPieces(kernels: Kernels, { at, scratch }: SumTarget, tree: SumTree, begin: number, end: number): void {
  for (let from = begin; from < end; from += PIECE_BYTES) {
    const floats = Math.min(PIECE_BYTES, end - from) / 4;
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
