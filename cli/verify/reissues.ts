// What a record says of micro-batches that were issued to another worker. Pure. They change no sample and no weight; but a record that says
// what cannot be was not written by a worker.
import type { LedgerRecord } from "../../common/ledger/record.ts";
import type { TrainingProgram } from "../../common/program/program.ts";

export function countReissued({ reissued }: LedgerRecord): number {
  return reissued.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
}

/** Undefined when it can be: ranges of a step's micro-batches, in order, apart from each other. */
export function whyNoReissue({ reissued, held }: LedgerRecord, program: TrainingProgram): string | undefined {
  if (reissued.length === 0) return undefined;
  const ends = [-1, ...reissued.map(({ hi }) => hi)];
  const areInOrder = reissued.every(({ lo, hi }, i) => lo > (ends[i] ?? hi) && hi > lo);
  if (held.kind === "train" && areInOrder && (ends.at(-1) ?? 0) <= program.microBatches) return undefined;
  const shown = reissued.map(({ lo, hi }) => `${lo} to ${hi - 1}`).join(", ");
  return `micro-batches that were issued again are ${shown}: a ${held.kind} round has none such`;
}
