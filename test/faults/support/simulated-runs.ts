// Runs of one simulated job by the real launcher, coordinator and workers, in one folder.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type Elastune, type Ended, startElastune } from "../../support/elastune.ts";
import { Warm } from "../../support/warm.ts";
import type { SimulatedSettings } from "../simulated/settings.ts";
import { faultyRun, launchOf, type LaunchRequest } from "./faulty-run.ts";
import { type SimulatedJob, writeSimulatedJob } from "./simulated-job.ts";

export type RunChanges = Partial<Pick<LaunchRequest, "workers" | "simulated" | "set" | "resume">>;

export interface SimulatedRuns {
  readonly folder: string;
  readonly path: (...names: string[]) => string;
  readonly simulated: SimulatedSettings;
  /** By two workers, where nothing else is said, to its end. */
  readonly run: (name: string, changes?: RunChanges) => Promise<Ended>;
  /** One that the test will meddle with; killed with the test. */
  readonly start: (t: TestContext, name: string, changes?: RunChanges) => Elastune;
  readonly remove: () => Promise<void>;
}

/** @param set overrides of the job's keys, of all runs */
export async function openSimulatedRuns(job: SimulatedJob, set: readonly string[] = []): Promise<SimulatedRuns> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-simulated-"));
  const jobFile = await writeSimulatedJob(folder, job);
  const simulated = { parameters: 20_000, microBatchMs: 10, loadMs: 0 };
  const warm = new Warm(folder);
  const requestOf = (name: string, changes: RunChanges = {}): LaunchRequest => ({
    jobFile,
    runDir: path.join(folder, name),
    workers: 2,
    simulated,
    ...changes,
    set: [...set, ...(changes.set ?? [])],
  });
  return {
    folder,
    path: (...names) => path.join(folder, ...names),
    simulated,
    run: async (name, changes) => (await faultyRun({ ...requestOf(name, changes), warm })).ended,
    start: (t, name, changes) => {
      const { program, args, env } = launchOf(requestOf(name, changes));
      return startElastune(t, args, { cwd: folder, program, env });
    },
    remove: async () => {
      warm.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
