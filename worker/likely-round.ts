// Which round will most likely follow, and how rounds are told apart. Pure.
import type { TrainingProgram } from "../common/program/program.ts";
import {
  commitEvaluation,
  commitTrain,
  type EvaluationRound,
  nextRound,
  type Round,
  type TrainRound,
} from "../common/program/rounds.ts";
import type { MetricValues, ProgramState } from "../common/program/state.ts";

/** What follows if nothing is decided; a wrong guess costs time only. */
export function likelyNext(program: TrainingProgram, state: ProgramState, round: TrainRound | EvaluationRound): Round {
  const { state: after } =
    round.kind === "train"
      ? commitTrain(program, state, round, true)
      : commitEvaluation(program, state, round, () => UNDECIDED);
  return nextRound(program, after);
}

const UNDECIDED: MetricValues = { loss: 0, accuracy: 1 };

/** What a round's micro-batches depend on: not its rate. */
export function keyOf(round: Round): string {
  if (round.kind === "end" || round.kind === "features") return round.kind;
  const { offset, batchSize, samples } = round;
  return JSON.stringify(
    round.kind === "train"
      ? ["train", round.epoch, offset, batchSize, samples]
      : [round.split, offset, batchSize, samples],
  );
}
