import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import { totalSteps, type TrainingProgram } from "../../../common/program/program.ts";
import {
  commitEvaluation,
  commitFeatures,
  commitTrain,
  nextRound,
  type Outcome,
  type Round,
  withEvaluationRestarted,
  withFeaturesRestarted,
  withStop,
} from "../../../common/program/rounds.ts";
import { initialState, type ProgramState } from "../../../common/program/state.ts";
import { aPhase, aProgram } from "./programs.ts";

const programs = fc.record({
  seed: fc.constant(1),
  batchSize: fc.constantFrom(4, 8, 12),
  microBatches: fc.constantFrom(1, 2, 4),
  samples: fc.record({ train: fc.integer({ min: 1, max: 60 }), validation: fc.nat(300), test: fc.nat(300) }),
  phases: fc.array(
    fc.integer({ min: 1, max: 3 }).map((epochs) => aPhase({ epochs })),
    { minLength: 1, maxLength: 3 },
  ),
  validation: fc.oneof(
    fc.constant({ every: "epoch" as const }),
    fc.record({ every: fc.constant("steps" as const), steps: fc.integer({ min: 1, max: 7 }) }),
  ),
  maxSteps: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  earlyStopping: fc.constant(undefined),
  onPlateau: fc.constant(undefined),
});

interface Played {
  readonly round: Round;
  /** Before the round. */
  readonly state: ProgramState;
  readonly outcomes: readonly Outcome[];
}

/** Runs to the end, as a worker does. `losses` are those of the validations, in order; the last one goes on. */
function play(
  program: TrainingProgram,
  losses: readonly number[] = [1],
  from: ProgramState = initialState(program),
): Played[] {
  const seen: Played[] = [];
  let validations = 0;
  for (let state = from; ; ) {
    const round = nextRound(program, state);
    if (round.kind === "end") return [...seen, { round, state, outcomes: [] }];
    const loss = losses[Math.min(validations, losses.length - 1)] ?? 1;
    const { state: after, outcomes } =
      round.kind === "features"
        ? commitFeatures(state, round)
        : round.kind === "train"
          ? commitTrain(program, state, round, true)
          : commitEvaluation(program, state, round, () => ({ loss, accuracy: 0 }));
    if (outcomes.some((outcome) => outcome.kind === "evaluated" && outcome.split === "validation")) validations++;
    seen.push({ round, state, outcomes });
    state = after;
  }
}

function decisionsOf(played: readonly Played[]): string[] {
  return played
    .flatMap(({ outcomes }) => outcomes)
    .flatMap((outcome) => (outcome.kind === "decided" ? [outcome.decision.kind] : []));
}

test("P2: every epoch's train rounds cover each sample position exactly once, unless the step limit cuts the last one", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const covered = new Map<number, number[]>();
      for (const { round } of play(program))
        if (round.kind === "train")
          covered.set(round.epoch, [...(covered.get(round.epoch) ?? []), round.offset, round.offset + round.samples]);
      const epochs = [...covered.keys()];
      assert.deepEqual(
        epochs,
        epochs.map((_, i) => i),
      );
      for (const [epoch, edges] of covered) {
        for (let i = 2; i < edges.length; i += 2) assert.equal(edges[i], edges[i - 1]);
        if (epoch < covered.size - 1 || program.maxSteps === undefined)
          assert.deepEqual([edges[0], edges.at(-1)], [0, program.samples.train]);
      }
    }),
  );
});

test("training takes exactly totalSteps steps, and each phase's updates are its own steps", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const played = play(program);
      const last = must(played.at(-1), "the end").state;
      assert.equal(last.step, totalSteps(program));
      assert.deepEqual(
        last.updates,
        program.phases.map(
          (_, phase) => played.filter(({ round }) => round.kind === "train" && round.phase === phase).length,
        ),
      );
    }),
  );
});

test("P3: the whole test split is measured once, after the last step, and then comes end", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const rounds = play(program).map(({ round }) => round);
      const measured = rounds.flatMap((round) => (round.kind === "evaluate" && round.split === "test" ? [round] : []));
      assert.equal(
        measured.reduce((sum, round) => sum + round.samples, 0),
        program.samples.test,
      );
      const firstTest = rounds.findIndex((round) => round.kind === "evaluate" && round.split === "test");
      if (firstTest >= 0) assert.ok(rounds.slice(firstTest).every((round) => round.kind !== "train"));
    }),
  );
});

test("the state after JSON gives the same rounds as without: a resumed job goes on where it was", () => {
  fc.assert(
    fc.property(programs, fc.nat(40), (program, cut) => {
      const all = play(program);
      const at = all[Math.min(cut, all.length - 1)];
      assert.ok(at);
      const restored = { ...initialState(program), ...(JSON.parse(JSON.stringify(at.state)) as ProgramState) };
      assert.deepEqual(
        play(program, [1], restored).map(({ round }) => round),
        all.slice(all.indexOf(at)).map(({ round }) => round),
      );
    }),
  );
});

