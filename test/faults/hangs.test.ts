// A worker that stands still, for ever or for a while: the others go on without it, and what it says later changes nothing.
import { test } from "node:test";
import { fault, step } from "./support/fault.ts";
import { simulatedSuite } from "./support/suite.ts";

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

test("a worker that is stopped for less than it takes to be given up is waited for", async () => {
  await suite.survives("paused", [fault({ kind: "stop-then-continue", ms: 600 }, place)]);
});

test("a worker whose event loop is blocked is given up, and disturbs nobody when it goes on", async () => {
  await suite.survives("blocked", [fault({ kind: "block-event-loop", ms: 4000 }, place)]);
});

test("the one that speaks for all stands still in the test: another one speaks", async () => {
  const test = { worker: "worker-1", point: "after-run", round: { kind: "test" } } as const;
  await suite.survives("speaker", [fault({ kind: "stop" }, test)]);
});
