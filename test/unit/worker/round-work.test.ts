import assert from "node:assert/strict";
import { test } from "node:test";
import type { TreeRange } from "../../../common/tree.ts";
import type { PreparedRound } from "../../../worker/feed.ts";
import { RoundWork } from "../../../worker/round-work.ts";
import { SpeedGauge } from "../../../worker/speed-gauge.ts";

interface Watched {
  /** First micro-batches of ranges that have begun. */
  readonly begun: number[];
  /** And of those whose samples were given back unused. */
  readonly discarded: number[];
}

/** Of 16 micro-batches: 4 to 8 are computed, 8 to 12 are under way, 12 to 14 come after them. */
async function underWay(): Promise<RoundWork<string> & Watched> {
  const begun: number[] = [];
  const discarded: number[] = [];
  const work = Object.assign(new RoundWork<string>("round", 16), { begun, discarded });
  const ranges = [
    { lo: 4, hi: 8 },
    { lo: 8, hi: 12 },
    { lo: 12, hi: 14 },
  ];
  work.begin(
    ranges.map((range) => ({ range, prepared: preparedFor(range, discarded) })),
    ({ range: { lo } }, _, stop) => {
      begun.push(lo);
      return lo === 4 ? Promise.resolve(["a"]) : untilStopped(stop);
    },
  );
  await work.kept[0]?.pieces;
  return work;
}

function preparedFor({ lo }: TreeRange, discarded: number[]): PreparedRound {
  return { discard: () => discarded.push(lo) } as unknown as PreparedRound;
}

function untilStopped(stop: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(new Error("stopped"));
    };
    if (stop.aborted) fail();
    stop.addEventListener("abort", fail);
  });
}

test("what is under way and what comes after it counts as held", async () => {
  const work = await underWay();
  assert.deepEqual(work.held, [
    { lo: 4, hi: 8 },
    { lo: 8, hi: 12 },
    { lo: 12, hi: 14 },
  ]);
});

test("a plan that leaves all of it here changes nothing, and what it adds is missing", async () => {
  const work = await underWay();
  const missing = await work.keep([...work.held, { lo: 0, hi: 2 }]);
  assert.deepEqual(missing, [{ lo: 0, hi: 2 }]);
  assert.equal(work.held.length, 3);
});

test("a plan that takes something away stops what is under way: it is missing, but for what was complete", async () => {
  const work = await underWay();
  const missing = await work.keep([
    { lo: 4, hi: 8 },
    { lo: 8, hi: 12 },
  ]);
  assert.deepEqual(missing, [{ lo: 8, hi: 12 }]);
  assert.deepEqual(work.held, [{ lo: 4, hi: 8 }]);
  assert.deepEqual(await work.pieces(), ["a"]);
  assert.deepEqual(work.discarded, [12], "the one under way gives back its own");
});

test("after it was stopped it can begin again", async () => {
  const work = await underWay();
  await work.stop();
  const begin = work.begun.length;
  const range = { lo: 8, hi: 12 };
  work.begin([{ range, prepared: preparedFor(range, []) }], ({ range: { lo } }) => {
    work.begun.push(lo);
    return Promise.resolve(["b"]);
  });
  assert.deepEqual(await work.pieces(), ["a", "b"]);
  assert.deepEqual(work.begun.slice(begin), [8]);
});

test("a speed is told once 20 rounds were measured, and is their median", () => {
  const gauge = new SpeedGauge();
  const told = Array.from({ length: 21 }, (_, i) => gauge.add(4, i === 5 ? 10_000 : 1000));
  assert.deepEqual(told.slice(0, 19), new Array(19).fill(0));
  assert.deepEqual(told.slice(19), [4, 4]);
});
