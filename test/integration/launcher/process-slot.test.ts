// A slot with real worker processes, which look for a coordinator that is not there; the waits are by a clock that the test moves.
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { Child } from "../../../cli/launcher/child.ts";
import type { Death } from "../../../cli/launcher/restarts.ts";
import { type GivenUp, ProcessSlot } from "../../../cli/launcher/process-slot.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { aFolder } from "../../support/run-folders.ts";

const DEADLINE = { timeout: 30_000 };
const NOBODY = ["worker", "--coordinator", "127.0.0.1:9"];

interface Opened {
  readonly slot: ProcessSlot;
  readonly clock: ManualClock;
  readonly children: readonly Child[];
  readonly deaths: readonly Death[];
  readonly givenUp: readonly GivenUp[];
}

async function aSlot(t: TestContext, args: readonly string[] = NOBODY): Promise<Opened> {
  const logFile = `${await aFolder(t)}/worker-1.log`;
  const [clock, children, deaths, givenUp] = [new ManualClock(), [] as Child[], [] as Death[], [] as GivenUp[]];
  const slot = new ProcessSlot({
    open: () => {
      const child = new Child({ args, logFile });
      children.push(child);
      return child;
    },
    clock,
    onDeath: (death) => void deaths.push(death),
    onGivenUp: (verdict) => void givenUp.push(verdict),
  });
  t.after(async () => {
    slot.kill();
    await slot.empty;
  });
  return { slot, clock, children, deaths, givenUp };
}

/** The n-th process of the slot, from 1 on. */
async function nth({ children }: Opened, n: number): Promise<Child> {
  while (children.length < n) await turn();
  return children[n - 1] as Child;
}

test("a worker that is killed is followed by another process at once, and its death is told", DEADLINE, async (t) => {
  const opened = await aSlot(t);
  opened.slot.want();
  const first = await nth(opened, 1);
  first.kill();
  const second = await nth(opened, 2);
  assert.notEqual(second.pid, first.pid);
  assert.equal(opened.slot.pid, second.pid);
  assert.deepEqual(
    opened.deaths.map(({ pid, signal }) => [pid, signal]),
    [[first.pid, "SIGKILL"]],
  );
});

test("the second restart waits a second", DEADLINE, async (t) => {
  const opened = await aSlot(t);
  opened.slot.want();
  for (const n of [1, 2]) (await nth(opened, n)).kill();
  while (opened.deaths.length < 2) await turn();
  opened.clock.advance(999);
  await turn();
  assert.equal(opened.children.length, 2);
  opened.clock.advance(1);
  await nth(opened, 3);
});

test(
  "a worker that was declared lost and stays so is killed after 10 s, and another process follows",
  DEADLINE,
  async (t) => {
    const opened = await aSlot(t);
    opened.slot.want();
    const first = await nth(opened, 1);
    opened.slot.heard("ready");
    opened.slot.heard("lost");
    opened.clock.advance(10_000);
    assert.deepEqual(await first.ended, { code: null, signal: "SIGKILL" });
    await nth(opened, 2);
    assert.equal(opened.deaths[0]?.readyMs, 10_000);
  },
);

test("a worker that was declared lost and comes back is not killed", DEADLINE, async (t) => {
  const opened = await aSlot(t);
  opened.slot.want();
  const first = await nth(opened, 1);
  opened.slot.heard("lost");
  opened.clock.advance(9999);
  opened.slot.heard("ready");
  opened.clock.advance(60_000);
  await turn();
  assert.equal(opened.slot.pid, first.pid);
  first.terminate(); // it would have been SIGKILL
  assert.notEqual((await first.ended).signal, "SIGKILL");
});

test("a worker that is lost a second time is killed, though it says that it is there", DEADLINE, async (t) => {
  const opened = await aSlot(t);
  opened.slot.want();
  const first = await nth(opened, 1);
  for (const state of ["lost", "ready", "lost", "ready"] as const) opened.slot.heard(state);
  opened.clock.advance(10_000);
  assert.equal((await first.ended).signal, "SIGKILL");
});

test(
  "once nobody leads, a worker that was never ready ends at once, and one that was ready in its own time",
  DEADLINE,
  async (t) => {
    const [fresh, ready] = [await aSlot(t), await aSlot(t)];
    for (const opened of [fresh, ready]) {
      opened.slot.want();
      await nth(opened, 1);
    }
    ready.slot.heard("ready");
    for (const { slot } of [fresh, ready]) slot.dismiss();
    await fresh.slot.empty;
    assert.notEqual(ready.slot.pid, undefined);
  },
);

test("a worker that drains is followed by nobody, until one is wanted again", DEADLINE, async (t) => {
  const opened = await aSlot(t);
  opened.slot.want();
  await nth(opened, 1);
  opened.slot.drain();
  await opened.slot.empty;
  assert.equal(opened.children.length, 1);
  opened.slot.want();
  await nth(opened, 2);
});

test(
  "a slot that is wanted again while its worker drains gets another one after it, without a wait",
  DEADLINE,
  async (t) => {
    const opened = await aSlot(t);
    opened.slot.want();
    await nth(opened, 1);
    opened.slot.drain();
    opened.slot.want();
    await nth(opened, 2);
    assert.equal(opened.givenUp.length, 0);
  },
);

test("a worker that has ended in order is followed by nobody", DEADLINE, async (t) => {
  const opened = await aSlot(t, ["--version"]);
  opened.slot.want();
  await nth(opened, 1);
  await opened.slot.empty;
  assert.deepEqual([opened.children.length, opened.deaths.length], [1, 0]);
});

test("wrong usage leaves the slot empty, and its last words are told", DEADLINE, async (t) => {
  const opened = await aSlot(t, ["worker"]);
  opened.slot.want();
  await nth(opened, 1);
  await opened.slot.empty;
  const [verdict] = opened.givenUp;
  assert.equal(verdict?.first.code, 2);
  assert.match(verdict.first.lastWords, /--coordinator/);
});
