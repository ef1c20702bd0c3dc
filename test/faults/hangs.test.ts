// A worker that stands still, for ever or for a while: the others go on without it, and what it says later changes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../support/contract.ts";
import { WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import { fault, step } from "./support/fault.ts";
import { SIMULATED, simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
const place = { worker: "worker-2", point: "before-exchange", round: step(5) } as const;

test("a worker that is stopped in a step is replaced", async () => {
  await suite.survives("stopped", [fault({ kind: "stop" }, place)]);
});

test("a worker that is stopped before it answers a reconfiguration is left out", async () => {
  const kill = fault({ kind: "kill" }, { worker: "worker-3", point: "after-run", round: step(4) });
  const stop = fault({ kind: "stop" }, { worker: "worker-2", point: "before-report", after: kill.name });
  await suite.survives("stopped-before-report", [kill, stop]);
});

test("a worker that goes on after it was given up disturbs nobody", async () => {
  await suite.survives("continued", [fault({ kind: "stop-then-continue", ms: 4000 }, place)]);
});

test("the only worker, which goes on when a spare trains in its place, disturbs nobody", async () => {
  // Whichever of the two was ready first.
  const place = { point: "before-apply", round: step(7) } as const;
  const { ended } = await suite.recovers("alone", [fault({ kind: "stop-then-continue", ms: 3000 }, place)], {
    workers: 1,
    set: ["workers.spares=1"],
    simulated: { ...SIMULATED, microBatchMs: 50 },
    longestGapMs: WITH_A_NEW_PROCESS_MS,
  });
  const checkpoints = valuesOf(ended, "checkpoint", "path");
  assert.deepEqual(checkpoints, [...new Set(checkpoints)], "both went on");
});

test("a worker that is stopped for less than it takes to be given up is waited for", async () => {
  await suite.survives("paused", [fault({ kind: "stop-then-continue", ms: 600 }, place)]);
});

test("where the job allows for more silence, a worker that is stopped for longer is waited for as well", async () => {
  const { lines } = await suite.survives("patient", [fault({ kind: "stop-then-continue", ms: 2500 }, place)], {
    set: ["workers.timeouts.silenceSeconds=10"],
  });
  assert.deepEqual(
    lines.filter(({ event, ...line }) => event === "worker" && line["state"] === "lost"),
    [],
  );
});

test("a worker whose event loop is blocked is given up, and disturbs nobody when it goes on", async () => {
  await suite.survives("blocked", [fault({ kind: "block-event-loop", ms: 4000 }, place)]);
});

test("the one that speaks for all stands still in the test: another one speaks", async () => {
  const test = { worker: "worker-1", point: "after-run", round: { kind: "test" } } as const;
  await suite.survives("speaker", [fault({ kind: "stop" }, test)]);
});
