// A run by the real launcher and coordinator, with workers in which faults happen.
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { elastune, type Ended } from "../../support/elastune.ts";
import type { Warm } from "../../support/warm.ts";
import { type Fault, faultsEnvironment, type Hit } from "../injector/faults.ts";
import { type SimulatedSettings, simulatedEnvironment } from "../simulated/settings.ts";

const LAUNCHER = fileURLToPath(new URL("../programs/launch.js", import.meta.url));

export interface LaunchRequest {
  readonly jobFile: string;
  readonly runDir: string;
  readonly workers: number;
  /** Several, which agree through that etcd. Left out: one. */
  readonly several?: { readonly coordinators: number; readonly etcd: string };
  /** Left out: TensorFlow computes. */
  readonly simulated?: SimulatedSettings | undefined;
  /** Overrides of the job's keys. */
  readonly set?: readonly string[];
  readonly resume?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface FaultyRunOptions extends LaunchRequest {
  readonly faults?: readonly Fault[];
  /** Where the launcher runs, which nothing happens to. Left out: in a process of its own. */
  readonly warm?: Warm;
}

export interface EndedRun {
  readonly runDir: string;
  readonly faults: readonly Fault[];
  readonly ended: Ended;
  /** What a fault's file says; undefined while it has not happened. */
  readonly hit: (name: string) => Promise<Hit | undefined>;
}

/** To the end. Its cache is its own, beside the run's folder. */
export async function faultyRun({ faults = [], warm, ...options }: FaultyRunOptions): Promise<EndedRun> {
  const { runDir } = options;
  const folder = `${runDir}-faults`;
  await mkdir(folder, { recursive: true });
  const { program, args, env } = launchOf(options);
  const settings = { program, env: { ...env, ...faultsEnvironment({ faults, folder }) } };
  const ended = await (warm?.call({ args, ...settings }) ?? elastune(args, { cwd: path.dirname(runDir), ...settings }));
  return { runDir, faults, ended, hit: (name) => readHit(path.join(folder, name)) };
}

/** How the launcher is started. */
export function launchOf({ jobFile, runDir, workers, several, simulated, set = [], resume, env }: LaunchRequest) {
  const overrides = set.flatMap((override) => ["--set", override]);
  const leaders = several === undefined ? [] : ["--coordinators", `${several.coordinators}`, "--etcd", several.etcd];
  const args = [jobFile, "--run-dir", runDir, "--workers", String(workers), ...leaders, ...overrides];
  const computing = simulated === undefined ? {} : simulatedEnvironment(simulated);
  return {
    program: LAUNCHER,
    args: resume === true ? [...args, "--resume"] : args,
    env: { ELASTUNE_CACHE: `${runDir}-cache`, ...computing, ...env },
  };
}

async function readHit(file: string): Promise<Hit | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Hit);
}
