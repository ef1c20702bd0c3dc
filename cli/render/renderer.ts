// How a run is shown. Three ways: a live line on a terminal, plain lines in a pipe, one JSON object per line for programs.
import type { RunEvent, Stamped } from "../../common/events.ts";
import type { RunProgress } from "../library/run-job.ts";

export interface Renderer {
  event(event: RunEvent & Stamped): void;
  progress(progress: RunProgress): void;
  /** Leaves the terminal as it should be. */
  close(): void;
}

/** The part of a stream that renderers need. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}