test("validation follows every epoch, test the last one, and metrics are asked for once a split was seen whole", () => {
  const program = aProgram({ samples: { train: 20, validation: 6, test: 300 }, phases: [aPhase({ epochs: 2 })] });
  const played = play(program);
  const kinds = played.map(({ round }) => (round.kind === "evaluate" ? round.split : round.kind));
  assert.deepEqual(kinds, "train train train validation train train train validation test test test end".split(" "));
  assert.equal(played.flatMap(({ outcomes }) => outcomes).filter(({ kind }) => kind === "evaluated").length, 3);
});

test("a pass over a split that was cut off begins anew", () => {
  const program = aProgram();
  const state: ProgramState = { ...initialState(program), evaluation: { split: "test", offset: 5 } };
  assert.deepEqual(withEvaluationRestarted(state).evaluation, { split: "test", offset: 0 });
});

test("a phase ends with its best weights: they are kept when they are validated and restored when they are not the last", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 3 })] });
  const outcomes = play(program, [3, 1, 2])
    .flatMap(({ outcomes }) => outcomes)
    .map(({ kind }) => kind);
  assert.deepEqual(outcomes, [
    "evaluated",
    "keep-best",
    "evaluated",
    "keep-best",
    "evaluated",
    "restore-best",
    "decided",
    "evaluated",
  ]);
  assert.deepEqual(decisionsOf(play(program, [3, 2, 1])), []);
});

test("early stopping ends the phase after `patience` validations without improvement; the next phase begins anew", () => {
  const program = aProgram({
    phases: [aPhase({ epochs: 9 }), aPhase({ epochs: 2 })],
    earlyStopping: { metric: "loss", patience: 2 },
  });
  const played = play(program, [3, 2, 5, 2.5, 9]);
  assert.deepEqual(decisionsOf(played), ["stop-early", "restore-best", "restore-best"]);
  assert.equal(played.filter(({ round }) => round.kind === "evaluate" && round.split === "validation").length, 4 + 2);
});

test("a validation whose metric is not a number is no improvement", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 5 })], earlyStopping: { metric: "loss", patience: 2 } });
  assert.deepEqual(decisionsOf(play(program, [1, NaN, NaN])), ["stop-early", "restore-best"]);
});

test("on a plateau the rate goes down to its bound and the batch grows to its bound, and then nothing more is decided", () => {
  const program = aProgram({
    samples: { train: 64, validation: 6, test: 0 },
    phases: [aPhase({ epochs: 9, learningRate: 0.1 })],
    onPlateau: {
      metric: "loss",
      patience: 1,
      learningRate: { times: 0.5, min: 0.03 },
      batchSize: { times: 2, max: 23 },
    },
  });
  const played = play(program, [1]);
  assert.deepEqual(decisionsOf(played), ["lower-rate", "grow-batch", "lower-rate", "grow-batch", "restore-best"]);
  const rounds = played.flatMap(({ round }) => (round.kind === "train" ? [round] : []));
  assert.deepEqual([...new Set(rounds.map(({ batchSize }) => batchSize))], [8, 16, 20]);
  assert.deepEqual(
    [...new Set(rounds.map(({ rateFactor }) => rateFactor))].map((factor) => Number((factor * 0.1).toPrecision(6))),
    [0.1, 0.05, 0.03],
  );
});

test("a stop ends training at once: what is under way is validated, the best weights come back, the test split is measured", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 5 }), aPhase({ epochs: 5 })] });
  const before = play(program)[7]?.state ?? initialState(program);
  const stopped = withStop(program, before);
  const kinds = play(program, [9], stopped.state).map(({ round }) =>
    round.kind === "evaluate" ? round.split : round.kind,
  );
  assert.deepEqual([...new Set(kinds)], ["validation", "test", "end"]);
  assert.deepEqual(withStop(program, stopped.state), { state: stopped.state, outcomes: [] });
});

test("an update that was skipped counts as a step and not as an update", () => {
  const program = aProgram();
  const round = nextRound(program, initialState(program));
  if (round.kind !== "train") assert.fail(round.kind);
  const { state } = commitTrain(program, initialState(program), round, false);
  assert.deepEqual([state.step, state.updates, state.offset], [1, [0], 8]);
});

test("a phase with features first computes those of every sample once, in blocks, and nothing trains before", () => {
  const program = aProgram({
    samples: { train: 3000, validation: 6, test: 9 },
    phases: [aPhase({ features: true }), aPhase()],
  });
  const rounds = play(program).map(({ round }) => round);
  const features = rounds.flatMap((round) => (round.kind === "features" ? [round] : []));
  assert.equal(
    features.reduce((end, round) => (assert.equal(round.offset, end), end + round.samples), 0),
    3015,
  );
  assert.deepEqual(rounds.slice(0, features.length), features);
  const restarted = withFeaturesRestarted(play(program).at(-1)?.state ?? initialState(program));
  assert.equal(restarted.inPhase.features, 0);
});
