// Events of a run on the terminal until it ends. Ctrl-C drains: it saves a checkpoint and says how to go on; a second one ends at once.
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { Renderer } from "../render/renderer.ts";

/** By shell convention a process that a signal ended exits with 128 + the signal's number. */
const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof SIGNAL_EXITS;

/** Closes the renderer. @returns the exit code */
export async function showUntilStopped(
  renderer: Renderer,
  begin: (signal: AbortSignal) => AsyncIterable<RunEvent & Stamped>,
): Promise<number> {
  const stop = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const onSignal = (signal: StopSignal): void => {
    if (stoppedBy !== undefined) process.exit(SIGNAL_EXITS[signal]);
    stoppedBy = signal;
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const finished = await show(begin(stop.signal), renderer);
    return finished || stoppedBy === undefined ? 0 : SIGNAL_EXITS[stoppedBy];
  } finally {
    renderer.close();
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function show(events: AsyncIterable<RunEvent & Stamped>, renderer: Renderer): Promise<boolean> {
  let finished = false;
  for await (const event of events) {
    renderer.event(event);
    finished ||= event.event === "finished";
  }
  return finished;
}
