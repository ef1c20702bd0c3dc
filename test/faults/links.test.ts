// Links that break, swallow what is sent or are slow, between workers and to the coordinator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../support/contract.ts";
import type { FaultKind } from "./injector/faults.ts";
import { fault, step } from "./support/fault.ts";
import { simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
const place = { worker: "worker-2", point: "after-run", round: step(5) } as const;

test("a link between two workers that is cut costs nothing", async () => {
  await suite.survives("cut", [fault({ kind: "cut-link", link: 0 }, place)]);
});

test("a link between two workers that swallows what is sent costs nothing", async () => {
  await suite.survives("blackhole", [fault({ kind: "blackhole-link", link: 0 }, place)]);
});

const harmless: readonly FaultKind[] = [
  { kind: "delay-link", link: 0, ms: 100 },
  { kind: "cut-coordinator" },
  { kind: "blackhole-coordinator", ms: 700 },
  { kind: "delay-coordinator", ms: 100 },
];
for (const what of harmless)
  test(`${what.kind}: nobody is given up for it`, async () => {
    const { ended } = await suite.recovers(what.kind, [fault(what, place)]);
    assert.ok(!valuesOf(ended, "worker", "state").includes("lost"), ended.stdout.join("\n"));
  });

test("a worker that the coordinator does not hear is left out, and comes back", async () => {
  await suite.survives("unheard", [fault({ kind: "blackhole-coordinator", ms: 4000 }, place)]);
});
