// npm run bench:identity: the same job by 1, 2, 3, 5 and 8 workers on this machine: how many different weights come out. Each run has a
// cache of its own, so that its workers compute the features of a frozen trunk themselves.
//   [--workers 1,2,3,5,8] [--json] [--out FILE]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./support/environment.ts";
import { finishedRun } from "./support/finished-run.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    workers: { type: "string", default: "1,2,3,5,8" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
/** A worker has at least one micro-batch. */
const EIGHT = ["training.batchSize=32", "training.microBatches=8"];
/** Jobs in examples/. */
const JOBS = {
  emoji: [...EIGHT, "training.phases.0.epochs=2"],
  "emoji-all-10x": [...EIGHT, "training.limits.maxSteps=6"],
};

const numbers = flags.workers.split(",").map(Number);
const report = new Report("identity", { json: flags.json, out: flags.out });
const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
try {
  const differences: number[] = [];
  for (const [job, set] of Object.entries(JOBS)) differences.push(await compare(job, set));
  process.exitCode = differences.every((count) => count === 0) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @returns how many numbers of workers have other weights than the first one. */
async function compare(job: string, set: readonly string[]): Promise<number> {
  const hashes: string[] = [];
  const seconds: number[] = [];
  for (const workers of numbers) {
    const runDir = path.join(folder, `${job}-${workers}`);
    const finished = await finishedRun({
      jobFile: path.join(ROOT, "examples", `${job}.yaml`),
      runDir,
      cacheDir: `${runDir}-cache`,
      set: [...set, `workers.replicas=${workers}`],
    });
    hashes.push(finished.weightsSha256);
    seconds.push(finished.seconds);
  }
  const differences = hashes.filter((hash) => hash !== hashes[0]).length;
  report.add({
    case: { job: `examples/${job}.yaml`, workers: flags.workers },
    unit: "s",
    ...summaryOf(seconds),
    differences,
    atMost: 0,
    weightsSha256: [...new Set(hashes)],
  });
  return differences;
}
