// The part of State that decides what comes next: where training stands. Plain JSON; checkpoints hold it and the state hash covers it.
// It changes only by committed results and commands (rounds.ts).
import type { Split, TrainingProgram } from "./program.ts";

/** Metrics by name, means over the samples that counted. */
export type MetricValues = Readonly<Record<string, number>> & { readonly loss: number; readonly accuracy: number };

export interface ProgramState {
  /** Rounds of any kind that are complete. */
  readonly round: number;
  /** Steps that are committed. */
  readonly step: number;
  /** Index into the program's phases; their number when training is over. */
  readonly phase: number;
  /** Of the whole job, from 0; names the sample order. */
  readonly epoch: number;
  /** Samples of this epoch that are behind us: the position in the data is (epoch, offset), never a step number. */
  readonly offset: number;
  readonly inPhase: PhaseState;
  /** Updates that each phase has applied: a weight's own count is the sum over the phases that train it. */
  readonly updates: readonly number[];
  /** The pass over a split that is under way. */
  readonly evaluation: Evaluation | undefined;
  /** A command, or the step limit, ends all phases at the next edge. */
  readonly stopping: boolean;
  /** Of the test split, once it was measured. */
  readonly test: MetricValues | undefined;
}

/** What begins anew with each phase. */
export interface PhaseState {
  readonly epochs: number;
  readonly samples: number;
  /** Samples whose features are there, in the manifest's order; means nothing in a phase that trains on pictures. */
  readonly features: number;
  readonly batchSize: number;
  /** What is left of the rate after lowering it on plateaus. */
  readonly rateFactor: number;
  /** The best validation so far; its weights are kept. */
  readonly best: BestValidation | undefined;
  /** Validations since the best one. */
  readonly sinceBest: number;
  readonly plateau: { readonly best: number | undefined; readonly since: number };
  /** Its epochs are over, or it was stopped early; it ends once the validation under way is done. */
  readonly over: boolean;
}

export interface BestValidation {
  readonly value: number;
  readonly step: number;
}

export interface Evaluation {
  readonly split: Split;
  /** Samples of the split that are behind us. */
  readonly offset: number;
}

export function initialState(program: Pick<TrainingProgram, "batchSize" | "phases">): ProgramState {
  return {
    round: 0,
    step: 0,
    phase: 0,
    epoch: 0,
    offset: 0,
    inPhase: initialPhaseState(program.batchSize),
    updates: program.phases.map(() => 0),
    evaluation: undefined,
    stopping: false,
    test: undefined,
  };
}

export function initialPhaseState(batchSize: number): PhaseState {
  return {
    epochs: 0,
    samples: 0,
    features: 0,
    batchSize,
    rateFactor: 1,
    best: undefined,
    sinceBest: 0,
    plateau: { best: undefined, since: 0 },
    over: false,
  };
}
