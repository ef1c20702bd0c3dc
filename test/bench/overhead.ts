// npm run bench:overhead: what a step costs beside its computing, by four workers as they are started by `elastune run`: the plan, the
// samples, the links, the reports, the waiting for each other. The network is tiny: 99 weights learn from vectors of 5 numbers.
//   [--rounds 3] [--workers 4] [--rows 10000] [--json] [--out FILE]
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { writeVectorModel } from "../support/keras-file.ts";
import { NUMBERS, numberTable } from "../support/number-table.ts";
import { elastuneEvents, type TimedEvent } from "./support/elastune-process.ts";
import { type Pace, pacesOf } from "./support/paces.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    workers: { type: "string", default: "4" },
    rows: { type: "string", default: "10000" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
/** The layer below the head gives 8 numbers: (8 + 1) x 11 weights. */
const CLASSES = "abcdefghijk".split("");
const BATCH = 8;
/** 10,000 are some 870 steps an epoch: in the first one the code of a step is not optimized yet, which costs half as much again. */
const ROWS = Number(flags.rows);
const STEPS_AT_ONCE = 10;
const AT_MOST_MS = 3;
const PROTOCOL_AT_MOST_MS = 2;

const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  const jobFile = await writeJob();
  const runs: (readonly TimedEvent[])[] = [];
  for (let round = 0; round < Number(flags.rounds); round++) {
    const args = ["run", jobFile, "--run-dir", path.join(folder, String(round)), "--workers", flags.workers, "--json"];
    runs.push(await elastuneEvents({ args }));
  }
  tell(runs);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function writeJob(): Promise<string> {
  await writeVectorModel(path.join(folder, "vectors.h5"), NUMBERS.length);
  await writeFile(path.join(folder, "numbers.csv"), numberTable(ROWS, CLASSES));
  const spec = {
    model: { source: "file:./vectors.h5", cutAt: "wide_bn", head: [{ dense: { units: "classes" } }] },
    dataset: { source: "file:./numbers.csv", format: "csv", columns: { features: NUMBERS, label: "kind" } },
    training: {
      batchSize: BATCH,
      microBatches: BATCH,
      features: "off",
      phases: [{ epochs: 4, unfreeze: ["head"], learningRate: 0.001 }],
    },
    checkpoint: { everySteps: 100_000 },
    workers: { threads: 1 },
  };
  const job = { apiVersion: "elastune.dev/v1alpha1", kind: "FineTuneJob", metadata: { name: "overhead" }, spec };
  const jobFile = path.join(folder, "job.yaml");
  await writeFile(jobFile, JSON.stringify(job));
  return jobFile;
}

function tell(runs: readonly (readonly TimedEvent[])[]): void {
  const paces = runs.flatMap((run) => pacesOf(run));
  const overheads = runs.flatMap((run) => byTens(pacesOf(run), ({ ms, timings }) => ms - timings.computeMs));
  const median = rounded(medianOf(overheads));
  // Reports, heartbeats, the ledger, events, what lies between two rounds. The State's hash is in the update: 0.05 ms for each MB.
  const protocolMs = rounded(medianOf(runs.flatMap((run) => byTens(pacesOf(run), protocolOf))));
  const partMs = (part: (pace: Pace) => number): number => rounded(medianOf(paces.map(part)));
  new Report("overhead", { json: flags.json, out: flags.out }).add({
    case: { workers: flags.workers, parameters: parametersOf(runs), batch: BATCH, microBatches: BATCH },
    unit: "ms",
    ...summaryOf(overheads),
    atMost: AT_MOST_MS,
    protocolMs,
    protocolAtMostMs: PROTOCOL_AT_MOST_MS,
    medianMs: {
      step: partMs(({ ms }) => ms),
      compute: partMs(({ timings }) => timings.computeMs),
      exchange: partMs(({ timings }) => timings.exchangeMs),
      wait: partMs(({ timings }) => timings.waitMs),
      optimizer: partMs(({ timings }) => timings.optimizerMs),
    },
  });
  process.exitCode = median < AT_MOST_MS && protocolMs < PROTOCOL_AT_MOST_MS ? 0 : 1;
}

/** What is neither computing nor the exchange, waiting for samples or the update. */
function protocolOf({ ms, timings: { computeMs, exchangeMs, waitMs, optimizerMs } }: Pace): number {
  return ms - computeMs - exchangeMs - waitMs - optimizerMs;
}

/** In ms a step, from event to event: what lies between two rounds is in it. Events come late by turns, so steps are taken by tens. */
function byTens(paces: readonly Pace[], msOf: (pace: Pace) => number): number[] {
  const tens = Math.floor(paces.length / STEPS_AT_ONCE);
  return Array.from({ length: tens }, (_, i) => {
    const some = paces.slice(i * STEPS_AT_ONCE, (i + 1) * STEPS_AT_ONCE);
    return some.reduce((sum, pace) => sum + msOf(pace), 0) / STEPS_AT_ONCE;
  });
}

function parametersOf(runs: readonly (readonly TimedEvent[])[]): number {
  const phase = must(
    runs[0]?.find((event) => event.event === "phase"),
    "a phase",
  );
  return phase.trainableParameters;
}
