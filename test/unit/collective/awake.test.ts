import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "node:test";
import { awakeAmong } from "../../../worker/collective/awake.ts";
import { Gatherer } from "../../../worker/collective/gatherer.ts";

/** How often it is asked in two hundred turns of the event loop, when nothing is awaited any more after so many. */
async function asked(ranks: number, cores: number, until: number): Promise<number> {
  let count = 0;
  awakeAmong(ranks, cores)(() => ++count < until);
  for (let i = 0; i < 200; i++) await turn();
  return count;
}

test("who waits looks in each turn of the event loop, until it is there or has taken too long", async () => {
  assert.equal(await asked(2, 2, 3), 3);
  assert.equal(await asked(2, 2, 1000), 100);
});

test("where there are fewer cores than ranks nobody looks", async () => {
  assert.equal(await asked(3, 2, 3), 0);
});

test("what a round's messages are awaited with stays awake until they are there, and no longer", async () => {
  const waits: (() => boolean)[] = [];
  const nothing = (): void => undefined;
  const gatherer = new Gatherer({
    rank: 0,
    ranks: 2,
    frameBytes: 64,
    outlet: { push: nothing, pump: nothing },
    stayAwake: (isWaiting) => waits.push(isWaiting),
    refuse: nothing,
  });
  const gathered = gatherer.begin(1, () => new Uint8Array(1));
  assert.deepEqual(
    waits.map((isWaiting) => isWaiting()),
    [true],
  );
  gatherer.fail(new Error("the generation is over"));
  await assert.rejects(gathered);
  assert.deepEqual(
    waits.map((isWaiting) => isWaiting()),
    [false],
  );
});
