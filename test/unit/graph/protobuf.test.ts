import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import { Graph } from "../../../worker/compute/graph/ir.ts";
import { binary, constant, placeholder } from "../../../worker/compute/graph/ops/basic.ts";
import { Message } from "../../../worker/compute/graph/protobuf.ts";
import { savedModelChunks } from "../../../worker/compute/graph/saved-model.ts";
import { bytesOf, fieldsOf, readFields, textsOf } from "../../support/protobuf-reader.ts";

const joined = (chunks: readonly Uint8Array[]): Uint8Array => Buffer.concat(chunks);

test("integers of any size and sign are read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.maxSafeInteger(), (field, value) => {
      const [read] = readFields(joined(new Message().integer(field, value).chunks));
      assert.equal(read?.number, field);
      assert.equal(BigInt.asIntN(64, read.value as bigint), BigInt(value));
    }),
  );
});

test("texts, floats and nested messages are read back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.float({ noNaN: true }), (text, float) => {
      const bytes = joined(new Message().message(2, new Message().text(1, text).float(3, float)).chunks);
      const inner = must(bytesOf(bytes, 2)[0], "inner message");
      assert.deepEqual(textsOf(inner, 1), [text]);
      const four = must(bytesOf(inner, 3)[0], "float");
      assert.equal(new DataView(four.buffer, four.byteOffset).getFloat32(0, true), float);
    }),
  );
});

test("a large array is passed on, not copied", () => {
  const data = new Uint8Array(1000);
  assert.ok(new Message().message(1, new Message().bytes(4, data)).chunks.includes(data));
});

test("a graph's nodes come out with names, inputs and constants as TensorFlow reads them", () => {
  const g = new Graph();
  const x = placeholder(g, "x", "float32", [2]);
  const y = g.within("my layer", () => binary(g, "Mul", x, constant(g, Float32Array.of(3, 4), [2]), x));
  const file = joined(savedModelChunks(g.nodes));
  const [meta = new Uint8Array()] = bytesOf(file, 2);
  assert.deepEqual(textsOf(must(bytesOf(meta, 1)[0], "meta info"), 4), ["serve"]);
  const nodes = bytesOf(must(bytesOf(meta, 2)[0], "graph"), 1);
  assert.deepEqual(
    nodes.flatMap((node) => textsOf(node, 2)),
    ["Placeholder", "Const", "Mul"],
  );
  const last = must(nodes[2], "node");
  assert.deepEqual(textsOf(last, 1), [y.node.name]);
  assert.deepEqual(textsOf(last, 3), ["x:0", "my_layer/Const_1:0", "^x"]);
  assert.deepEqual(constantBytes(must(nodes[1], "constant")), Buffer.from(Float32Array.of(3, 4).buffer));
});

/** NodeDef.attr["value"].tensor.tensor_content */
function constantBytes(node: Uint8Array): Buffer {
  const entry = must(
    bytesOf(node, 5).find((attribute) => textsOf(attribute, 1)[0] === "value"),
    "value",
  );
  const tensor = must(bytesOf(must(bytesOf(entry, 2)[0], "attribute"), 8)[0], "tensor");
  assert.deepEqual(fieldsOf(tensor, 1), [1n]);
  return Buffer.from(must(bytesOf(tensor, 4)[0], "content"));
}
