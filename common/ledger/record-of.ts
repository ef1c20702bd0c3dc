// From a committed round to its ledger record.
import { bestMetric } from "../program/decisions.ts";
import type { TrainingProgram } from "../program/program.ts";
import type { Committed, EvaluationRound, FeaturesRound, Outcome, TrainRound } from "../program/rounds.ts";
import type { ProgramState } from "../program/state.ts";
import { type Decided, DECISIONS, type HeldSamples, type LedgerRecord, NO_STATE_HASH } from "./record.ts";

type SomeRound = FeaturesRound | TrainRound | EvaluationRound;

/** What was computed in a round, over all of its micro-batches. */
export type RoundFacts = Pick<LedgerRecord, "weightSum" | "loss" | "stateHash" | "digest" | "setAside"> & {
  /** Whether a train round's update was applied. */
  readonly applied: boolean;
};

/** Of a round that puts nothing into buffers. */
export const NO_FACTS: RoundFacts = {
  weightSum: 0,
  loss: Number.NaN,
  stateHash: NO_STATE_HASH,
  digest: 0n,
  setAside: [],
  applied: true,
};

export interface CommittedRound {
  readonly program: Pick<TrainingProgram, "earlyStopping" | "onPlateau">;
  readonly generation: number;
  readonly before: ProgramState;
  readonly round: SomeRound;
  readonly facts: RoundFacts;
  readonly committed: Committed;
  /** The state that the next round begins with: a command may have changed what was committed. */
  readonly after: ProgramState;
  readonly reissued: LedgerRecord["reissued"];
}

export function recordOf(done: CommittedRound): LedgerRecord {
  const { applied: _applied, ...facts } = done.facts;
  return {
    ...facts,
    setAside: [...facts.setAside].sort((a, b) => a - b),
    round: done.committed.state.round,
    generation: done.generation,
    held: heldBy(done.round),
    decided: decidedIn(done),
    metrics: metricsIn(done.program, done.committed.outcomes),
    reissued: done.reissued,
  };
}

export function heldBy(round: SomeRound): HeldSamples {
  const { offset, samples } = round;
  switch (round.kind) {
    case "features":
      return { kind: "features", phase: round.phase, offset, samples };
    case "train": {
      const { phase, epoch, batchSize } = round;
      return { kind: "train", phase, epoch, offset, samples, batchSize };
    }
    case "evaluate":
      return { kind: "evaluate", split: round.split, offset, samples, batchSize: round.batchSize };
  }
}

/** Names of the metrics that the program's decisions rest on: of the best weights and of plateaus. */
export function decisiveMetrics(program: CommittedRound["program"]): readonly [string, string | undefined] {
  return [bestMetric(program), program.onPlateau?.metric];
}

/** Which decisions these outcomes are. */
export function decisionsOf(outcomes: readonly Outcome[]): Decided {
  const kinds = outcomes.map((outcome) => (outcome.kind === "decided" ? outcome.decision.kind : outcome.kind));
  return new Set(DECISIONS.filter((decision) => (kinds as readonly string[]).includes(decision)));
}

function decidedIn({ before, committed, after, facts }: CommittedRound): Decided {
  return new Set([
    ...decisionsOf(committed.outcomes),
    ...(committed.state.stopping && !before.stopping ? (["limit"] as const) : []),
    ...(after.stopping && !committed.state.stopping ? (["command"] as const) : []),
    ...(facts.applied ? [] : (["not-applied"] as const)),
  ]);
}

function metricsIn(program: CommittedRound["program"], outcomes: readonly Outcome[]): readonly [number, number] {
  const evaluated = outcomes.find(({ kind }) => kind === "evaluated");
  if (evaluated?.kind !== "evaluated") return [Number.NaN, Number.NaN];
  const [best, plateau] = decisiveMetrics(program);
  const valueOf = (name: string | undefined): number =>
    name === undefined ? Number.NaN : (evaluated.metrics[name] ?? Number.NaN);
  return [valueOf(best), valueOf(plateau)];
}
