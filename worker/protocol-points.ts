// Named places in what a worker does, so that a test can make a fault happen exactly there (docs/faults.md). Nothing happens at them in
// a real worker.
import type { Round } from "../common/program/rounds.ts";

export const PROTOCOL_POINTS = [
  /** A run of micro-batches was computed: of a step, an evaluation, or features. */
  "after-run",
  /** All of our share is computed; what is small has not been told yet. */
  "before-exchange",
  /** The first block of our share has been given to the links. */
  "after-first-block-sent",
  /** The sum over all workers is here, nothing was changed by it. */
  "before-apply",
  "after-apply",
  /** Everything of the round is known; the program's state is still the one before it. */
  "before-commit",
  /** A checkpoint is due and this worker writes it. */
  "before-checkpoint",
  /** Its tensors are on disk, its manifest is not. */
  "in-checkpoint",
  /** Reconfigure was heard, the answer has not been sent. */
  "before-report",
  "after-report",
  /** Start was heard, nothing has been done for it. */
  "before-start",
  /** A part of the State has been sent to one that is behind, or has come from the one that has it. */
  "in-state-copy",
] as const;
export type ProtocolPoint = (typeof PROTOCOL_POINTS)[number];

export interface ProtocolPoints {
  /**
   * May hold the thread, throw, or not come back at all.
   * @param round the one that is under way; left out between rounds
   */
  reach(point: ProtocolPoint, round?: Round): void;
}

export const NO_POINTS: ProtocolPoints = { reach: () => undefined };
