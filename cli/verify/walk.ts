// Walks through the rounds that a job must have, beside the ledger's. Pure. Positions come from this walk alone; of a record only what
// cannot be known without the network is taken over: the metrics that decisions rest on, whether a command came, whether a phase
// trains on features.
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { decisionsOf, decisiveMetrics, heldBy } from "../../common/ledger/record-of.ts";
import type { TrainingProgram } from "../../common/program/program.ts";
import {
  type Committed,
  commitEvaluation,
  commitFeatures,
  commitTrain,
  nextRound,
  type Round,
  withEvaluationRestarted,
  withFeaturesRestarted,
  withStop,
} from "../../common/program/rounds.ts";
import { initialState, type MetricValues, type ProgramState } from "../../common/program/state.ts";

/** Where the walk stands. */
export interface Walk {
  readonly state: ProgramState;
  /** By phase: whether it trains on features, once a round has shown it. */
  readonly features: ReadonlyMap<number, boolean>;
  /** Workers may have begun anew, and have not shown since whether the features that were stored are still there. */
  readonly resumed: boolean;
}

export type Stepped =
  | { readonly kind: "ok"; readonly walk: Walk }
  | { readonly kind: "wrong"; readonly reason: string };

/** @param program without a step limit, which a resumed run may have changed; phases train on features as far as the job wants it */
export function beginWalk(program: TrainingProgram): Walk {
  return { state: initialState(program), features: new Map(), resumed: false };
}

/** Goes past one record. @param resumable whether workers may have begun anew right before it: it is the first one of its segment or generation */
export function stepWalk(program: TrainingProgram, walk: Walk, record: LedgerRecord, resumable: boolean): Stepped {
  const resumed = resumable || walk.resumed;
  for (const state of startsOf(walk.state, resumable, resumed)) {
    const known = learned({ ...walk, state, resumed }, record);
    const round = nextRound(withFeatures(program, known.features), state);
    if (round.kind !== "end" && holds(round, record)) return commit(program, known, round, record);
  }
  const { state, features } = learned(walk, record);
  const expected = shown(nextRound(withFeatures(program, features), state));
  return { kind: "wrong", reason: `expected ${expected}, the ledger has ${shownHeld(record)}` };
}

/** Whether the job has come to its end. */
export function isOver(program: TrainingProgram, { state, features }: Walk): boolean {
  return nextRound(withFeatures(program, features), state).kind === "end";
}

/** A resumed run and a new generation begin the evaluation anew, and compute features anew when the stored ones are gone. */
function startsOf(state: ProgramState, resumable: boolean, resumed: boolean): ProgramState[] {
  const starts = resumable ? [state, withEvaluationRestarted(state)] : [state];
  return resumed ? [...starts, ...starts.map(withFeaturesRestarted)] : starts;
}

/** The phase's first round that is no evaluation shows what it trains on. */
function learned(walk: Walk, { held }: LedgerRecord): Walk {
  const { phase, evaluation } = walk.state;
  if (evaluation !== undefined || walk.features.has(phase)) return walk;
  return { ...walk, features: new Map([...walk.features, [phase, held.kind === "features"]]) };
}

function withFeatures(program: TrainingProgram, features: Walk["features"]): TrainingProgram {
  const phases = program.phases.map((phase, i) => ({ ...phase, features: phase.features && features.get(i) === true }));
  return { ...program, phases };
}

function holds(round: Exclude<Round, { kind: "end" }>, { held }: LedgerRecord): boolean {
  const found: Readonly<Record<string, unknown>> = { ...held };
  return Object.entries(heldBy(round)).every(([key, value]) => found[key] === value);
}

function commit(
  program: TrainingProgram,
  { state, features, resumed }: Walk,
  round: Exclude<Round, { kind: "end" }>,
  record: LedgerRecord,
): Stepped {
  const committed = committedBy(program, state, round, record);
  if (committed.state.round !== record.round)
    return { kind: "wrong", reason: `it is round ${committed.state.round}, the ledger says ${record.round}` };
  const told = [...record.decided].filter((decision) => !COMMANDS.has(decision));
  const due = [...decisionsOf(committed.outcomes)];
  if (told.join() !== due.join())
    return {
      kind: "wrong",
      reason: `its metrics ask for ${due.join(", ") || "no decision"}, the ledger has ${told.join(", ") || "none"}`,
    };
  const after = record.decided.has("command") ? withStop(program, committed.state).state : committed.state;
  return { kind: "ok", walk: { state: after, features, resumed: resumed && round.kind === "evaluate" } };
}

/** Decisions that no metric asks for. */
const COMMANDS: ReadonlySet<string> = new Set(["limit", "command", "not-applied"]);

function committedBy(
  program: TrainingProgram,
  state: ProgramState,
  round: Exclude<Round, { kind: "end" }>,
  { decided, metrics }: LedgerRecord,
): Committed {
  switch (round.kind) {
    case "features":
      return commitFeatures(state, round);
    case "train": {
      const stopping = state.stopping || decided.has("limit");
      return commitTrain(program, { ...state, stopping }, round, !decided.has("not-applied"));
    }
    case "evaluate":
      return commitEvaluation(program, state, round, () => metricsBy(program, metrics));
  }
}

function metricsBy(program: TrainingProgram, [best, plateau]: LedgerRecord["metrics"]): MetricValues {
  const [bestName, plateauName] = decisiveMetrics(program);
  const named = plateauName === undefined ? {} : { [plateauName]: plateau };
  return { loss: Number.NaN, accuracy: Number.NaN, ...named, [bestName]: best };
}

function shown(round: Round): string {
  return round.kind === "end" ? "the end" : shownHeld({ held: heldBy(round) });
}

function shownHeld({ held }: Pick<LedgerRecord, "held">): string {
  const samples = `${held.samples} samples from ${held.offset} on`;
  switch (held.kind) {
    case "features":
      return `features of phase ${held.phase + 1}, ${samples}`;
    case "train":
      return `a step of phase ${held.phase + 1}, epoch ${held.epoch + 1}, ${samples}, batch of ${held.batchSize}`;
    case "evaluate":
      return `a ${held.split} round, ${samples}, batch of ${held.batchSize}`;
  }
}
