import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import { scratchBytes, sumInto } from "../../../worker/collective/sum.ts";
import type { SumTree } from "../../../worker/collective/sum-tree.ts";
import { createSharedMemory, loadKernels } from "../../../worker/compute/kernels/kernels.ts";

const memory = createSharedMemory(2 << 20);
const kernels = loadKernels(memory);
const SCRATCH = 65_536;
const TARGET = SCRATCH + scratchBytes(1 << 10);
const STRIDE = 32_768;
const at = (index: number): number => TARGET + (index + 1) * STRIDE;
const floats = (offset: number, length: number): Float32Array => new Float32Array(memory.buffer, offset, length);

const anyTree: fc.Arbitrary<SumTree> = fc.letrec<{ tree: SumTree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, fc.nat({ max: 12 }).map(at), fc.tuple(tie("tree"), tie("tree"))),
})).tree;
const even = (depth: number, from = 0): SumTree =>
  depth === 0 ? at(from) : [even(depth - 1, from), even(depth - 1, from + 2 ** (depth - 1))];

function plain(tree: SumTree, i: number): number {
  if (typeof tree === "number") return must(floats(tree, i + 1)[i], "an element");
  return Math.fround(plain(tree[0], i) + plain(tree[1], i));
}

test("a sum has the bits of its tree in plain float32, for any tree and length, and writes nothing beside it", () => {
  for (let b = 0; b <= 12; b++)
    floats(at(b), 3000).forEach((_, i, all) => (all[i] = Math.sin(i * 13 + b * 7) / (b + 1)));
  const trees = fc.oneof(anyTree, fc.constantFrom(even(0), even(1), even(2), even(3)));
  fc.assert(
    fc.property(trees, fc.integer({ min: 1, max: 2500 }), (tree, length) => {
      const target = floats(TARGET, length + 1).fill(Number.NaN);
      sumInto(kernels, { at: TARGET, bytes: length * 4, scratch: SCRATCH }, tree, () => undefined);
      for (let i = 0; i < length; i += 1 + (i >> 4)) assert.equal(target[i], plain(tree, i));
      assert.equal(target[length - 1], plain(tree, length - 1));
      assert.ok(Number.isNaN(target[length]));
    }),
  );
});
