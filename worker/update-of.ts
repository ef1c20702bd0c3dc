// What the compute thread is told of a step's update.
import type { TrainRound } from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import type { Reduced, UpdateCall } from "./compute/protocol.ts";

/** The step's update counted in. */
export function updateOf(state: ProgramState, round: TrainRound, reduced: Reduced | undefined): UpdateCall {
  const updates = state.updates.map((count, phase) => count + (phase === round.phase ? 1 : 0));
  return { updates, rateFactor: round.rateFactor, ...(reduced === undefined ? {} : { reduced }) };
}
