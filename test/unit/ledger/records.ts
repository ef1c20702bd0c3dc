// Ledger records for tests, any that can be.
import fc from "fast-check";
import { NO_FACTS } from "../../../common/ledger/record-of.ts";
import { DECISIONS, type HeldSamples, type LedgerRecord } from "../../../common/ledger/record.ts";

/** As object literals are. */
const PLAIN = { noNullPrototype: true } as const;

const whole = fc.nat(2 ** 31 - 1);
const held: fc.Arbitrary<HeldSamples> = fc.oneof(
  fc.record({ kind: fc.constant("features" as const), phase: whole, offset: whole, samples: whole }, PLAIN),
  fc.record(
    {
      kind: fc.constant("train" as const),
      phase: whole,
      epoch: whole,
      offset: whole,
      samples: whole,
      batchSize: whole,
    },
    PLAIN,
  ),
  fc.record(
    {
      kind: fc.constant("evaluate" as const),
      split: fc.constantFrom("validation" as const, "test" as const),
      offset: whole,
      samples: whole,
      batchSize: whole,
    },
    PLAIN,
  ),
);

/** Of any round number; lists of at most `listed`. */
export function records(listed: number): fc.Arbitrary<LedgerRecord> {
  const list = fc.array(whole, { maxLength: listed });
  const hash = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  return fc.record(
    {
      round: whole,
      generation: whole,
      held,
      weightSum: fc.double(),
      loss: fc.double(),
      stateHash: hash.map((value) => value.toString(16).padStart(16, "0")),
      digest: hash,
      decided: fc.subarray([...DECISIONS]).map((decisions) => new Set(decisions)),
      metrics: fc.tuple(fc.double(), fc.double()),
      reissued: fc.array(fc.record({ lo: whole, hi: whole }, PLAIN), { maxLength: listed }),
      setAside: list,
    },
    PLAIN,
  );
}

/** Of a step of a round. */
export function aRecord(round: number): LedgerRecord {
  return {
    ...NO_FACTS,
    round,
    generation: 1,
    held: { kind: "train", phase: 0, epoch: 0, offset: 0, samples: 1, batchSize: 1 },
    decided: new Set(),
    metrics: [0, 0],
    reissued: [],
  };
}
