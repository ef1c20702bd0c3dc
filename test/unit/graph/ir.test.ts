import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { Graph, type Tensor } from "../../../worker/compute/graph/ir.ts";
import { binary, constant, placeholder, unary } from "../../../worker/compute/graph/ops/basic.ts";
import { reshape } from "../../../worker/compute/graph/ops/shape.ts";
import { packedVector, packInto, planPacking } from "../../../worker/compute/graph/packing.ts";
import { insideReshape } from "../../../worker/compute/graph/passes/inside-reshape.ts";
import { reachable } from "../../../worker/compute/graph/passes/prune.ts";
import { scaledPixels } from "../../../worker/compute/graph/pixels.ts";
import { sumsOf } from "../../../worker/compute/sums.ts";
import { pixelTable } from "../../../worker/compute/pixel-table.ts";
import { interpret } from "../../support/ir-interpreter/interpreter.ts";

test("equal nodes are one node, different bits are not", () => {
  const g = new Graph();
  const scalar = (value: number): Tensor => constant(g, Float32Array.of(value), []);
  const x = placeholder(g, "x", "float32", [2]);
  assert.equal(binary(g, "Mul", x, scalar(2)), binary(g, "Mul", x, scalar(2)));
  assert.notEqual(scalar(0), scalar(-0));
  assert.notEqual(constant(g, Int32Array.of(0), []), scalar(0));
  assert.notEqual(binary(g, "Mul", x, scalar(2)), binary(g, "Mul", x, scalar(2), x));
});

test("large constants are one node if their array is the same", () => {
  const g = new Graph();
  const data = new Float32Array(10_000);
  assert.equal(constant(g, data, [10_000]), constant(g, data, [10_000]));
  assert.notEqual(constant(g, data, [10_000]), constant(g, data.slice(), [10_000]));
});

test("names are legal for TensorFlow whatever the layer is called", () => {
  const g = new Graph();
  for (const layer of ["Ebene größer", "_a", "数", "a b/c"]) {
    const { node } = g.within(layer, () => constant(g, Float32Array.of(g.nodes.length), []));
    assert.match(node.name, /^[A-Za-z0-9.][A-Za-z0-9_.\-/]*$/);
  }
});

test("reshapes collapse and vanish", () => {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", [2, 6]);
  assert.equal(reshape(g, reshape(g, x, [3, 4]), [2, 6]), x);
  assert.equal(reshape(g, reshape(g, x, [3, 4]), [12]).node.inputs[0], x);
});

test("what is elementwise moves inside a reshape that keeps the last axis, and only then", () => {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", [6, 2]);
  const relu = (y: Tensor): Tensor => unary(g, "Relu", y);
  assert.equal(insideReshape(g, reshape(g, x, [3, 2, 2]), relu).node.op, "Reshape");
  assert.equal(insideReshape(g, reshape(g, x, [4, 3]), relu).node.op, "Relu");
});

test("only what a fetch depends on is written, control inputs included", () => {
  const g = new Graph();
  const [x, control] = [placeholder(g, "x", "float32", [1]), placeholder(g, "control", "float32", [1])];
  const y = binary(g, "AddV2", x, x, control);
  unary(g, "Relu", y);
  assert.deepEqual(reachable(g.nodes, [y]), [x.node, control.node, y.node]);
});

test("packed weights begin at multiples of 64 bytes and keep their values", () => {
  const weight = (offset: number, size: number) => ({ layer: "l", name: "w", shape: [size], offset, size });
  const packing = planPacking([weight(0, 5), weight(5, 16), weight(21, 3)]);
  assert.deepEqual(
    packing.weights.map(({ start }) => start),
    [0, 16, 32],
  );
  const packed = packedVector(packing);
  packInto(packing, ({ offset, size }) => Float32Array.from({ length: size }, (_, i) => offset + i), packed);
  assert.deepEqual(
    Array.from(packed.subarray(16, 32)),
    Array.from({ length: 16 }, (_, i) => 5 + i),
  );
  assert.equal(packed[34], 23);
});

for (const scale of [
  [0, 1],
  [-1, 1],
  [0, 255],
  [-0.3, 0.9],
  [-61.78, 92.67],
] as const) {
  test(`pixels scaled to ${scale.join("..")} are the table's, bit for bit`, () => {
    const g = new Graph();
    const pixels = placeholder(g, "pixels", "uint8", [256]);
    const scaled = scaledPixels(g, pixels, scale);
    const [values] = interpret([scaled], new Map([[pixels, Float64Array.from({ length: 256 }, (_, i) => i)]]));
    assert.deepEqual(Float32Array.from(must(values, "values")), pixelTable(scale));
  });
}

test("sums weigh each sample and take the first of equal logits", () => {
  const sums = sumsOf(
    { labels: Int32Array.of(0, 1, 1), sampleWeights: Float32Array.of(1, 1, 0) },
    Float32Array.of(0.5, 0.25, 100),
    Float32Array.of(2, 2, 3, 3, 0, 1),
  );
  assert.deepEqual(sums, { loss: 0.75, weight: 2, samples: 2, correct: 1 });
});
