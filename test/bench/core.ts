// npm run bench:core: is the main thread ever held; does the same job give the same weights; does it after SIGKILL at random moments?
//   [--runs 3] [--kills 20] [--seed 1] [--json] [--out FILE]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { mix } from "../../common/sampling/hash.ts";
import type { CoreRun } from "./core-run.ts";
import { type Killed, killedRun, runToEnd } from "./support/command-line.ts";
import { ROOT } from "./support/environment.ts";
import { LineProcess } from "./support/line-process.ts";
import type { Held } from "./support/main-thread-watch.ts";
import { Report } from "./support/report.ts";
import { rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const JOB = path.join(ROOT, "examples", "emoji.yaml");
/** Pictures instead of stored features, two epochs, a checkpoint every few steps: more of the random moments are moments of work. */
const SHORT = ["training.features=off", "training.phases.0.epochs=2", "checkpoint.everySteps=5"];
/** The quick start as it is, and what keeps both threads busiest: every layer trained on pictures that are decoded and augmented. */
const JOBS = {
  "quick start": [],
  "all layers, augmented pictures": [
    "training.phases.0.unfreeze=['*']",
    "training.phases.0.epochs=1",
    "dataset.augment={flipHorizontal: true, crop: 0.1, rotate: 10}",
  ],
} as const;
const LONGEST_MS = 50;

const report = new Report("core", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  let wholeRuns = true;
  for (const [job, overrides] of Object.entries(JOBS))
    wholeRuns = (await measureRuns(job, overrides, Number(flags.runs))) && wholeRuns;
  const kills = await measureKills(Number(flags.kills), Number(flags.seed));
  process.exitCode = wholeRuns && kills ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @returns whether all is as it must be. */
async function measureRuns(job: string, overrides: readonly string[], count: number): Promise<boolean> {
  const runs: CoreRun[] = [];
  const idle: Held[] = [];
  const beside = new LineProcess(process.execPath, [siblingFile("idle-process.js")], {}, true);
  must(await beside.next(), "the idle process");
  for (let i = 0; i < count; i++) {
    await beside.ask("forget");
    runs.push(await wholeRun(path.join(folder, `${job}-${i}`), overrides));
    idle.push((await beside.ask("tell")) as Held);
  }
  await beside.close();
  const { steps, compute } = must(runs[0], "a run");
  const common = { job, steps, compute, seconds: runs.map(({ seconds }) => rounded(seconds)) };
  tellHeld("longest", runs, idle, ({ maxMs }) => maxMs, common);
  tellHeld("99th percentile", runs, idle, ({ p99Ms }) => p99Ms, common);
  const hashes = [...new Set(runs.map(({ weightsSha256 }) => weightsSha256))];
  const different = { unit: "different weightsSha256", ...common, weightsSha256: hashes, atMost: 1 };
  report.add({
    case: { what: "same job, several runs", job },
    ...summaryOf([hashes.length]),
    ...different,
    runs: count,
  });
  return Math.max(...runs.map(({ maxMs }) => maxMs)) <= LONGEST_MS && hashes.length === 1;
}

function tellHeld(
  what: string,
  runs: readonly CoreRun[],
  idle: readonly Held[],
  valueOf: (held: Held) => number,
  details: Readonly<Record<string, unknown>> & { readonly job: string },
): void {
  const peer = { name: "an idle process beside it", ...summaryOf(idle.map(valueOf)) };
  const measured = { ...summaryOf(runs.map(valueOf)), unit: "ms", peer, atMost: LONGEST_MS };
  report.add({ case: { what: `main thread held, ${what}`, job: details.job }, ...measured, ...details });
}

async function wholeRun(runDir: string, overrides: readonly string[]): Promise<CoreRun> {
  const child = new LineProcess(process.execPath, [siblingFile("core-run.js"), JOB, runDir, ...overrides], {}, true);
  const run = must(await child.next(), "the run's end") as CoreRun;
  await child.close();
  return run;
}

function siblingFile(name: string): string {
  return path.join(import.meta.dirname, name);
}

/** Each run is killed once, at a moment between its process's start and the end that an undisturbed run has, then resumed. */
async function measureKills(count: number, seed: number): Promise<boolean> {
  const undisturbed = await runToEnd(JOB, path.join(folder, "undisturbed"), SHORT);
  const killed: Killed[] = [];
  for (let i = 0; i < count; i++) {
    const afterMs = Math.round((mix(seed, i) / 2 ** 32) * undisturbed.milliseconds);
    killed.push(await killedRun({ jobFile: JOB, runDir: path.join(folder, `killed-${i}`), set: SHORT, afterMs }));
  }
  const differing = killed.filter(({ weightsSha256 }) => weightsSha256 !== undisturbed.weightsSha256);
  report.add({
    case: { what: "killed and resumed" },
    unit: "runs with other weights",
    ...summaryOf([differing.length]),
    runs: count,
    atMost: 0,
    undisturbed,
    killed,
  });
  return differing.length === 0;
}
