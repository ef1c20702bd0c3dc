import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { writerOf } from "../../../worker/checkpoint/writer.ts";

test("the writer is one of the ranks, and the same whoever asks", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 64 }), (round, worldSize) => {
      const rank = writerOf(round, worldSize);
      assert.ok(Number.isInteger(rank) && rank >= 0 && rank < worldSize);
      assert.equal(writerOf(round, worldSize), rank);
    }),
  );
});

test("whatever the distance of checkpoints, each worker writes its part of them", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 100_000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 2, max: 8 }),
      (first, distance, worldSize) => {
        const written = new Array<number>(worldSize).fill(0);
        for (let i = 0; i < 400; i++) {
          const rank = writerOf(first + i * distance, worldSize);
          written[rank] = (written[rank] ?? 0) + 1;
        }
        const fair = 400 / worldSize;
        for (const count of written) assert.ok(count > fair / 3 && count < fair * 3, String(written));
      },
    ),
  );
});
