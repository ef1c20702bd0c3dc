// npm run bench:whole-step: the product's whole step (pictures from a warm cache, gradients, their sum in the tree, the update, the
// event) beside the bare graph on the same shapes. All layers of the quick start's network, batch 128 in 8 micro-batches.
//   [--rounds 3] [--json] [--out FILE]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { bareGraph } from "./support/contenders.ts";
import { ROOT } from "./support/environment.ts";
import { LineProcess } from "./support/line-process.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const BATCH = 128;
const MICRO_BATCHES = 8;
const BARE_STEPS = 12;
const AT_MOST = 1.25;
const JOB = path.join(ROOT, "examples", "emoji.yaml");
const OVERRIDES = [
  `training.batchSize=${BATCH}`,
  `training.microBatches=${MICRO_BATCHES}`,
  'training.phases.0.unfreeze=["*"]',
  "training.phases.0.learningRate=1e-5",
  "training.phases.0.epochs=7",
];

const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
const { command, args, env } = bareGraph({ model: "mobilenet", size: 96, batch: BATCH, trains: "all" }, MICRO_BATCHES);
const bare = new LineProcess(command, args, env, true);
try {
  must(await bare.next(), "the bare graph's start");
  await compare();
} finally {
  await bare.close();
  await rm(folder, { recursive: true, force: true });
}

async function compare(): Promise<void> {
  const [wholes, bares, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < Number(flags.rounds); round++) {
    // The bare graph runs before and after, since the machine may change its mind in between.
    const before = msOf(await bare.ask(`run ${BARE_STEPS}`));
    const whole = await wholeSteps(path.join(folder, String(round)));
    const after = msOf(await bare.ask(`run ${BARE_STEPS}`));
    wholes.push(...whole);
    bares.push(...before, ...after);
    ratios.push(medianOf(whole) / medianOf([...before, ...after]));
  }
  const times = rounded(medianOf(ratios));
  const peer = { name: "bare graph", ...summaryOf(bares) };
  const what = { model: "mobilenet", size: 96, batch: BATCH, microBatches: MICRO_BATCHES, trains: "all" };
  report().add({ case: what, unit: "ms", ...summaryOf(wholes), peer, times, atMost: AT_MOST });
}

async function wholeSteps(runDir: string): Promise<readonly number[]> {
  const worker = path.join(import.meta.dirname, "whole-run.js");
  const run = new LineProcess(process.execPath, [worker, JOB, runDir, ...OVERRIDES], {}, true);
  const answer = await run.next();
  await run.close();
  return msOf(must(answer, "the run's steps"));
}

function msOf(answer: unknown): readonly number[] {
  return (answer as { readonly ms: readonly number[] }).ms;
}

function report(): Report {
  return new Report("whole-step", { json: flags.json, out: flags.out });
}
