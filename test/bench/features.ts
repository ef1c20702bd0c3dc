// npm run bench:features: what the feature stage is worth. Ten epochs of the head alone beside one, each computing its own features:
// the quick start's network and pictures (MobileNetV2, 947 pictures, 4 micro-batches). And what it changes: the largest difference of a
// weight at the end with the stage and without it, SGD with momentum.
//   [--runs 3] [--json] [--out FILE]
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { must } from "../../common/errors.ts";
import { ROOT } from "./support/environment.ts";
import { finishedRun } from "./support/finished-run.ts";
import { Report } from "./support/report.ts";
import { medianOf, rounded, summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const JOB = path.join(ROOT, "examples", "emoji.yaml");
const AT_MOST = 1.5;
const LARGEST_DIFFERENCE = 1e-5;

const report = new Report("features", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
const cacheDir = path.join(folder, "cache");
let runs = 0;
try {
  await secondsOf(1); // compiles the graphs, which stay in the cache
  const fast = await measureEpochs(Number(flags.runs));
  const same = await measureDifference();
  process.exitCode = fast && same ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @returns whether ten epochs take at most so much longer than one. */
async function measureEpochs(count: number): Promise<boolean> {
  const [one, ten]: [number[], number[]] = [[], []];
  for (let i = 0; i < count; i++) {
    one.push(await secondsOf(1));
    ten.push(await secondsOf(10));
  }
  const times = rounded(medianOf(ten) / medianOf(one));
  const peer = { name: "one epoch", ...summaryOf(one) };
  const what = { what: "ten epochs of the head", model: "mobilenet", size: 96, microBatches: 4 };
  report.add({ case: what, unit: "s", ...summaryOf(ten), peer, times, atMost: AT_MOST });
  return times <= AT_MOST;
}

async function secondsOf(epochs: number): Promise<number> {
  return (await run([`training.phases.0.epochs=${epochs}`])).seconds;
}

async function measureDifference(): Promise<boolean> {
  const set = ["training.optimizer={ sgd: { momentum: 0.9 } }", "training.phases.0.learningRate=0.01"];
  const [auto, off] = [await run(set), await run([...set, "training.features=off"])];
  const [left, right] = [await weightsIn(auto.model), await weightsIn(off.model)];
  const difference = left.reduce((most, weight, i) => Math.max(most, Math.abs(weight - must(right[i], "a weight"))), 0);
  const what = { what: "weights with and without the stage", optimizer: "sgd, momentum 0.9", steps: auto.steps };
  const ran = `${auto.features} and ${off.features}`;
  const measured = { unit: "largest difference", ...summaryOf([difference]), ran, atMost: LARGEST_DIFFERENCE };
  report.add({ case: what, ...measured });
  return difference <= LARGEST_DIFFERENCE && left.length === right.length;
}

/** Each run computes its features itself. */
async function run(set: readonly string[]): ReturnType<typeof finishedRun> {
  await rm(path.join(cacheDir, "features"), { recursive: true, force: true });
  runs += 1;
  return finishedRun({ jobFile: JOB, runDir: path.join(folder, `run-${runs}`), cacheDir, set });
}

/** All weights of an exported model, in the order of its files. */
async function weightsIn(model: string): Promise<Float32Array> {
  const shards = (await readdir(model)).filter((name) => name.endsWith(".bin")).sort();
  const bytes = Buffer.concat(await Promise.all(shards.map((name) => readFile(path.join(model, name)))));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
