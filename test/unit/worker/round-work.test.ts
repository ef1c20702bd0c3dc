import assert from "node:assert/strict";
import { test } from "node:test";
import { FedSamples } from "../../../worker/fed-samples.ts";
import { RoundWork } from "../../../worker/round-work.ts";
import { SpeedGauge } from "../../../worker/speed-gauge.ts";

/** Of 16 micro-batches: 4 to 8 are computed, of 8 to 12 two are in hand. */
function interrupted(): RoundWork<string> {
  const work = new RoundWork<string>("round", 16);
  work.begin({ lo: 4, hi: 8 });
  work.advance(4);
  work.end(new FedSamples(), Promise.resolve(["a"]));
  work.begin({ lo: 8, hi: 12 });
  work.advance(2);
  return work;
}

test("what is in hand counts as held, what has not begun does not", () => {
  assert.deepEqual(interrupted().held, [
    { lo: 4, hi: 8 },
    { lo: 8, hi: 10 },
  ]);
});

test("a range that ends before its first run holds nothing", () => {
  const work = new RoundWork<string>("round", 16);
  work.begin({ lo: 0, hi: 4 });
  work.end(new FedSamples(), Promise.resolve([]));
  assert.deepEqual(work.held, []);
});

test("ranges that the next plan names as they are held are kept, the others are given up, and the rest is missing", () => {
  const work = interrupted();
  work.end(new FedSamples(), Promise.resolve(["b"]));
  const missing = work.keep([
    { lo: 8, hi: 10 },
    { lo: 10, hi: 16 },
  ]);
  assert.deepEqual(missing, [{ lo: 10, hi: 16 }]);
  assert.deepEqual(work.held, [{ lo: 8, hi: 10 }]);
});

test("a speed is told once 20 rounds were measured, and is their median", () => {
  const gauge = new SpeedGauge();
  const told = Array.from({ length: 21 }, (_, i) => gauge.add(4, i === 5 ? 10_000 : 1000));
  assert.deepEqual(told.slice(0, 19), new Array(19).fill(0));
  assert.deepEqual(told.slice(19), [4, 4]);
});
