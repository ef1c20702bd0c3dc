// Coordinators whose etcd does not answer, and which therefore stand by: who follows one of them that died.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { CoordinatorSlots } from "../../../cli/launcher/coordinator-slots.ts";
import type { CoordinatorEvent } from "../../../cli/launcher/coordinator-process.ts";
import type { GivenUp } from "../../../cli/launcher/process-slot.ts";
import { must } from "../../../common/errors.ts";
import { openWorkshop } from "../../support/workshop.ts";

const DEADLINE = { timeout: 60_000 };
type StandBy = CoordinatorEvent & { readonly event: "coordinator" };

interface Opened {
  readonly slots: CoordinatorSlots;
  readonly standBys: readonly StandBy[];
  readonly failures: readonly unknown[];
  readonly givenUp: readonly GivenUp[];
}

/** @param onDeath done before another process is there */
async function twoSlots(t: TestContext, onDeath: () => void): Promise<Opened> {
  const workshop = await openWorkshop();
  const [standBys, failures, givenUp] = [[] as StandBy[], [] as unknown[], [] as GivenUp[]];
  const args = ["coordinator", await workshop.job("led"), "--run-dir", workshop.path("run"), "--json"];
  const slots = new CoordinatorSlots({
    count: 2,
    restarts: true,
    args: [...args, "--etcd", "http://127.0.0.1:9"],
    onEvent: async (event) => {
      if (event.event === "coordinator") standBys.push(event);
      if (event.event === "error") failures.push(event);
      return Promise.resolve();
    },
    onFailure: (event) => void failures.push(event),
    onDeath,
    onGivenUp: (verdict) => void givenUp.push(verdict),
  });
  t.after(async () => {
    await slots.close();
    await workshop.remove();
  });
  await until(t, () => slots.addresses !== undefined);
  return { slots, standBys, failures, givenUp };
}

/** The test's deadline ends it. */
async function until({ signal }: TestContext, holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10, undefined, { signal });
}

test("who follows a coordinator that died answers at its address", DEADLINE, async (t) => {
  const { slots, standBys } = await twoSlots(t, () => undefined);
  const { pid, address } = must(standBys[0], "a coordinator");
  process.kill(pid, "SIGKILL");
  await until(t, () => standBys.length === 3);
  const next = must(standBys[2], "the one that follows");
  assert.deepEqual([next.address, next.pid === pid], [address, false]);
  assert.equal(slots.addresses?.length, 2);
});

test("an address that was taken meanwhile costs that place, and does not fail the job", DEADLINE, async (t) => {
  const thief = createServer();
  t.after(() => thief.close());
  let port = 0;
  const opened = await twoSlots(t, () => thief.listen(port, "127.0.0.1"));
  const [first, second] = opened.standBys;
  port = Number(first?.address.split(":")[1]);
  process.kill(must(first, "a coordinator").pid, "SIGKILL");
  await until(t, () => opened.givenUp.length > 0);
  assert.match(must(opened.givenUp[0], "a verdict").first.lastWords, /EADDRINUSE|in use/);
  assert.deepEqual(opened.failures, []);
  assert.deepEqual(opened.slots.addresses, [second?.address]);
});
