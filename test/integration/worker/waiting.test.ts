import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import { alone } from "../../../worker/members.ts";
import { cacheOf, trainAlone } from "../../support/agent-run.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";

const PATIENCE_MS = 60_000;

let workshop: Workshop;
before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

/** Resolves once the compute thread has compiled a graph. */
async function compiled(cacheDir: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const found = await readdir(path.join(cacheDir, "graphs")).catch(() => []);
    if (found.length > 0) return;
    await pause(50);
  }
  assert.fail("nothing was compiled while the worker waited");
}

test("a worker that waits to take part compiles its phase meanwhile, and trains to the same weights", async () => {
  const called = await trainAlone(workshop, "called", "off", {});
  const members = alone(() => "none");
  const waited = await trainAlone(workshop, "waited", "off", {
    join: () =>
      Promise.resolve({ ...members, enter: () => compiled(cacheOf(workshop, "waited")).then(() => members.enter()) }),
  });
  assert.equal(waited.trained?.weightsSha256, called.trained?.weightsSha256);
  assert.equal(waited.trained?.steps, 12);
});
