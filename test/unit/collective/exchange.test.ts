import assert from "node:assert/strict";
import { test } from "node:test";
import { chunksOf } from "../../../worker/collective/chunks.ts";
import { Exchange } from "../../../worker/collective/exchange.ts";

test("a block without samples is told to those who own a chunk, and to no one else: they may be through with the round", () => {
  const chunks = chunksOf(1639, 16, 262_144);
  assert.equal(chunks.count, 15);
  const shares = Array.from({ length: 16 }, (_, rank) => ({ lo: rank, hi: rank + 1 }));
  const effects = new Exchange({ rank: 3, chunks, leaves: 16, shares }).addOwn({ lo: 3, hi: 4 }, undefined);
  const told = effects.flatMap((effect) => (effect.kind === "send-empty" ? [effect.to] : []));
  assert.deepEqual(
    told.sort((a, b) => a - b),
    Array.from({ length: 15 }, (_, rank) => rank).filter((rank) => rank !== 3),
  );
});
