// Whatever happens in a run, its ledger is accepted; whatever is wrong in a ledger is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import type { LedgerRecord } from "../../../common/ledger/record.ts";
import type { TrainingProgram } from "../../../common/program/program.ts";
import { checkRounds, type Checked } from "../../../cli/verify/check-rounds.ts";
import type { Link } from "../../../cli/verify/lineage.ts";
import { aPhase, aProgram } from "../program/programs.ts";
import { aDataSet, type Course, ledgerOf } from "./simulated.ts";

const STEADY: Course = {
  values: [1],
  interruptedAfter: [],
  regroupedAfter: [],
  clearsFeatures: false,
  stoppedAfter: undefined,
};

const programs: fc.Arbitrary<TrainingProgram> = fc
  .record({
    batchSize: fc.constantFrom(4, 8),
    train: fc.integer({ min: 1, max: 40 }),
    validation: fc.nat(200),
    test: fc.nat(9),
    epochs: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    features: fc.boolean(),
    every: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    maxSteps: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    stopsEarly: fc.boolean(),
    grows: fc.boolean(),
  })
  .map(({ batchSize, train, validation, test: tested, epochs, features, every, maxSteps, stopsEarly, grows }) =>
    aProgram({
      batchSize,
      samples: { train, validation, test: tested },
      phases: epochs.map((count) => aPhase({ epochs: count, features })),
      validation: every === undefined ? { every: "epoch" } : { every: "steps", steps: every },
      maxSteps,
      earlyStopping: stopsEarly ? { metric: "accuracy", patience: 2 } : undefined,
      onPlateau: grows
        ? {
            metric: "loss",
            patience: 1,
            learningRate: { times: 0.5, min: 1e-6 },
            batchSize: { times: 2, max: 32 },
          }
        : undefined,
    }),
  );

const courses: fc.Arbitrary<Course> = fc.record({
  values: fc.array(fc.oneof(fc.nat(4), fc.constant(Number.NaN)), { minLength: 1, maxLength: 9 }),
  interruptedAfter: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }),
  regroupedAfter: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }),
  clearsFeatures: fc.boolean(),
  stoppedAfter: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
});

/** As verify does: it knows neither the step limit nor which phases have features. */
function check(program: TrainingProgram, links: readonly Link[]): Checked {
  const phases = program.phases.map((phase) => ({ ...phase, features: true }));
  const job = { program: { ...program, phases, maxSteps: undefined }, data: aDataSet(program), nameOf: String };
  return checkRounds(job, links);
}

test("any run, with decisions, limits, commands, interruptions, generations and lost features, is accepted", () => {
  fc.assert(
    fc.property(programs, courses, (program, course) => {
      const { counts, over, problems } = check(program, ledgerOf(program, aDataSet(program), course));
      assert.deepEqual(problems, []);
      assert.deepEqual([counts.missing, counts.duplicated, over], [0, 0, true]);
    }),
    { numRuns: 300 },
  );
});

test("S6: a sample that is left out, repeated or taken for another is found and counted, whichever it is", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 2 })] });
  const data = aDataSet(program);
  const links = ledgerOf(program, data, STEADY);
  const digest = (id: number): bigint => data.digests[id] ?? 0n;
  // Any sample but those of the second step may take another's place: they are there once already.
  const [step] = trainRecords(links);
  assert.ok(step);
  const inIt = idsIn(data.digests, step, links);
  const outside = [...data.splits.train].find((id) => !inIt.includes(id)) ?? -1;
  for (const id of inIt) {
    const cases = [
      { change: -digest(id), counts: [1, 0] },
      { change: digest(id), counts: [0, 1] },
      { change: digest(outside) - digest(id), counts: [1, 1] },
    ];
    for (const { change, counts: expected } of cases) {
      const { counts, problems } = check(
        program,
        withRecord(links, step.round, (record) => moved(record, change)),
      );
      assert.deepEqual([counts.missing, counts.duplicated, problems.length], [...expected, 1]);
    }
  }
});

test("a record whose round is not the one that must come is refused, in each of its parts", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 2 })] });
  const links = ledgerOf(program, aDataSet(program), STEADY);
  const train = trainRecords(links)[1];
  assert.ok(train?.held.kind === "train");
  const { held } = train;
  for (const wrong of [
    { ...held, epoch: held.epoch + 1 },
    { ...held, offset: 0 },
    { ...held, samples: held.samples - 1 },
    { ...held, batchSize: held.batchSize * 2 },
    { ...held, phase: 1 },
    { kind: "evaluate" as const, split: "test" as const, offset: 0, samples: 9, batchSize: 8 },
  ]) {
    const { problems, over } = check(
      program,
      withRecord(links, train.round, (record) => ({ ...record, held: wrong })),
    );
    assert.match(problems[0]?.message ?? "", /expected a step of phase 1, epoch 1, 8 samples from 8 on/);
    assert.equal(over, false);
  }
});

