import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { blocksOf, childrenOf, type TreeRange } from "../../../common/tree.ts";
import { BlockStack } from "../../../worker/compute/block-stack.ts";
import { type Block, NO_SUMS, sumsOfRound } from "../../../worker/compute/round-sums.ts";
import { createSharedMemory, loadKernels } from "../../../worker/compute/kernels/kernels.ts";
import { applyUpdate, type OptimizerSpec } from "../../../worker/compute/optimizer.ts";

const memory = createSharedMemory(2 << 20);
const kernels = loadKernels(memory);
const at = (index: number): number => 65_536 + index * 65_536;
const floats = (index: number, length: number): Float32Array => new Float32Array(memory.buffer, at(index), length);
const fround = Math.fround;
const anyFloat = fc.float({ noNaN: true, min: fround(-1e6), max: fround(1e6) });

test("add gives the float32 sum of each element for any length", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyFloat, anyFloat), { maxLength: 70 }), (pairs) => {
      floats(0, pairs.length).set(pairs.map(([a]) => a));
      floats(1, pairs.length).set(pairs.map(([, b]) => b));
      floats(2, pairs.length + 1).fill(7);
      kernels.add(at(2), at(0), at(1), pairs.length);
      assert.deepEqual([...floats(2, pairs.length + 1)], [...pairs.map(([a, b]) => fround(a + b)), 7]);
    }),
  );
});

test("mean gives each element's float32 quotient and the sum of their squares for any length, in place or not", () => {
  const length = fc.oneof(fc.nat(70), fc.integer({ min: 4090, max: 4110 }), fc.integer({ min: 8190, max: 12_300 }));
  fc.assert(
    fc.property(
      length,
      fc.integer(),
      fc.integer({ min: 1, max: 4096 }),
      fc.boolean(),
      (n, seed, divisor, isInPlace) => {
        const values = Array.from({ length: n }, (_, i) => fround(Math.sin(seed + i) * 10 ** (i % 7)));
        const target = isInPlace ? 0 : 1;
        floats(0, n + 1).set([...values, 7]);
        floats(1, n + 1).fill(7);
        const squares = kernels.mean(at(target), at(0), n, divisor);
        const expected = values.map((value) => fround(value / divisor));
        assert.deepEqual([...floats(target, n + 1)], [...expected, 7]);
        const plain = expected.reduce((sum, value) => sum + value * value, 0);
        assert.ok(Math.abs(squares - plain) <= 1e-12 * plain, `${squares}, expected ${plain}`);
      },
    ),
  );
});

test("mean tells of one element that is not finite, wherever it is", () => {
  for (const n of [1, 7, 8, 4096, 4099]) {
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      for (const index of new Set([0, Math.floor(n / 2), n - 1])) {
        floats(0, n).fill(1)[index] = wrong;
        assert.ok(!Number.isFinite(kernels.mean(at(1), at(0), n, 3)), `${wrong} at ${index} of ${n}`);
      }
    }
  }
});

const leaf = fc.option(fc.array(anyFloat, { minLength: 4, maxLength: 4 }), { freq: 5 });

test("sums in the block stack equal the tree written out, bit by bit, with empty micro-batches left out", () => {
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 21 }), (leaves) => {
      const whole = { lo: 0, hi: leaves.length };
      const [root, ...others] = stacked(leaves, whole);
      assert.equal(others.length, 0);
      assert.deepEqual(valuesOf(root), naiveTree(leaves, whole));
      assert.equal(root?.sums.weight, leaves.filter((values) => values !== null).length);
    }),
  );
});

test("a share comes to its maximal blocks, each the tree's sum of its micro-batches, and shares to the round's sums", () => {
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 21 }), fc.nat(21), (leaves, cut) => {
      const middle = Math.min(cut, leaves.length);
      const shares = [
        { lo: 0, hi: middle },
        { lo: middle, hi: leaves.length },
      ];
      const blocks = shares.map((share) => stacked(leaves, share));
      shares.forEach((share, i) => {
        const own = blocks[i] ?? [];
        assert.deepEqual(
          own.map(({ lo, hi }) => ({ lo, hi })),
          blocksOf(leaves.length, share),
        );
        for (const block of own) assert.deepEqual(valuesOf(block), naiveTree(leaves, block));
      });
      const [alone] = stacked(leaves, { lo: 0, hi: leaves.length });
      assert.deepEqual(sumsOfRound(leaves.length, blocks.flat()), alone?.sums);
    }),
  );
});

/** A block's four numbers; blocks share memory, so it is read at once. */
type Stacked = Block & { readonly values: readonly number[] | null };

function stacked(leaves: readonly (readonly number[] | null)[], share: TreeRange): readonly Stacked[] {
  const places = Array.from({ length: 14 }, (_, i) => at(10 + i));
  const stack = new BlockStack(kernels, leaves.length, places, 4);
  if (share.hi > share.lo) stack.begin(share);
  for (const values of leaves.slice(share.lo, share.hi)) {
    if (values === null) stack.push(undefined, NO_SUMS);
    else {
      const block = stack.take();
      new Float32Array(memory.buffer, block, 4).set(values);
      stack.push(block, { loss: values[0] ?? 0, weight: 1, samples: 1, correct: 0 });
    }
  }
  return stack.finish().map((block) => ({
    ...block,
    values: block.at === undefined ? null : [...new Float32Array(memory.buffer, block.at, 4)],
  }));
}

