// npm run bench:fine-tuning: what fine-tuning is worth, and which recipe on the quick start's data. Each example job runs with each
// seed, which also draws the split; test accuracy and time are told as medians over the seeds.
//   [--seeds 3] [--scratch-seeds 3] [--json] [--out FILE]      about 10 minutes on two cores, most of it from scratch
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import type { FinishedEvent } from "../../common/events.ts";
import { ROOT } from "./support/environment.ts";
import { finishedRun } from "./support/finished-run.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    "scratch-seeds": { type: "string" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
/** Jobs in examples/. */
const FINE_TUNED = ["emoji", "emoji-all-10x", "emoji-head-then-top"] as const;
const SCRATCH = "emoji-scratch";
const AT_LEAST_POINTS = 10;

type Runs = ReadonlyMap<string, readonly FinishedEvent[]>;

const report = new Report("fine-tuning", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  const fineTuned = await runAll(FINE_TUNED, Number(flags.seeds));
  for (const [recipe, finished] of fineTuned) tellRecipe(recipe, finished);
  const scratch = await runAll([SCRATCH], Number(flags["scratch-seeds"] ?? flags.seeds));
  for (const [recipe, finished] of scratch) tellRecipe(recipe, finished);
  const runs = new Map([...fineTuned, ...scratch]);
  const gains = FINE_TUNED.map((recipe) => tellGain(recipe, runs));
  process.exitCode = gains.every((points) => points >= AT_LEAST_POINTS) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** All recipes with one seed, then with the next: whatever the machine does meanwhile meets all of them. */
async function runAll(recipes: readonly string[], seeds: number): Promise<Runs> {
  const runs = new Map<string, FinishedEvent[]>(recipes.map((recipe) => [recipe, []]));
  for (let seed = 1; seed <= seeds; seed++)
    for (const [recipe, finished] of runs) finished.push(await run(recipe, seed));
  return runs;
}

/** A cache of its own: each run compiles its graphs and computes its features. */
function run(recipe: string, seed: number): Promise<FinishedEvent> {
  const runDir = path.join(folder, `${recipe}-${seed}`);
  const jobFile = path.join(ROOT, "examples", `${recipe}.yaml`);
  return finishedRun({ jobFile, runDir, cacheDir: `${runDir}-cache`, set: [`training.seed=${seed}`] });
}

function tellRecipe(recipe: string, finished: readonly FinishedEvent[]): void {
  const tests = finished.map(({ test }) => must(test, `the test metrics of ${recipe}`));
  report.add({
    case: { what: "test accuracy", job: `examples/${recipe}.yaml` },
    unit: "share",
    ...summaryOf(tests.map(({ accuracy }) => accuracy)),
    loss: summaryOf(tests.map(({ loss }) => loss)),
    seconds: summaryOf(finished.map(({ seconds }) => seconds)),
    steps: must(finished[0], "a run").steps,
    features: must(finished[0], "a run").features,
  });
}

/** @returns the median, over the seeds, of the points of test accuracy that the pretrained weights are worth. */
function tellGain(recipe: string, runs: Runs): number {
  const fineTuned = accuraciesOf(recipe, runs);
  const points = accuraciesOf(SCRATCH, runs).map((scratch, i) => 100 * (must(fineTuned[i], "a seed's run") - scratch));
  const what = { what: "fine-tuned minus scratch", job: `examples/${recipe}.yaml` };
  report.add({ case: what, unit: "points of test accuracy", ...summaryOf(points), atLeast: AT_LEAST_POINTS });
  return rounded(medianOf(points));
}

function accuraciesOf(recipe: string, runs: Runs): readonly number[] {
  return must(runs.get(recipe), recipe).map(({ test }) => must(test, `the test metrics of ${recipe}`).accuracy);
}
