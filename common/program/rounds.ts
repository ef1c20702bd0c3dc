// Which round comes next, and what a committed round does to the state: two pure functions that every worker evaluates alike.
//   P1. nextRound depends on the program and the state only; the state changes by the functions of this file only.
//   P2. Each (epoch, sample) of a phase is in exactly one train round: rounds of an epoch cover [0, train) without overlap.
//   P3. After the last phase comes the test split, once, then `end` for ever.
import { bestMetric, type Decision, describe, judge } from "./decisions.ts";
import { allSamples, evaluationRoundSamples, FEATURE_BLOCK, type Split, type TrainingProgram } from "./program.ts";
import { scheduleFactor } from "./schedule.ts";
import { type Evaluation, initialPhaseState, type MetricValues, type ProgramState } from "./state.ts";

export type Round = FeaturesRound | TrainRound | EvaluationRound | { readonly kind: "end" };

/** Outputs of the phase's frozen trunk for samples in the manifest's order. */
export interface FeaturesRound {
  readonly kind: "features";
  readonly phase: number;
  readonly offset: number;
  readonly samples: number;
}

export interface TrainRound {
  readonly kind: "train";
  /** Number of the step this round becomes, from 1. */
  readonly step: number;
  readonly phase: number;
  readonly epoch: number;
  readonly offset: number;
  /** Samples in the round, padding included. */
  readonly batchSize: number;
  /** Real samples in it: fewer than `batchSize` in an epoch's last round. */
  readonly samples: number;
  /** Share of the phase's learning rates. */
  readonly rateFactor: number;
}

export interface EvaluationRound {
  readonly kind: "evaluate";
  readonly split: Split;
  readonly offset: number;
  readonly samples: number;
  /** Padded to micro-batches of the size that trains. */
  readonly batchSize: number;
}

/** What a commit made known or asks for, in order. */
export type Outcome =
  | { readonly kind: "evaluated"; readonly split: Split; readonly metrics: MetricValues }
  | { readonly kind: "decided"; readonly decision: Decision }
  /** The weights as they are now must be kept as the phase's best. */
  | { readonly kind: "keep-best" }
  /** The phase's best weights take the place of the last ones. */
  | { readonly kind: "restore-best" };

export interface Committed {
  readonly state: ProgramState;
  readonly outcomes: readonly Outcome[];
}

export function nextRound(program: TrainingProgram, state: ProgramState): Round {
  if (state.evaluation !== undefined) return evaluationRound(program, state, state.evaluation);
  const phase = program.phases[state.phase];
  if (phase?.features === true && state.inPhase.features < allSamples(program)) return featuresRound(program, state);
  if (phase !== undefined) return trainRound(program, state);
  return { kind: "end" };
}

function featuresRound(program: TrainingProgram, { phase, inPhase }: ProgramState): FeaturesRound {
  const offset = inPhase.features;
  const samples = Math.min(evaluationRoundSamples(FEATURE_BLOCK * program.microBatches), allSamples(program) - offset);
  return { kind: "features", phase, offset, samples };
}

/** The round's features are stored. */
export function commitFeatures(state: ProgramState, round: FeaturesRound): Committed {
  const features = round.offset + round.samples;
  return { state: { ...state, round: state.round + 1, inPhase: { ...state.inPhase, features } }, outcomes: [] };
}

/** Stored features are a cache: one that was cleared is filled again. */
export function withFeaturesRestarted(state: ProgramState): ProgramState {
  return { ...state, inPhase: { ...state.inPhase, features: 0 } };
}

function trainRound(program: TrainingProgram, state: ProgramState): TrainRound {
  const { batchSize, rateFactor, samples: seen } = state.inPhase;
  const phase = program.phases[state.phase];
  const samples = Math.min(batchSize, program.samples.train - state.offset);
  const scheduled =
    phase === undefined ? 1 : scheduleFactor(phase.schedule, seen, batchSize, phase.epochs * program.samples.train);
  const { step, epoch, offset } = state;
  return {
    kind: "train",
    step: step + 1,
    phase: state.phase,
    epoch,
    offset,
    batchSize,
    samples,
    rateFactor: rateFactor * scheduled,
  };
}

function evaluationRound(
  program: TrainingProgram,
  { inPhase }: ProgramState,
  { split, offset }: Evaluation,
): EvaluationRound {
  const { batchSize } = inPhase;
  const samples = Math.min(evaluationRoundSamples(batchSize), program.samples[split] - offset);
  return { kind: "evaluate", split, offset, samples, batchSize };
}

