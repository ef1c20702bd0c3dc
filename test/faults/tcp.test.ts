// Links over TCP, whose long payloads stay where they are until the other side reads them: what happens to the other side meanwhile, or
// to the sender, costs nothing.
import { test } from "node:test";
import { WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import { fault, kill, step } from "./support/fault.ts";
import { JOB, simulatedSuite } from "./support/suite.ts";

/** A third of the weights is twice as long as what is copied. */
const suite = simulatedSuite(JOB, { parameters: 200_000, microBatchMs: 10, loadMs: 0, links: "tcp" });
const WAITING = { set: ["workers.replicas=3", "workers.min=3"], longestGapMs: WITH_A_NEW_PROCESS_MS };

test("workers killed while blocks and sums are on their way, each replaced before the next: nothing is lost", async () => {
  const points = ["after-first-block-sent", "before-exchange", "before-apply"] as const;
  const faults = points.map((point, i) => kill({ point, round: step(3 + i) }));
  await suite.survives("killed", faults, WAITING);
});

test("the one that gives its state is killed, and a newcomer while it gets one: nothing is lost", async () => {
  const faults = [
    kill({ worker: "worker-3", point: "after-run", round: step(3) }),
    kill({ worker: "worker-1", point: "in-state-copy" }),
    kill({ worker: "worker-5", point: "in-state-copy" }),
  ];
  await suite.survives("state-copy", faults, WAITING);
});

for (const kind of ["cut-link", "wrong-bit-on-link", "blackhole-link"] as const)
  test(`${kind}: nothing is lost`, async () => {
    const place = { worker: "worker-2", point: "after-run", round: step(5) } as const;
    await suite.recovers(kind, [fault({ kind, link: 0 }, place)]);
  });
