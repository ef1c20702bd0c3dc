import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { Graph, type Tensor } from "../../../worker/compute/graph/ir.ts";
import { binary, constant, placeholder } from "../../../worker/compute/graph/ops/basic.ts";
import { frozenVariable } from "../../../worker/compute/graph/passes/frozen-variable.ts";

const filled = (g: Graph, length: number, value: number): Tensor => {
  return constant(g, new Float32Array(length).fill(value), [length]);
};

function aGraph() {
  const g = new Graph();
  const [large, larger, small] = [filled(g, 1100, 1), filled(g, 2000, 2), filled(g, 100, 3)];
  const sum = binary(g, "AddV2", placeholder(g, "x", "float32", [1100]), large);
  binary(g, "Mul", placeholder(g, "y", "float32", [2000]), larger);
  binary(g, "Mul", placeholder(g, "z", "float32", [100]), small);
  return { g, large, small, sum, frozen: must(frozenVariable(g, [...g.nodes]), "frozen variable") };
}

test("large constants become views of the variable under their own names, small ones stay", () => {
  const { frozen, large, small } = aGraph();
  const byName = new Map(frozen.nodes.map((node) => [node.name, node.op]));
  assert.equal(byName.get(large.node.name), "Reshape");
  assert.equal(byName.get(small.node.name), "Const");
  assert.equal(byName.size, frozen.nodes.length);
});

test("each view is a Slice at a multiple of 64 bytes", () => {
  const { frozen } = aGraph();
  assert.deepEqual(
    frozen.parts.map(({ start, data }) => [start, data[0]]),
    [
      [0, 1],
      [1104, 2],
    ],
  );
  assert.deepEqual(frozen.value.shape, [1104 + 2000]);
});

test("what is written is in topological order", () => {
  const { frozen } = aGraph();
  const seen = new Set<string>();
  for (const node of frozen.nodes) {
    for (const { node: input } of node.inputs) assert.ok(seen.has(input.name), `${input.name} before ${node.name}`);
    for (const control of node.controls) assert.ok(seen.has(control.name), `${control.name} before ${node.name}`);
    seen.add(node.name);
  }
});

test("without large constants there is no variable", () => {
  const g = new Graph();
  filled(g, 100, 1);
  assert.equal(frozenVariable(g, g.nodes), undefined);
});
