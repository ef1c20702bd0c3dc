// The job of these benchmarks: 1 M parameters, 64 samples a step in M micro-batches, whose computing takes a set time.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { verifyRun } from "../../../cli/library/verify-run.ts";
import { readFinished } from "../../../cli/library/run-folder.ts";
import { must } from "../../../common/errors.ts";
import { faultyRun, type LaunchRequest } from "../../faults/support/faulty-run.ts";
import { writeSimulatedJob } from "../../faults/support/simulated-job.ts";
import type { SimulatedSettings } from "../../faults/simulated/settings.ts";

export const WORKERS = 4;
const BATCH = 64;
const PARAMETERS = 1_000_000;
/** Samples that validate after each epoch, and that test. */
const MEASURED = BATCH;

export interface BenchJobOptions {
  readonly steps: number;
  /** Left out: one epoch. Each new process reads the whole table, so where there are many, a longer run is not to have a longer one. */
  readonly mostStepsPerEpoch?: number;
  readonly microBatches: number;
  /** Of WORKERS workers at full speed. */
  readonly stepMs: number;
  /** What loading and compiling take. */
  readonly loadMs: number;
}

export interface BenchJob extends BenchJobOptions {
  readonly folder: string;
  /** How it is started in a folder of this name. */
  readonly request: (name: string, more?: Partial<LaunchRequest>) => LaunchRequest;
  readonly simulated: SimulatedSettings;
  /** Of the job when its computing takes no time and nobody disturbs it. */
  readonly weightsSha256: string;
  readonly remove: () => Promise<void>;
}

export async function openBenchJob(options: BenchJobOptions): Promise<BenchJob> {
  const { steps, mostStepsPerEpoch = steps, microBatches, stepMs, loadMs } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-bench-"));
  const epochs = Math.ceil(steps / mostStepsPerEpoch);
  const stepsPerEpoch = Math.ceil(steps / epochs);
  const shape = { microBatches, batchSize: BATCH, stepsPerEpoch, epochs, everySteps: 50, measured: MEASURED };
  const jobFile = await writeSimulatedJob(folder, shape);
  const simulated = { parameters: PARAMETERS, microBatchMs: (stepMs * WORKERS) / microBatches, loadMs };
  const request: BenchJob["request"] = (name, more = {}) => ({
    jobFile,
    runDir: path.join(folder, name),
    workers: WORKERS,
    simulated,
    ...more,
  });
  await faultyRun(request("reference", { workers: 1, simulated: { ...simulated, microBatchMs: 0 } }));
  return {
    ...options,
    folder,
    request,
    simulated,
    weightsSha256: await weightsOf(path.join(folder, "reference")),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function weightsOf(runDir: string): Promise<string> {
  return must(await readFinished(runDir), `the end of the run in ${runDir}`).weightsSha256;
}

/** Whether a run ended as one that nobody disturbs. */
export async function checked(job: BenchJob, name: string) {
  const runDir = path.join(job.folder, name);
  const { ok } = await verifyRun(runDir);
  return { sameWeights: (await weightsOf(runDir)) === job.weightsSha256, verified: ok };
}
