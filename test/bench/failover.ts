// npm run bench:failover: how long a job is without a leader when its coordinators or their store are disturbed, and what that costs.
// Each scenario disturbs one job again and again; at its end the weights are compared with those of an undisturbed run of as many steps.
// Computing only takes its time (test/faults/simulated), so that the jobs of all TTLs can be disturbed at once; everything else is real.
//   [--runs 20] [--ttl 2,5] [--scenario PART] [--json] [--out FILE]
import { mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { findEtcd } from "../../cli/launcher/find-etcd.ts";
import { readFinished } from "../../cli/library/run-folder.ts";
import { must } from "../../common/errors.ts";
import { faultyRun } from "../faults/support/faulty-run.ts";
import { writeSimulatedJob } from "../faults/support/simulated-job.ts";
import { type Disturbed, type Scenario, SCENARIOS } from "./failover/scenarios.ts";
import { Scene } from "./failover/scene.ts";
import { Report } from "./support/report.ts";
import { quantileOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    ttl: { type: "string", default: "2,5" },
    scenario: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
/** A step of two workers takes 20 ms. */
const MICRO_BATCH_MS = 10;
const SIMULATED = { parameters: 1000, microBatchMs: 0, loadMs: 0 };
const ENDLESS = {
  microBatches: 4,
  batchSize: 8,
  stepsPerEpoch: 1000,
  epochs: 1000,
  everySteps: 200,
  measured: 8,
};
const program = must(await findEtcd(), "etcd: npm run setup");
const report = new Report("failover", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-failover-"));
const jobFile = await writeSimulatedJob(folder, ENDLESS);
try {
  const ttls = flags.ttl.split(",").map(Number);
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(flags.scenario)))
    await Promise.all(ttls.map((ttlSeconds) => measure(scenario, ttlSeconds)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(scenario: Scenario, ttlSeconds: number): Promise<void> {
  const endings: (() => unknown)[] = [];
  const ended = { after: (end: () => unknown) => void endings.push(end) };
  try {
    const scene = await Scene.open({
      program,
      ttlSeconds,
      etcdMembers: scenario.etcdMembers,
      folder,
      jobFile,
      simulated: { ...SIMULATED, microBatchMs: MICRO_BATCH_MS },
      ended,
    });
    const disturbances: Disturbed[] = [];
    for (let run = 0; run < Math.min(Number(flags.runs), scenario.mostRuns ?? Infinity); run++)
      disturbances.push(await scenario.disturb(scene, ttlSeconds * 1000));
    const finished = await scene.stop();
    const steps = await stepsIn(scene.directory);
    const weights = { disturbed: finished["weightsSha256"], undisturbed: await undisturbed(Math.max(...steps)) };
    tell(scenario, ttlSeconds, disturbances, {
      doubleCommits: steps.length - new Set(steps).size,
      lostSteps: Math.max(...steps) - new Set(steps).size,
      staleWrites: scene.leaders.staleWrites,
      generations: scene.events.filter(({ event }) => event === "generation").length,
      weightsEqual: weights.disturbed === weights.undisturbed,
    });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

/** Of a run of so many steps that takes no time. */
async function undisturbed(maxSteps: number): Promise<unknown> {
  const runDir = path.join(folder, `undisturbed-${maxSteps}-${Date.now()}`);
  const set = [`training.limits.maxSteps=${maxSteps}`];
  await faultyRun({ jobFile, runDir, workers: 1, simulated: SIMULATED, set });
  return must(await readFinished(runDir), "the end of the undisturbed run").weightsSha256;
}

/** Numbers of the steps that the run's log holds. */
async function stepsIn(directory: string): Promise<readonly number[]> {
  const text = await readFile(path.join(directory, "metrics.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  const events = lines.map((line) => JSON.parse(line) as { readonly event: string; readonly step: number });
  return events.filter(({ event }) => event === "step").map(({ step }) => step);
}

function tell(scenario: Scenario, ttlSeconds: number, all: readonly Disturbed[], checks: object): void {
  const waits = all.flatMap(({ fromMs, newLeaderMs }) => (newLeaderMs === undefined ? [] : [newLeaderMs - fromMs]));
  const overlaps = all.flatMap(({ overlapMs }) => (overlapMs === undefined ? [] : [overlapMs]));
  report.add({
    case: { scenario: scenario.name, ttlSeconds },
    unit: "ms to a new leader",
    ...summaryOf(waits.length === 0 ? [0] : waits),
    p99: rounded(quantileOf(waits.length === 0 ? [0] : waits, 0.99)),
    disturbances: all.length,
    leaderChanges: waits.length,
    ...(overlaps.length === 0 ? {} : { longestOverlapMs: rounded(Math.max(...overlaps)) }),
    ...(all.some(({ connections }) => connections !== undefined)
      ? { mostConnectionsWhileAway: Math.max(...all.map(({ connections = 0 }) => connections)) }
      : {}),
    fewestRoundsWithoutLeader: Math.min(...all.map(({ rounds }) => rounds())),
    ...checks,
  });
}
