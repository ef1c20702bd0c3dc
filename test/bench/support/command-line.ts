// The command line as a child process, to the end or until it is killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { must } from "../../../common/errors.ts";
import type { FinishedEvent, RunEvent } from "../../../common/events.ts";
import { ROOT } from "./environment.ts";

export interface Completed {
  readonly weightsSha256: string;
  /** Of the process, from start to end. */
  readonly milliseconds: number;
}

export interface Killed {
  /** From the start of the process to the signal. */
  readonly afterMs: number;
  /** The last step that it told of; 0 for none, null when it had not begun to train or was over before the signal. */
  readonly lastStep: number | null;
  readonly weightsSha256: string;
}

/** @throws Error when the run fails. */
export async function runToEnd(
  jobFile: string,
  runDir: string,
  set: readonly string[],
  resume = false,
): Promise<Completed> {
  const began = performance.now();
  const child = start(jobFile, runDir, set, resume);
  const events = await eventsOf(child);
  const finished = events.find((event): event is FinishedEvent => event.event === "finished");
  return {
    weightsSha256: must(finished, `the end of the run in ${runDir}`).weightsSha256,
    milliseconds: Math.round(performance.now() - began),
  };
}

export interface KillRequest {
  readonly jobFile: string;
  readonly runDir: string;
  readonly set: readonly string[];
  readonly afterMs: number;
}

/** Runs, sends SIGKILL after `afterMs`, and resumes to the end. */
export async function killedRun({ jobFile, runDir, set, afterMs }: KillRequest): Promise<Killed> {
  const child = start(jobFile, runDir, set, false);
  const events = eventsOf(child);
  await pause(afterMs);
  child.kill("SIGKILL");
  const lastStep = lastStepOf(await events);
  const { weightsSha256 } = await runToEnd(jobFile, runDir, set, true);
  return { afterMs, lastStep, weightsSha256 };
}

function start(jobFile: string, runDir: string, set: readonly string[], resume: boolean): ChildProcess {
  const overrides = set.flatMap((override) => ["--set", override]);
  const args = [path.join(ROOT, "bin", "elastune.js"), "run", jobFile, "--run-dir", runDir, "--json", ...overrides];
  return spawn(process.execPath, resume ? [...args, "--resume"] : args, { stdio: ["ignore", "pipe", "ignore"] });
}

/** All events until the process has ended; a last line that was cut off is none. */
async function eventsOf(child: ChildProcess): Promise<RunEvent[]> {
  const exited = once(child, "exit");
  const events: RunEvent[] = [];
  for await (const line of createInterface({ input: must(child.stdout, "the child's stdout") })) {
    if (line.endsWith("}")) events.push(JSON.parse(line) as RunEvent);
  }
  await exited;
  return events;
}

function lastStepOf(events: readonly RunEvent[]): number | null {
  if (!events.some(({ event }) => event === "started") || events.some(({ event }) => event === "finished")) return null;
  return events.reduce((last, event) => (event.event === "step" ? event.step : last), 0);
}
