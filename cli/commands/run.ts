// elastune run JOB: the library's runJob with a face. Ctrl-C drains: it saves a checkpoint and says how to go on.
import { Console } from "node:console";
import type { RunEvent, Stamped } from "../../common/events.ts";
import { type RunOptions, runJob } from "../library/run-job.ts";
import { createRenderer } from "../render/create-renderer.ts";
import type { Renderer } from "../render/renderer.ts";

export interface RunFlags {
  readonly runDir?: string;
  readonly resume?: boolean;
  readonly eager?: boolean;
  readonly json?: boolean;
  readonly set?: readonly string[];
}

/** By shell convention a process that a signal ended exits with 128 + the signal's number. */
const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof SIGNAL_EXITS;

/** @returns the exit code. */
export async function runCommand(jobFile: string, flags: RunFlags): Promise<number> {
  // What a plugin prints must not get between the events on stdout.
  globalThis.console = new Console(process.stderr);
  const renderer = createRenderer(flags.json ?? false, process.stdout, process.stderr);
  const stop = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const onSignal = (signal: StopSignal): void => {
    if (stoppedBy !== undefined) process.exit(SIGNAL_EXITS[signal]); // asked twice: at once, without a checkpoint
    stoppedBy = signal;
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const finished = await show(runJob(jobFile, optionsOf(flags, renderer, stop.signal)), renderer);
    return finished || stoppedBy === undefined ? 0 : SIGNAL_EXITS[stoppedBy];
  } finally {
    renderer.close();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

function optionsOf(flags: RunFlags, renderer: Renderer, signal: AbortSignal): RunOptions {
  const { json: _json, ...options } = flags;
  return {
    ...options,
    signal,
    onProgress: (progress) => {
      renderer.progress(progress);
    },
  };
}

async function show(events: AsyncIterable<RunEvent & Stamped>, renderer: Renderer): Promise<boolean> {
  let finished = false;
  for await (const event of events) {
    renderer.event(event);
    finished ||= event.event === "finished";
  }
  return finished;
}
