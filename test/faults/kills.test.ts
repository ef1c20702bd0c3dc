// A worker is killed at each place of the protocol: the job ends with the weights of an undisturbed run.
import { test } from "node:test";
import type { Fault, RoundPlace } from "./injector/faults.ts";
import { LAST_STEP, simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
const KILL = { kind: "kill" } as const;
const step = (index: number): RoundPlace => ({ kind: "train", index });

function kill(worker: string | undefined, point: Fault["point"], round?: RoundPlace): Fault {
  const name = ["kill", worker ?? "any", point, round?.kind, round?.index].filter((part) => part !== undefined).join("-");
  return { name, point, what: KILL, ...(worker === undefined ? {} : { worker }), ...(round && { round }) };
}

for (const point of ["after-run", "before-exchange", "before-apply", "after-apply", "before-commit"] as const)
  test(`killed ${point} of a step, a worker costs nothing`, async () => {
    await suite.survives(point, [kill("worker-2", point, step(5))]);
  });

test("killed when others have a part of its gradient, a worker costs nothing", async () => {
  await suite.survives("first-block", [kill("worker-2", "after-first-block-sent", step(5))]);
});

test("killed in the first step and in the last one, by the one that speaks for all, a worker costs nothing", async () => {
  const faults = [kill("worker-1", "after-run", step(1)), kill(undefined, "before-apply", step(LAST_STEP))];
  await suite.survives("first-and-last", faults);
});

test("killed in an evaluation and in the test, a worker costs nothing", async () => {
  const faults = [
    kill("worker-3", "after-run", { kind: "eval" }),
    kill(undefined, "before-exchange", { kind: "test" }),
  ];
  await suite.survives("evaluations", faults);
});

test("killed in the end round, a worker costs nothing", async () => {
  await suite.survives("end", [kill(undefined, "before-exchange", { kind: "end" })]);
});

test("killed before and while it writes a checkpoint, a worker costs nothing", async () => {
  await suite.survives("checkpoint", [kill(undefined, "before-checkpoint"), kill(undefined, "in-checkpoint")]);
});

for (const point of ["before-report", "after-report", "before-start"] as const)
  test(`killed ${point} of the reconfiguration that another one's death began, a worker costs nothing`, async () => {
    const faults = [kill("worker-3", "after-run", step(4)), { ...kill("worker-2", point), after: "kill-worker-3" }];
    await suite.survives(`reconfiguration-${point}`, faults);
  });

test("killed while it gives its state to a newcomer, and while it gets it, a worker costs nothing", async () => {
  const faults = [
    kill("worker-3", "after-run", step(3)),
    kill("worker-1", "in-state-copy"),
    kill("worker-5", "in-state-copy"),
  ];
  await suite.survives("state-copy", faults);
});

test("two workers killed in the same step cost nothing", async () => {
  const faults = [kill("worker-1", "before-apply", step(6)), kill("worker-3", "before-apply", step(6))];
  await suite.survives("two", faults);
});

test("all workers killed in the same step: the job goes on from its checkpoint, with the same weights", async () => {
  const faults = ["worker-1", "worker-2", "worker-3"].map((worker) => kill(worker, "before-exchange", step(7)));
  await suite.recovers("all", faults);
});