test("micro-batches that were issued again are counted; those that a round can't have are refused", () => {
  const program = aProgram({ microBatches: 4, samples: { train: 16, validation: 3, test: 0 } });
  const links = ledgerOf(program, aDataSet(program), STEADY);
  const all = links.flatMap(({ records }) => records ?? []);
  const train = must(
    all.find(({ held }) => held.kind === "train"),
    "a step",
  );
  const other = must(
    all.find(({ held }) => held.kind === "evaluate"),
    "an evaluation",
  );
  const checked = (round: number, ...reissued: readonly (readonly [number, number])[]): Checked => {
    const ranges = reissued.map(([lo, hi]) => ({ lo, hi }));
    return check(
      program,
      withRecord(links, round, (record) => ({ ...record, reissued: ranges })),
    );
  };
  const { counts, problems } = checked(train.round, [0, 1], [2, 4]);
  assert.deepEqual([counts.reissued, problems], [3, []]);
  for (const wrong of [
    checked(train.round, [2, 5]),
    checked(train.round, [1, 1]),
    checked(train.round, [2, 3], [0, 1]),
    checked(train.round, [0, 2], [2, 3]),
    checked(other.round, [0, 1]),
  ])
    assert.match(wrong.problems[0]?.message ?? "", /issued again/);
});

test("a decision that the metrics do not ask for is refused", () => {
  const program = aProgram({ phases: [aPhase({ epochs: 3 })], earlyStopping: { metric: "accuracy", patience: 1 } });
  const links = ledgerOf(program, aDataSet(program), STEADY);
  const stopped = links.flatMap(({ records }) => records ?? []).find(({ decided }) => decided.has("stop-early"));
  assert.ok(stopped);
  const { problems } = check(
    program,
    withRecord(links, stopped.round, (record) => ({ ...record, decided: new Set<never>() })),
  );
  assert.match(problems[0]?.message ?? "", /ask for stop-early/);
});

test("a ledger that ends before the job does is not at its end", () => {
  const program = aProgram();
  const [link] = ledgerOf(program, aDataSet(program), { ...STEADY, interruptedAfter: [2] });
  assert.ok(link);
  assert.deepEqual([check(program, [link]).over, check(program, [link]).problems], [false, []]);
});

test("a checkpoint of other weights or of another place than its ledger comes to is refused", () => {
  const program = aProgram();
  const [link] = ledgerOf(program, aDataSet(program), { ...STEADY, interruptedAfter: [2] });
  assert.ok(link);
  const weights = { ...link, manifest: { ...link.manifest, stateHash: "f".repeat(16) } };
  assert.match(check(program, [weights]).problems[0]?.message ?? "", /its weights are f{16}/);
  const state = { ...link.manifest.state, offset: 4 };
  const place = { ...link, manifest: { ...link.manifest, state } };
  assert.match(check(program, [place]).problems[0]?.message ?? "", /its offset is 4/);
});

function trainRecords(links: readonly Link[]): LedgerRecord[] {
  return links.flatMap(({ records }) => records ?? []).filter(({ held }) => held.kind === "train");
}

/** Samples of a record, found without the order: the subset of the ids whose digests sum up is the round's own by construction. */
function idsIn(digests: BigUint64Array, record: LedgerRecord, links: readonly Link[]): number[] {
  const program = aProgram();
  return [...digests.keys()].filter((id) => {
    const { problems } = check(
      program,
      withRecord(links, record.round, (one) => moved(one, -(digests[id] ?? 0n))),
    );
    return problems.some(({ message }) => message === `it does not hold ${id}`);
  });
}

function moved(record: LedgerRecord, by: bigint): LedgerRecord {
  return { ...record, digest: BigInt.asUintN(64, record.digest + by) };
}

function withRecord(links: readonly Link[], round: number, change: (record: LedgerRecord) => LedgerRecord): Link[] {
  return links.map((link) => ({
    ...link,
    records: link.records?.map((record) => (record.round === round ? change(record) : record)),
  }));
}
