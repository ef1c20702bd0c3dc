// A run by the real launcher and coordinator, with workers in which faults happen.
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Elastune, type Ended } from "../../support/elastune.ts";
import { type Fault, faultsEnvironment, type Hit } from "../injector/faults.ts";
import { type SimulatedSettings, simulatedEnvironment } from "../simulated/settings.ts";

const LAUNCHER = fileURLToPath(new URL("../programs/launch.js", import.meta.url));

export interface FaultyRunOptions {
  readonly jobFile: string;
  readonly runDir: string;
  readonly workers: number;
  readonly faults?: readonly Fault[];
  /** Left out: TensorFlow computes. */
  readonly simulated?: SimulatedSettings | undefined;
  /** Overrides of the job's keys. */
  readonly set?: readonly string[];
  readonly resume?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface FaultyRun {
  readonly runDir: string;
  readonly faults: readonly Fault[];
  readonly process: Elastune;
  /** What a fault's file says; undefined while it has not happened. */
  readonly hit: (name: string) => Promise<Hit | undefined>;
}

export interface EndedRun extends Omit<FaultyRun, "process"> {
  readonly ended: Ended;
}

/** Begins; whoever calls it ends it. Its cache is its own, beside the run's folder. */
export async function startFaultyRun(options: FaultyRunOptions): Promise<FaultyRun> {
  const { jobFile, runDir, workers, faults = [], simulated, set = [], resume = false, env = {} } = options;
  const folder = `${runDir}-faults`;
  await mkdir(folder, { recursive: true });
  const overrides = set.flatMap((override) => ["--set", override]);
  const args = [jobFile, "--run-dir", runDir, "--workers", String(workers), ...overrides];
  const process = new Elastune(resume ? [...args, "--resume"] : args, {
    cwd: path.dirname(runDir),
    program: LAUNCHER,
    env: {
      ELASTUNE_CACHE: `${runDir}-cache`,
      ...faultsEnvironment({ faults, folder }),
      ...(simulated === undefined ? {} : simulatedEnvironment(simulated)),
      ...env,
    },
  });
  return { runDir, faults, process, hit: (name) => readHit(path.join(folder, name)) };
}

export async function faultyRun(options: FaultyRunOptions): Promise<EndedRun> {
  const { process, ...run } = await startFaultyRun(options);
  return { ...run, ended: await process.ended };
}

async function readHit(file: string): Promise<Hit | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Hit);
}
