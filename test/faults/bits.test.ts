// Wrong bits: the workers whose states agree go on, the one that differs gets their state.
import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../support/contract.ts";
import type { Fault } from "./injector/faults.ts";
import { WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import { fault, kill, step } from "./support/fault.ts";
import { JOB, SIMULATED, simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
/** Its State is copied in more than two pieces: the one after the first may be here with it. */
const large = simulatedSuite(JOB, { ...SIMULATED, parameters: 6_000_000 });
const place = { worker: "worker-2", point: "after-apply", round: step(4) } as const;

test("a wrong bit in one worker's weights does not reach the result", async () => {
  await suite.survives("weights", [fault({ kind: "wrong-bit-in-weights" }, place)]);
});

test("a wrong bit in what one worker received does not reach the result", async () => {
  await suite.survives("link", [fault({ kind: "wrong-bit-on-link", link: 0 }, place)]);
});

for (const [when, index] of [
  ["before there is a checkpoint", 2],
  ["after one was published", 6],
] as const)
  test(`of two workers one has a wrong bit in its weights, ${when}: both go back, and it does not reach the result`, async () => {
    const wrong = fault({ kind: "wrong-bit-in-weights" }, { ...place, round: step(index) });
    const { ended } = await suite.recovers(`undecided-${index}`, [wrong], { workers: 2 });
    assert.deepEqual(valuesOf(ended, "warning", "code"), ["states-undecided"]);
    assert.ok(!valuesOf(ended, "worker", "state").includes("lost"));
  });

for (const point of ["before-report", "before-start"] as const)
  test(`of two workers one has a wrong bit in its weights, and the right one dies ${point}: the wrong state never stands`, async () => {
    const wrong = fault({ kind: "wrong-bit-in-weights" }, { ...place, round: step(6) });
    const faults = [wrong, kill({ worker: "worker-1", point, after: wrong.name })];
    await suite.recovers(`undecided-${point}`, faults, { workers: 2, longestGapMs: WITH_A_NEW_PROCESS_MS });
  });

test("two workers whose states differ at the same step again can't be helped: the job fails", async () => {
  const first = fault({ kind: "wrong-bit-in-weights" }, { ...place, round: step(2) });
  const second: Fault = { ...first, name: "again", point: "before-exchange", after: first.name };
  const failed = { code: "workers-differ", says: ["worker-1", "worker-2", "went back to a checkpoint"] };
  await suite.fails("undecided-again", [first, second], { workers: 2 }, failed);
});

test("a wrong bit in the state that a newcomer is given costs its process, not the job", async () => {
  const first = kill({ worker: "worker-2", point: "after-run", round: step(3) });
  const wrong = fault({ kind: "wrong-bit-on-link", link: 0 }, { worker: "worker-3", point: "in-state-copy" });
  const { lines } = await large.survives("copy", [first, wrong], {
    workers: 2,
    set: ["workers.replicas=2", "workers.min=2"],
    longestGapMs: WITH_A_NEW_PROCESS_MS,
  });
  const left = lines.filter(
    ({ event, state, worker }) => event === "worker" && state === "left" && worker === "worker-3",
  );
  assert.match(String(left[0]?.["reason"]), /the state that was copied has the hash/);
});