/** @param applied false when the update was skipped because it was not finite; the step counts all the same. */
export function commitTrain(
  program: TrainingProgram,
  state: ProgramState,
  round: TrainRound,
  applied: boolean,
): Committed {
  const offset = round.offset + round.samples;
  const epochEnded = offset >= program.samples.train;
  const epochs = state.inPhase.epochs + (epochEnded ? 1 : 0);
  const step = state.step + 1;
  const stopping = state.stopping || step >= (program.maxSteps ?? Infinity);
  const over = stopping || epochs >= (program.phases[state.phase]?.epochs ?? 0);
  const after: ProgramState = {
    ...state,
    round: state.round + 1,
    step,
    stopping,
    offset: epochEnded ? 0 : offset,
    epoch: state.epoch + (epochEnded ? 1 : 0),
    inPhase: { ...state.inPhase, epochs, samples: state.inPhase.samples + round.samples, over },
    updates: state.updates.map((count, phase) => count + (applied && phase === state.phase ? 1 : 0)),
  };
  if (program.samples.validation > 0 && (over || validationDue(program, after, epochEnded))) {
    return { state: { ...after, evaluation: startOf("validation") }, outcomes: [] };
  }
  return over ? endPhase(program, after, []) : { state: after, outcomes: [] };
}

function validationDue({ validation }: TrainingProgram, state: ProgramState, epochEnded: boolean): boolean {
  return validation.every === "epoch" ? epochEnded : state.step % validation.steps === 0;
}

/** @param metricsOf the metrics of the whole split; asked for once all of it was seen */
export function commitEvaluation(
  program: TrainingProgram,
  state: ProgramState,
  round: EvaluationRound,
  metricsOf: () => MetricValues,
): Committed {
  const { split } = round;
  const offset = round.offset + round.samples;
  const counted = { ...state, round: state.round + 1 };
  if (offset < program.samples[split]) return { state: { ...counted, evaluation: { split, offset } }, outcomes: [] };
  const metrics = metricsOf();
  const done: ProgramState = { ...counted, evaluation: undefined, test: split === "test" ? metrics : state.test };
  const evaluated: Outcome = { kind: "evaluated", split, metrics };
  return split === "test" ? { state: done, outcomes: [evaluated] } : afterValidation(program, done, metrics, evaluated);
}

/** A pass over a split that was cut off begins anew: what it had counted is gone with the process that counted it. */
export function withEvaluationRestarted(state: ProgramState): ProgramState {
  return state.evaluation === undefined ? state : { ...state, evaluation: startOf(state.evaluation.split) };
}

function afterValidation(
  program: TrainingProgram,
  state: ProgramState,
  metrics: MetricValues,
  evaluated: Outcome,
): Committed {
  const phase = program.phases[state.phase];
  if (phase === undefined) return { state, outcomes: [evaluated] };
  const { inPhase, keepBest, decisions } = judge(program, phase, state.inPhase, metrics, state.step);
  const judged = { ...state, inPhase };
  const outcomes: Outcome[] = [
    evaluated,
    ...(keepBest ? [{ kind: "keep-best" } as const] : []),
    ...decisions.map((decision) => ({ kind: "decided", decision }) as const),
  ];
  return inPhase.over ? endPhase(program, judged, outcomes) : { state: judged, outcomes };
}

/** The phase's best weights come back, the next phase begins; after the last one the test split is measured. */
function endPhase(program: TrainingProgram, state: ProgramState, outcomes: readonly Outcome[]): Committed {
  const { best } = state.inPhase;
  const restored = best === undefined || best.step === state.step ? [] : restoreBest(program, state);
  const phase = state.stopping ? program.phases.length : state.phase + 1;
  const moved: ProgramState = { ...state, phase, inPhase: initialPhaseState(program.batchSize) };
  const over = phase >= program.phases.length && program.samples.test > 0;
  return { state: over ? { ...moved, evaluation: startOf("test") } : moved, outcomes: [...outcomes, ...restored] };
}

function restoreBest(program: TrainingProgram, state: ProgramState): Outcome[] {
  const reason = `the phase ends with the weights whose validation.${bestMetric(program)} was best, ${describe(state.inPhase)}`;
  return [{ kind: "restore-best" }, { kind: "decided", decision: { kind: "restore-best", reason } }];
}

/** A command to stop: the phase under way ends at this edge as if its epochs were over, the model is still measured and saved. */
export function withStop(program: TrainingProgram, state: ProgramState): Committed {
  if (state.stopping || state.phase >= program.phases.length) return { state, outcomes: [] };
  const stopping: ProgramState = { ...state, stopping: true, inPhase: { ...state.inPhase, over: true } };
  if (state.evaluation !== undefined) return { state: stopping, outcomes: [] };
  if (program.samples.validation > 0)
    return { state: { ...stopping, evaluation: startOf("validation") }, outcomes: [] };
  return endPhase(program, stopping, []);
}

function startOf(split: Split): Evaluation {
  return { split, offset: 0 };
}