function valuesOf(block: Stacked | undefined): readonly number[] | null {
  return block?.values ?? null;
}

function naiveTree(leaves: readonly (readonly number[] | null)[], node: TreeRange): readonly number[] | null {
  const children = childrenOf(node);
  if (children === undefined) return leaves[node.lo] ?? null;
  const [left, right] = [naiveTree(leaves, children[0]), naiveTree(leaves, children[1])];
  if (left === null || right === null) return left ?? right;
  return left.map((value, i) => fround(value + (right[i] ?? 0)));
}

test("the vector part and the tail of AdamW give the same bits", () => {
  const spec: OptimizerSpec = { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };
  const run = (length: number): number[] => {
    floats(0, 7).set([0.5, -1, 2, 3, -4, 5, 6]);
    floats(1, 7).fill(0);
    floats(2, 7).fill(0);
    for (let step = 1; step <= 3; step++) {
      floats(3, 7).set([0.1, 0.2, -0.3, 0.4, 1e-9, -5, 6]);
      const weights = Array.from({ length: 7 / length }, (_, i) => ({
        offset: i * length,
        gradientOffset: i * length,
        size: length,
        learningRate: 1e-2,
        updates: step,
      }));
      applyUpdate(kernels, {
        spec,
        updates: weights,
        weights: at(0),
        slots: [at(1), at(2)],
        sum: at(3),
        gradient: at(3),
        floats: 7,
        weightSum: 3,
        clipNorm: 1,
      });
    }
    return [...floats(0, 7)];
  };
  assert.deepEqual(run(7), run(1));
});

test("SGD gives each element its own bits for any length, with and without momentum and nesterov", () => {
  const small = fc.float({ noNaN: true, min: 0, max: 1 });
  const elements = fc.array(fc.tuple(anyFloat, anyFloat, anyFloat), { maxLength: 40 });
  fc.assert(
    fc.property(
      elements,
      small,
      fc.oneof(fc.constant(0), small),
      fc.boolean(),
      small,
      (all, rate, momentum, nesterov, decay) => {
        const n = all.length;
        [0, 1, 2].forEach((vector) => {
          floats(vector, n + 1).set([...all.map((one) => one[vector] ?? 0), 7]);
        });
        kernels.sgd(at(0), at(1), at(2), n, rate, momentum, nesterov ? 1 : 0, decay);
        const expected = all.map(([w, v, g]) => {
          const x = fround(g + fround(decay * w));
          const velocity = momentum === 0 ? v : fround(fround(momentum * v) + x);
          const ahead = nesterov ? fround(x + fround(momentum * velocity)) : velocity;
          return [fround(w - fround(rate * (momentum === 0 ? x : ahead))), velocity] as const;
        });
        assert.deepEqual([...floats(0, n + 1)], [...expected.map(([w]) => w), 7]);
        assert.deepEqual([...floats(1, n + 1)], [...expected.map(([, v]) => v), 7]);
      },
    ),
  );
});

test("a gradient that is not finite changes nothing", () => {
  const spec: OptimizerSpec = { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 };
  floats(0, 2).set([1, 2]);
  floats(1, 2).set([3, 4]);
  floats(2, 2).set([Number.NaN, 1]);
  const updates = [{ offset: 0, gradientOffset: 0, size: 2, learningRate: 0.1, updates: 1 }];
  const outcome = applyUpdate(kernels, {
    spec,
    updates,
    weights: at(0),
    slots: [at(1)],
    sum: at(2),
    gradient: at(2),
    floats: 2,
    weightSum: 1,
    clipNorm: undefined,
  });
  assert.equal(outcome.applied, false);
  assert.deepEqual([...floats(0, 2), ...floats(1, 2)], [1, 2, 3, 4]);
});

for (const name of ["hash64", "checksum"] as const)
  test(`${name} changes with every single bit and with order`, () => {
    const bytes = new Uint8Array(memory.buffer, at(0), 256);
    bytes.forEach((_, i) => (bytes[i] = i * 7));
    const seen = new Set([kernels[name](at(0), 256)]);
    for (let bit = 0; bit < 256 * 8; bit++) {
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      seen.add(kernels[name](at(0), 256));
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    bytes.copyWithin(0, 64, 128);
    seen.add(kernels[name](at(0), 256));
    assert.equal(seen.size, 256 * 8 + 2);
  });

test("more memory than kernels can address is refused with what to do", () => {
  assert.throws(() => createSharedMemory(5 * 2 ** 30), {
    name: "JobFailedError",
    code: "out-of-memory",
    message: /5.0 GiB/,
    hint: /microBatches/,
  });
});
