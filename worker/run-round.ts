// Carries one round out, commits it, does what was decided, and tells.
import { JobFailedError, must } from "../common/errors.ts";
import type { TrainingProgram } from "../common/program/program.ts";
import {
  type Committed,
  commitEvaluation,
  commitFeatures,
  commitTrain,
  type EvaluationRound,
  type FeaturesRound,
  type Outcome,
  type TrainRound,
  withStop,
} from "../common/program/rounds.ts";
import type { ProgramState } from "../common/program/state.ts";
import { NO_FACTS } from "../common/ledger/record-of.ts";
import type { StartedPhase, StepResult } from "./compute/protocol.ts";
import { featureColumns } from "./data/source.ts";
import type { LoopParts } from "./loop-parts.ts";
import type { Command } from "./members.ts";
import type { PhaseInputs } from "./round-runner.ts";

/** What a round came to, and what was asked of all workers in it. */
export interface CommittedRound extends Committed {
  readonly command: Command;
}

/** What the events have said so far. */
export interface Told {
  phase: number;
  onFeatures: boolean;
  setAside: boolean;
}

export async function runRound(
  parts: LoopParts,
  state: ProgramState,
  round: FeaturesRound | TrainRound | EvaluationRound,
  told: Told,
): Promise<CommittedRound> {
  if (round.kind === "features") {
    const command = await parts.features.run(round);
    return { ...commitFeatures(state, round), command };
  }
  const phase = phaseOf(parts.program, state);
  const inputs = await inputsOf(parts, phase);
  const started = await parts.runner.startPhase(phase, round.batchSize, inputs);
  if (round.kind === "evaluate") return evaluationRound(parts, state, round);
  told.onFeatures ||= inputs.kind === "features";
  if (round.phase !== told.phase) await tellPhase(parts, state, started, inputs.kind);
  told.phase = round.phase;
  return trainRound(parts, state, round);
}

/** Features where the phase has them and they are there; after a cache was cleared the test split is measured on pictures. */
async function inputsOf({ program, features, pictures }: LoopParts, phase: number): Promise<PhaseInputs> {
  const stored = program.phases[phase]?.features === true && (await features.open(phase));
  return stored ? { kind: "features", source: () => features.source() } : { kind: "pictures", source: () => pictures };
}

/** The phase whose weights and graph are used: after the last one the test split is still measured with it. */
function phaseOf(program: TrainingProgram, state: ProgramState): number {
  return Math.min(state.phase, program.phases.length - 1);
}

async function trainRound(parts: LoopParts, state: ProgramState, round: TrainRound): Promise<CommittedRound> {
  const began = parts.clock.monotonicMs();
  const result = await parts.runner.train(state, round);
  if (!result.applied) await refuseNonFinite(parts, round, result);
  const { weight: weightSum, loss } = result.sums;
  parts.ledger.computed({ ...result, weightSum, loss: loss / weightSum });
  const stepMs = parts.clock.monotonicMs() - began;
  await parts.speaker.emit({
    event: "step",
    step: round.step,
    epoch: round.epoch + 1,
    loss: result.sums.loss / result.sums.weight,
    learningRate: must(parts.program.phases[round.phase], "a phase").learningRate * round.rateFactor,
    batchSize: round.batchSize,
    samplesPerSecond: (round.samples / stepMs) * 1000,
    stepMs,
    timings: result.timings,
    stateHash: result.stateHash,
  });
  return { ...commitTrain(parts.program, state, round, result.applied), command: result.command };
}

async function evaluationRound(parts: LoopParts, state: ProgramState, round: EvaluationRound): Promise<CommittedRound> {
  const { evaluator } = parts;
  if (round.offset === 0) evaluator.restart();
  const evaluated = await parts.runner.evaluate(state, round);
  for (const microBatch of evaluated.microBatches) evaluator.add(microBatch);
  parts.ledger.computed({ ...NO_FACTS, ...evaluated, weightSum: round.samples - evaluated.setAside.length });
  return { ...commitEvaluation(parts.program, state, round, () => evaluator.metrics()), command: evaluated.command };
}

export async function carryOut(
  { compute, speaker, evaluator }: LoopParts,
  step: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const outcome of outcomes) {
    switch (outcome.kind) {
      case "evaluated":
        if (outcome.split === "validation") await speaker.emit({ event: "validation", step, ...outcome.metrics });
        else await speaker.tested(evaluator.report("test"));
        break;
      case "decided":
        await speaker.emit({ event: "decision", step, ...outcome.decision });
        break;
      case "keep-best":
        await compute.call("keepBest", undefined);
        break;
      case "restore-best":
        await compute.call("restoreBest", undefined);
        break;
    }
  }
}

export async function commandApplied(parts: LoopParts, state: ProgramState, command: Command): Promise<ProgramState> {
  if (command !== "stop") return state;
  const stopped = withStop(parts.program, state);
  await carryOut(parts, state.step, stopped.outcomes);
  return stopped.state;
}

async function tellPhase(
  { job, program, speaker }: LoopParts,
  state: ProgramState,
  started: StartedPhase,
  fed: PhaseInputs["kind"],
): Promise<void> {
  const { name } = must(program.phases[state.phase], "a phase");
  const { trainableParameters, graph } = started;
  const input = fed === "pictures" && featureColumns(job.spec.dataset) !== undefined ? "rows" : fed;
  await speaker.emit({
    event: "phase",
    phase: name,
    step: state.step,
    trainableParameters,
    input,
    graph: graph ?? null,
  });
}

/** By the job's policy the update is left out and said, or the job fails. */
async function refuseNonFinite({ job, speaker }: LoopParts, round: TrainRound, result: StepResult): Promise<void> {
  const message = `step ${round.step}: the gradient is not finite (loss ${result.sums.loss / result.sums.weight}); nothing was updated`;
  const hint = "lower training.phases[].learningRate, or set training.clipNorm";
  if (job.spec.training.onNonFinite === "fail") throw new JobFailedError("non-finite-gradient", message, { hint });
  await speaker.emit({ event: "warning", code: "non-finite-gradient", message, hint });
}
