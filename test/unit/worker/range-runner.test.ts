import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { systemClock } from "../../../common/clock.ts";
import type { TreeRange } from "../../../common/tree.ts";
import { FedSamples } from "../../../worker/fed-samples.ts";
import type { FedMicroBatch, PreparedRound } from "../../../worker/feed.ts";
import { type RangeRun, runRange } from "../../../worker/range-runner.ts";
import { Stopwatch } from "../../../worker/stopwatch.ts";

const RANGE = { lo: 4, hi: 10 };

interface Computing {
  readonly options: RangeRun<number>;
  /** First micro-batches of the runs that have begun. */
  readonly begun: number[];
  /** Runs under way at once, at most. */
  most: number;
  isClosed: boolean;
}

/** Each run ends a few turns after it has begun. */
function computing(interrupted: boolean): Computing {
  let underWay = 0;
  const run = async (_: PreparedRound, __: FedMicroBatch[], { lo }: TreeRange): Promise<readonly number[]> => {
    found.begun.push(lo);
    found.most = Math.max(found.most, ++underWay);
    for (let i = 0; i < 5; i++) await turn();
    underWay--;
    return [lo];
  };
  const nothing = (): void => undefined;
  const close = (): Promise<void> => {
    found.isClosed = true;
    return Promise.resolve();
  };
  const members = { interrupted, running: nothing };
  const parts = { members, watch: new Stopwatch(systemClock), begin: nothing, run, ran: nothing, close };
  const found: Computing = { options: { ...parts, round: 3, towers: 2 }, begun: [], most: 0, isClosed: false };
  return found;
}

interface Samples {
  readonly prepared: PreparedRound;
  /** Micro-batches whose buffers were taken and given back without a run. */
  released: number;
  isDiscarded: boolean;
}

function samples(): Samples {
  const microBatch: FedMicroBatch = { input: 0, seed: [0, 0], digests: new BigUint64Array(0), setAside: [] };
  const taken = {
    take: (count: number) => Promise.resolve(new Array<FedMicroBatch>(count).fill(microBatch)),
    release: (given: readonly unknown[]) => (found.released += given.length),
    discard: () => (found.isDiscarded = true),
  };
  const found: Samples = { prepared: taken as unknown as PreparedRound, released: 0, isDiscarded: false };
  return found;
}

const never = new AbortController().signal;

for (const [when, isOver, atOnce] of [
  ["runs overlap", false, 3],
  ["while the next generation forms it is computed to its end all the same, one run at a time", true, 1],
] as const)
  test(`a range is computed in runs, in order: ${when}`, async () => {
    const found = computing(isOver);
    const pieces = await runRange(
      { range: RANGE, prepared: samples().prepared },
      new FedSamples(),
      never,
      found.options,
    );
    assert.deepEqual(pieces, [4, 6, 8]);
    assert.deepEqual([found.most, found.isClosed], [atOnce, false]);
  });

test("one that is stopped begins no other run, ends what is under way, and gives back what it has taken", async () => {
  const [found, given] = [computing(false), samples()];
  const stop = new AbortController();
  const ended = runRange({ range: RANGE, prepared: given.prepared }, new FedSamples(), stop.signal, found.options);
  while (found.begun.length === 0) await Promise.resolve();
  stop.abort();
  await assert.rejects(ended, (error) => error === stop.signal.reason);
  assert.deepEqual([found.begun, given.released, given.isDiscarded, found.isClosed], [[4], 2, true, true]);
});
