import assert from "node:assert/strict";
import { test } from "node:test";
import { Stopwatch } from "../../../worker/stopwatch.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A promise that the test settles. */
function pending() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test("waiting for samples while something is computed is computing; only what goes on after that is waiting", async () => {
  const clock = new ManualClock();
  const watch = new Stopwatch(clock);
  const [samples, computing] = [pending(), pending()];
  const waiting = watch.waiting(samples.promise, computing.promise);
  clock.advance(30);
  computing.resolve();
  await turn();
  clock.advance(5);
  samples.resolve();
  await waiting;
  clock.advance(10);
  watch.lap("compute");
  clock.advance(2);
  watch.lap("exchange");
  assert.deepEqual(watch.timings(), { computeMs: 40, exchangeMs: 2, waitMs: 5, optimizerMs: 0 });
});

test("samples that come before the computing is done were not waited for", async () => {
  const clock = new ManualClock();
  const watch = new Stopwatch(clock);
  const [samples, computing] = [pending(), pending()];
  const waiting = watch.waiting(samples.promise, computing.promise);
  clock.advance(30);
  samples.resolve();
  await waiting;
  computing.resolve();
  await turn();
  watch.lap("compute");
  assert.deepEqual(watch.timings(), { computeMs: 30, exchangeMs: 0, waitMs: 0, optimizerMs: 0 });
});

test("where nothing is computed all of it is waiting, also for samples that fail to come", async () => {
  const clock = new ManualClock();
  const watch = new Stopwatch(clock);
  const failing = watch.waiting(
    clock.sleep(7).then(() => {
      throw new Error("no samples");
    }),
    Promise.all([]),
  );
  await turn();
  clock.advance(7);
  await assert.rejects(failing, /no samples/);
  assert.equal(watch.timings().waitMs, 7);
});
