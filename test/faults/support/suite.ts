// One small simulated job for the tests of a file, and what it comes to when nobody disturbs it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { assertFailed } from "../../support/contract.ts";
import type { Ended } from "../../support/elastune.ts";
import { Warm } from "../../support/warm.ts";
import type { Fault } from "../injector/faults.ts";
import type { SimulatedSettings } from "../simulated/settings.ts";
import { assertNothingRepeated, assertUndisturbed } from "./assert-undisturbed.ts";
import { type EndedRun, faultyRun, type FaultyRunOptions } from "./faulty-run.ts";
import { type SimulatedJob, writeSimulatedJob } from "./simulated-job.ts";

/** Two epochs of 6 steps: the last one is step 12. */
export const JOB = { microBatches: 8, batchSize: 16, stepsPerEpoch: 6, epochs: 2, everySteps: 4 };
export const LAST_STEP = JOB.stepsPerEpoch * JOB.epochs;
export const SIMULATED: SimulatedSettings = { parameters: 20_000, microBatchMs: 10, loadMs: 0 };
const WORKERS = 3;

export interface Changes extends Partial<FaultyRunOptions> {
  /** Between two commits. */
  readonly longestGapMs?: number;
}

export interface Suite {
  /** Runs the job; asserts that the faults happened, and changed nothing. */
  readonly recovers: (name: string, faults: readonly Fault[], changes?: Changes) => Promise<EndedRun>;
  /** And that no step was trained twice. */
  readonly survives: (name: string, faults: readonly Fault[], changes?: Changes) => Promise<Ended>;
  /** The job can't go on; asserts that it says so. */
  readonly fails: (name: string, faults: readonly Fault[], changes: Changes, failed: Failed) => Promise<void>;
}

/** What the run of `Suite.fails` came to. */
export interface Failed {
  readonly code: string;
  /** Parts of the message. */
  readonly says: readonly string[];
}

/** Call it outside of all tests. @param job with as many steps as `JOB` @param simulated what the computing is like */
export function simulatedSuite(job: SimulatedJob = JOB, simulated: SimulatedSettings = SIMULATED): Suite {
  let folder = "";
  let warm: Warm;
  let jobFile = "";
  let undisturbed: unknown;
  const options = (name: string) => ({
    warm,
    jobFile,
    runDir: path.join(folder, name),
    workers: WORKERS,
    simulated,
  });
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "elastune-faults-"));
    warm = new Warm(folder);
    jobFile = await writeSimulatedJob(folder, job);
    const { ended } = await faultyRun({ ...options("undisturbed"), workers: 1 });
    undisturbed = ended.lines.at(-1)?.["weightsSha256"];
  });
  after(async () => {
    warm.close();
    await rm(folder, { recursive: true, force: true });
  });
  const recovers: Suite["recovers"] = async (name, faults, { longestGapMs, ...changes } = {}) => {
    const run = await faultyRun({ ...options(name), faults, ...changes });
    await assertUndisturbed(run, undisturbed, longestGapMs);
    return run;
  };
  return {
    fails: async (name, faults, changes, { code, says }) => {
      const { ended } = await faultyRun({ ...options(name), faults, ...changes });
      assertFailed(ended, { code: 1, error: code, says });
    },
    recovers,
    survives: async (...run) => {
      const ended = await recovers(...run);
      assertNothingRepeated(ended, LAST_STEP);
      return ended.ended;
    },
  };
}
