// Events of a run on the terminal until it ends. Ctrl-C drains: it saves a checkpoint and says how to go on; a second one ends at once.
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { Renderer } from "../render/renderer.ts";

/** By shell convention a process that a signal ended exits with 128 + the signal's number. */
const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof SIGNAL_EXITS;

/**
 * Closes the renderer.
 * @param signals that stop it: of a process that a launcher started, SIGTERM alone, since a terminal's Ctrl-C reaches both
 * @returns the exit code
 */
export async function showUntilStopped(
  renderer: Renderer,
  begin: (signal: AbortSignal) => AsyncIterable<RunEvent & Stamped>,
  signals: readonly StopSignal[] = ["SIGINT", "SIGTERM"],
): Promise<number> {
  const stop = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const onSignal = (signal: StopSignal): void => {
    if (stoppedBy !== undefined) process.exit(SIGNAL_EXITS[signal]);
    stoppedBy = signal;
    stop.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const finished = await show(begin(stop.signal), renderer);
    return finished || stoppedBy === undefined ? 0 : SIGNAL_EXITS[stoppedBy];
  } finally {
    renderer.close();
    for (const signal of signals) process.off(signal, onSignal);
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
