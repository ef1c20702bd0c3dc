// The ledger of a simulated run: the program's rounds with any results, cut into segments, interrupted and resumed.
import type { LedgerRecord } from "../../../common/ledger/record.ts";
import { NO_FACTS, recordOf } from "../../../common/ledger/record-of.ts";
import type { TrainingProgram } from "../../../common/program/program.ts";
import {
  commitEvaluation,
  commitFeatures,
  commitTrain,
  nextRound,
  withEvaluationRestarted,
  withFeaturesRestarted,
  withStop,
} from "../../../common/program/rounds.ts";
import { initialState, type ProgramState } from "../../../common/program/state.ts";
import { type DataSet, dataSetOf, digestOf, samplesAt } from "../../../cli/verify/expected.ts";
import type { Link } from "../../../cli/verify/lineage.ts";
import { heldBy } from "../../../common/ledger/record-of.ts";

export interface Course {
  /** Values of the metrics of one validation after the other; the last one goes on. */
  readonly values: readonly number[];
  /** Rounds after which a checkpoint is written and the process ends. */
  readonly interruptedAfter: readonly number[];
  /** Rounds after which another generation of workers goes on. */
  readonly regroupedAfter: readonly number[];
  /** Whether stored features are gone after each interruption. */
  readonly clearsFeatures: boolean;
  /** Round after which a command to stop comes. */
  readonly stoppedAfter: number | undefined;
}

export function aDataSet({ samples, seed }: TrainingProgram): DataSet {
  const from = [0, samples.train, samples.train + samples.validation];
  const part = (count: number, first = 0): Int32Array => Int32Array.from({ length: count }, (_, i) => first + i);
  const splits = {
    train: part(samples.train, from[0]),
    validation: part(samples.validation, from[1]),
    test: part(samples.test, from[2]),
  };
  const total = samples.train + samples.validation + samples.test;
  return dataSetOf(
    seed,
    splits,
    Array.from({ length: total }, (_, id) => ({ identity: `sha256:${id}` })),
  );
}

export function ledgerOf(program: TrainingProgram, data: DataSet, course: Course): Link[] {
  const links: Link[] = [];
  let state = initialState(program);
  let records: LedgerRecord[] = [];
  let validations = 0;
  let generation = 1;
  for (let round = nextRound(program, state); round.kind !== "end"; round = nextRound(program, state)) {
    const value = course.values[Math.min(validations, course.values.length - 1)] ?? 0;
    const committed =
      round.kind === "features"
        ? commitFeatures(state, round)
        : round.kind === "train"
          ? commitTrain(program, state, round, value !== 3)
          : commitEvaluation(program, state, round, () => ({ loss: value, accuracy: value }));
    if (committed.outcomes.some(({ kind }) => kind === "evaluated")) validations++;
    const commanded = committed.state.round === course.stoppedAfter;
    const after = commanded ? withStop(program, committed.state).state : committed.state;
    const digest = round.kind === "features" ? 0n : digestOf(data, samplesAt(data, heldBy(round)));
    const facts = { ...NO_FACTS, digest, applied: round.kind !== "train" || value !== 3 };
    records.push(recordOf({ program, generation, before: state, round, facts, committed, after, reissued: [] }));
    state = after;
    const { round: done } = state;
    if (course.interruptedAfter.includes(done)) {
      links.push(aLink(links, state, records));
      records = [];
    } else if (course.regroupedAfter.includes(done)) generation++;
    else continue;
    state = resumed(state, course);
  }
  return records.length === 0 ? links : [...links, aLink(links, state, records)];
}

function resumed(state: ProgramState, { clearsFeatures }: Course): ProgramState {
  const restarted = withEvaluationRestarted(state);
  return clearsFeatures && restarted.inPhase.features > 0 ? withFeaturesRestarted(restarted) : restarted;
}

function aLink(before: readonly Link[], state: ProgramState, records: readonly LedgerRecord[]): Link {
  const name = `step-${state.round}.json`;
  return {
    name,
    records,
    manifest: {
      format: "elastune-checkpoint/2",
      step: state.step,
      round: state.round,
      state,
      stateHash: records.at(-1)?.stateHash ?? "",
      job: "job",
      data: "data",
      numerics: {},
      writer: "worker-1",
      fencingToken: 0,
      parent: before.at(-1)?.name ?? null,
      tensors: { file: "t", bytes: 0, sha256: "", weights: 1 },
      ledger: { file: "l", sha256: "", records: records.length },
    },
  };
}
