import assert from "node:assert/strict";
import { test } from "node:test";
import { resizeInput } from "../../../worker/model/cut.ts";
import type { JsonObject, Network } from "../../../worker/model/network.ts";
import { coverWholeMaps } from "../../../worker/model/whole-map.ts";
import { NetworkBuilder } from "../../support/networks.ts";

const PADDED = { pool_size: [2, 2], strides: [2, 2], padding: "same" };

/** 32 x 32 -> conv 16 x 16 -> pool 8 x 8 -> pad 10 x 10 -> valid conv 8 x 8 -> `pooling`. */
function network(pooling: JsonObject, className = "AveragePooling2D"): Network {
  const b = new NetworkBuilder();
  const half = b.norm(b.conv(b.input([32, 32, 3]), 4, 3, 2));
  const padded = b.add("ZeroPadding2D", b.add("MaxPooling2D", half, PADDED), {
    padding: [
      [1, 1],
      [1, 1],
    ],
  });
  const valid = b.relu(b.conv(padded, 4, 3, 1, { padding: "valid" }), null);
  return b.network(b.add(className, valid, { padding: "valid", ...pooling }, "last"));
}

function poolAfter(before: Network, size: readonly [number, number]): unknown {
  const { layers } = coverWholeMaps(before, resizeInput(before, size, "test"));
  const last = layers.find(({ name }) => name === "last");
  return [last?.config["pool_size"], last?.config["strides"]];
}

test("a window that covered the whole saved map covers the new one, larger or smaller, square or not", () => {
  for (const className of ["AveragePooling2D", "MaxPooling2D"]) {
    const before = network({ pool_size: [8, 8], strides: [8, 8] }, className);
    assert.deepEqual(poolAfter(before, [64, 64]), [
      [16, 16],
      [16, 16],
    ]);
    assert.deepEqual(poolAfter(before, [16, 48]), [
      [4, 12],
      [4, 12],
    ]);
  }
});

test("a window given as one number, without strides, is told as well", () => {
  assert.deepEqual(poolAfter(network({ pool_size: 8, strides: null }), [64, 64]), [
    [16, 16],
    [16, 16],
  ]);
});

test("a window that covered a part, one of padding same, and any at the same size stay as they are", () => {
  const part = { pool_size: [4, 4], strides: [4, 4] };
  assert.deepEqual(poolAfter(network(part), [64, 64]), [
    [4, 4],
    [4, 4],
  ]);
  const same = { pool_size: [8, 8], strides: [8, 8], padding: "same" };
  assert.deepEqual(poolAfter(network(same), [64, 64]), [
    [8, 8],
    [8, 8],
  ]);
  const before = network({ pool_size: [8, 8], strides: [8, 8] });
  assert.equal(coverWholeMaps(before, before), before);
});
