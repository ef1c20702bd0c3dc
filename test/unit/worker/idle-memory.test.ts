import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../../../common/clock.ts";
import { createArena } from "../../../worker/compute/arena.ts";
import { readyMemory } from "../../../worker/idle-memory.ts";

const arena = createArena({
  parameters: 1_000_000,
  phaseParameters: 900_000,
  vectors: ["momentum"],
  blocks: 3,
  inputs: 1,
  microBatchSize: 2,
  inputBytes: 100,
  exchangeBytes: 8_000_000,
});

/** A clock that counts its sleeps, and ends the wait after so many. */
function clockOf(most: number, stop: AbortController): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => 0,
    monotonicMs: () => 0,
    sleep: (ms, signal) => {
      slept.push(ms);
      if (slept.length >= most) stop.abort();
      signal?.throwIfAborted();
      return Promise.resolve();
    },
  };
}

test("what lies in the memory is the same afterwards, and the event loop has its turns", async () => {
  const bytes = new Uint8Array(arena.memory.buffer, arena.state).map((_, i) => (i * 7) & 255);
  new Uint8Array(arena.memory.buffer, arena.state).set(bytes);
  const stop = new AbortController();
  const clock = clockOf(Infinity, stop);
  await readyMemory(arena, clock, stop.signal);
  assert.ok(Buffer.from(arena.memory.buffer, arena.state).equals(Buffer.from(bytes.buffer)));
  const [first, ...others] = clock.slept;
  assert.equal(first, 300);
  assert.ok(others.length >= 20, `${others.length} turns`);
});

test("it ends with the wait, without an error", async () => {
  for (const most of [1, 3]) {
    const stop = new AbortController();
    const clock = clockOf(most, stop);
    await readyMemory(arena, clock, stop.signal);
    assert.equal(clock.slept.length, most);
  }
});
