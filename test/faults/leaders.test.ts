// A leader ends, or stands still, at each point between storing a generation and the Start of all its members: another one makes a
// generation of those who are there, and the job ends with the weights of an undisturbed run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CoordinatorPoint } from "../../coordinator/protocol-points.ts";
import type { ProtocolPoint } from "../../worker/protocol-points.ts";
import { valuesOf } from "../support/contract.ts";
import type { Ended } from "../support/elastune.ts";
import { startEtcd, withEtcd } from "../support/etcd.ts";
import { WITH_A_NEW_PROCESS_MS } from "./support/assert-undisturbed.ts";
import type { Fault } from "./injector/faults.ts";
import { fault, kill, type Place, step } from "./support/fault.ts";
import { simulatedSuite } from "./support/suite.ts";

/** What begins the generation in which a leader ends; in the first one nothing has to. */
const LOST = kill({ worker: "worker-3", point: "after-run", round: step(4) });
/** Longer than the lease of the tests. */
const STANDS_MS = 5000;

const COORDINATORS = 2;

type Begun = Pick<Place, "after">;

interface Case {
  readonly point: CoordinatorPoint;
  readonly when: string;
  /** A worker's point: of the order that one of them has heard before the leader dies. */
  readonly heard?: ProtocolPoint;
}

const NUMBER_STORED: Case = { point: "generation-stored", when: "the number is stored, and nobody was told" };
const ONE_STARTED: Case = {
  point: "start-sent",
  when: "one has heard Start, others were told nothing",
  heard: "before-start",
};
const CASES: readonly Case[] = [
  NUMBER_STORED,
  {
    point: "reconfigure-sent",
    when: "one has heard Reconfigure, others were told nothing",
    heard: "before-report",
  },
  { point: "before-plan-stored", when: "all have reported, and no plan is stored" },
  { point: "plan-stored", when: "the plan is stored, and nobody was told to start" },
  ONE_STARTED,
];

/** Orders go out in the order of registration: worker-1 is told first. */
function kills({ point, heard }: Case, begun: Begun): readonly Fault[] {
  if (heard === undefined) return [kill({ point, ...begun })];
  const mark = fault({ kind: "mark" }, { worker: "worker-1", point: heard, ...begun });
  return [mark, kill({ point, once: mark.name, ...begun })];
}

await withEtcd("leaders that end", (program) => {
  const suite = simulatedSuite();
  const endings: (() => unknown)[] = [];
  let etcd = "";
  before(async () => {
    etcd = (await startEtcd({ after: (end) => void endings.push(end) }, { program })).endpoint;
  });
  after(() => Promise.all(endings.map((end) => end())));

  function survives(name: string, faults: readonly Fault[]): Promise<Ended> {
    const several = { coordinators: COORDINATORS, etcd };
    return suite.survives(name, faults, { several, longestGapMs: WITH_A_NEW_PROCESS_MS });
  }

  for (const one of CASES)
    test(`killed after a worker was lost, when ${one.when}: nothing is lost`, async () => {
      await survives(`changing-${one.point}`, [LOST, ...kills(one, { after: LOST.name })]);
    });

  for (const one of [NUMBER_STORED, ONE_STARTED])
    test(`killed in the first generation, when ${one.when}: nothing is lost`, async () => {
      await survives(`first-${one.point}`, kills(one, {}));
    });

  test("more leaders are killed than there are: each is followed by a process at its address, and nothing is lost", async () => {
    const deaths = [LOST];
    for (let n = 1; n <= COORDINATORS + 1; n++)
      deaths.push({ ...kill({ point: "generation-stored", after: `${deaths.at(-1)?.name}` }), name: `leader-${n}` });
    const ended = await survives("again-and-again", deaths);
    const addresses = valuesOf(ended, "coordinator", "address");
    assert.equal(new Set(addresses).size, COORDINATORS);
    const lost = valuesOf(ended, "warning", "code").filter((code) => code === "coordinator-lost");
    assert.equal(lost.length, COORDINATORS + 1);
  });

  for (const point of ["generation-stored", "before-plan-stored"] as const)
    test(`stopped at ${point} until another one leads: what it does when it goes on changes nothing`, async () => {
      const stop = fault({ kind: "stop-then-continue", ms: STANDS_MS }, { point, after: LOST.name });
      await survives(`stopped-${point}`, [LOST, stop]);
    });
});
