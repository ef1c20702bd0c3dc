// npm run bench:scaling: what two workers reach together, beside two runs of one worker each at the same time. Each worker has one core
// and one thread. All layers of the quick start's network at 96 x 96, batch 128 in 8 micro-batches, pictures from a warm cache.
//   [--rounds 5] [--epochs 14] [--json] [--out FILE]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { coordinatedRun } from "./support/coordinated-run.ts";
import { elastuneEvents } from "./support/elastune-process.ts";
import { ROOT } from "./support/environment.ts";
import { type Pace, pacesOf, whileAllRan } from "./support/paces.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    epochs: { type: "string", default: "14" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const JOB = path.join(ROOT, "examples", "emoji-all-10x.yaml");
const CORES = [0, 1];
const BATCH = 128;
const MICRO_BATCHES = 8;
/**
 * One of two workers meets half of the pictures in an epoch, other ones each time: in this epoch it still reads one in 64 for the first
 * time. A worker alone has met all of them in the first.
 */
const WARM_FROM = 7;
const AT_LEAST = 0.93;
const WAIT_AT_MOST = 0.05;
const OVERRIDES = [
  `training.batchSize=${BATCH}`,
  `training.microBatches=${MICRO_BATCHES}`,
  `training.phases.0.epochs=${flags.epochs}`,
  "training.features=off",
  "workers.threads=1",
];

const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  const together: Pace[][] = [];
  const apart: (readonly (readonly Pace[])[])[] = [];
  for (let round = 0; round < Number(flags.rounds); round++) {
    // Whatever the machine does meanwhile meets both in turn.
    if (round % 2 === 0) together.push(await twoWorkers(round));
    apart.push(await twoRuns(round));
    if (round % 2 === 1) together.push(await twoWorkers(round));
  }
  tell(together, apart);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function twoWorkers(round: number): Promise<Pace[]> {
  const runDir = path.join(folder, `together-${round}`);
  return [...pacesOf(await coordinatedRun({ jobFile: JOB, runDir, cores: CORES, set: OVERRIDES }), WARM_FROM)];
}

async function twoRuns(round: number): Promise<readonly (readonly Pace[])[]> {
  const overrides = OVERRIDES.flatMap((override) => ["--set", override]);
  const runs = CORES.map((core) => {
    const runDir = path.join(folder, `apart-${round}-${core}`);
    return elastuneEvents({ args: ["run", JOB, "--run-dir", runDir, "--workers", "1", "--json", ...overrides], core });
  });
  return whileAllRan((await Promise.all(runs)).map((events) => pacesOf(events, WARM_FROM)));
}

function tell(together: readonly Pace[][], apart: readonly (readonly (readonly Pace[])[])[]): void {
  const reached = together.map(samplesPerSecond);
  const summed = apart.map((runs) => runs.map(samplesPerSecond).reduce((sum, one) => sum + one, 0));
  const times = rounded(medianOf(reached.map((value, i) => value / (summed[i] ?? Number.NaN))));
  const waitShare = rounded(medianOf(together.flat().map(({ timings, stepMs }) => timings.waitMs / stepMs)));
  new Report("scaling", { json: flags.json, out: flags.out }).add({
    case: { model: "mobilenet", size: 96, batch: BATCH, microBatches: MICRO_BATCHES, trains: "all", workers: 2 },
    unit: "samples/s",
    ...summaryOf(reached),
    peer: { name: "two runs of one worker, summed", ...summaryOf(summed) },
    times,
    atLeast: AT_LEAST,
    waitShare,
    waitAtMost: WAIT_AT_MOST,
  });
  process.exitCode = times >= AT_LEAST && waitShare < WAIT_AT_MOST ? 0 : 1;
}

function samplesPerSecond(paces: readonly Pace[]): number {
  return medianOf(paces.map(({ samples, ms }) => (samples / ms) * 1000));
}
