// The command line as a child process whose events are timed as they come.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { must } from "../../../common/errors.ts";
import type { RunEvent } from "../../../common/events.ts";
import { ROOT } from "./environment.ts";

/** @property at when this process heard of it, in ms. */
export type TimedEvent = RunEvent & { readonly at: number };

export interface ProcessOptions {
  readonly args: readonly string[];
  /** The one that it may run on, as far as the system lets us choose. */
  readonly core?: number;
  readonly onEvent?: (event: TimedEvent) => void;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** `elastune ARGS` to its end. @throws Error when it does not end well: why is on stderr */
export async function elastuneEvents(options: ProcessOptions): Promise<readonly TimedEvent[]> {
  const child = start(options);
  const closed = once(child, "close");
  const events: TimedEvent[] = [];
  for await (const line of createInterface({ input: must(child.stdout, "the child's stdout") })) {
    const event = { ...(JSON.parse(line) as RunEvent), at: performance.now() };
    events.push(event);
    options.onEvent?.(event);
  }
  await closed;
  if (child.exitCode === 0) return events;
  throw new Error(`elastune ${options.args.join(" ")} ended with ${child.exitCode ?? child.signalCode}`);
}

function start({ args, core, signal }: ProcessOptions): ChildProcess {
  const command = [process.execPath, path.join(ROOT, "bin", "elastune.js"), ...args];
  const pin = core === undefined || process.platform !== "linux" ? [] : ["taskset", "-c", String(core)];
  const [program = "", ...rest] = [...pin, ...command];
  return spawn(program, rest, { stdio: ["ignore", "pipe", "inherit"], signal });
}
