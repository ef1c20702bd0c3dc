// The quick start's model, real computing, a worker killed every 30 steps: the weights must be those of a run that nobody disturbs.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { verifyRun } from "../../../cli/library/verify-run.ts";
import { ROOT } from "../support/environment.ts";
import { type KilledRun, killedRun } from "./killed-run.ts";

export interface QuickStartResult {
  readonly kills: number;
  readonly seconds: number;
  readonly undisturbedSeconds: number;
  readonly sameWeights: boolean;
  readonly verified: boolean;
}

const WORKERS = 3;
const KILL_EVERY_STEPS = 30;
/** Enough steps for several kills, and a micro-batch for each worker. */
const SETTINGS = ["training.batchSize=32", "training.microBatches=8", "training.phases.0.epochs=8"];

export async function killedQuickStart(): Promise<QuickStartResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
  try {
    const undisturbed = await run(folder, "undisturbed", Infinity);
    const killed = await run(folder, "killed", KILL_EVERY_STEPS);
    return {
      kills: killed.killedAfter.length,
      seconds: killed.finished.seconds,
      undisturbedSeconds: undisturbed.finished.seconds,
      sameWeights: killed.finished.weightsSha256 === undisturbed.finished.weightsSha256,
      verified: (await verifyRun(path.join(folder, "killed"))).ok,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(folder: string, name: string, everySteps: number): Promise<KilledRun> {
  const job = path.join(ROOT, "examples", "emoji.yaml");
  const options = { runDir: path.join(folder, name), cacheDir: path.join(folder, `${name}-cache`), workers: WORKERS };
  return killedRun(job, { ...options, set: SETTINGS }, (step) => step % everySteps === 0);
}
