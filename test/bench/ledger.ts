// npm run bench:ledger: what the ledger adds to a step on the agent thread: a digest for each sample that is read, their sum, the record
// and its bytes. Worst case: a step of 256 samples that all are read anew, none from a cache.
//   [--runs 400] [--json] [--out FILE]
import { parseArgs } from "node:util";
import { InvariantError } from "../../common/errors.ts";
import { encodeRecord } from "../../common/ledger/encode-record.ts";
import { recordOf } from "../../common/ledger/record-of.ts";
import { commitTrain, nextRound } from "../../common/program/rounds.ts";
import { initialState } from "../../common/program/state.ts";
import { sampleDigest } from "../../common/sampling/digest.ts";
import { FedSamples } from "../../worker/fed-samples.ts";
import { aPhase, aProgram } from "../unit/program/programs.ts";
import { Report } from "./support/report.ts";
import { summaryOf } from "./support/summary.ts";

const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "400" },
    json: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const BATCH = 256;
const MICRO_BATCHES = 16;
const IDENTITIES = Array.from({ length: BATCH }, (_, id) => `sha256:${String(id).padStart(64, "0")}`);
const PROGRAM = aProgram({
  batchSize: BATCH,
  microBatches: MICRO_BATCHES,
  samples: { train: 10 * BATCH, validation: 0, test: 0 },
  phases: [aPhase()],
});
const PARTS = { digests: digestsOfAll, record: recordOfStep };

const report = new Report("ledger", { json: flags.json, out: flags.out });
for (const [part, work] of Object.entries(PARTS)) {
  const micros: number[] = [];
  for (let run = 0; run < Number(flags.runs); run++) micros.push(microsOf(work));
  report.add({ case: { part, batch: BATCH, microBatches: MICRO_BATCHES }, unit: "us", ...summaryOf(micros) });
}

function microsOf(work: () => unknown): number {
  const before = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - before) / 1000;
}

/** Where samples are read. */
function digestsOfAll(): BigUint64Array {
  return BigUint64Array.from(IDENTITIES, (identity, id) => sampleDigest(id, identity));
}

/** Where they are used, and at the round's edge. */
function recordOfStep(): Buffer {
  const fed = new FedSamples();
  const digests = new BigUint64Array(BATCH / MICRO_BATCHES).fill(0x123456789abcdefn);
  for (let m = 0; m < MICRO_BATCHES; m++) fed.add([{ input: m, seed: [0, 0], digests, setAside: [] }]);
  const before = initialState(PROGRAM);
  const round = nextRound(PROGRAM, before);
  if (round.kind !== "train") throw new InvariantError("this program begins with a step");
  const committed = commitTrain(PROGRAM, before, round, true);
  const facts = { ...fed.proof(), weightSum: BATCH, loss: 1, stateHash: "0123456789abcdef", applied: true };
  const { state: after } = committed;
  return encodeRecord(
    recordOf({ program: PROGRAM, generation: 1, before, round, facts, committed, after, reissued: [] }),
  );
}
