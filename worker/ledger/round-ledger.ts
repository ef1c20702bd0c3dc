// The ledger's records that no published checkpoint covers yet. Every worker keeps them, since any may write the next checkpoint. They are
// in memory only: when the processes die, they are lost together with the weights that they speak of.
import { InvariantError } from "../../common/errors.ts";
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { type CommittedRound, NO_FACTS, recordOf, type RoundFacts } from "../../common/ledger/record-of.ts";

export class RoundLedger {
  #records: LedgerRecord[] = [];
  #facts: RoundFacts = NO_FACTS;

  /** What the round under way gave; a round that tells nothing puts nothing into buffers. */
  computed(facts: RoundFacts): void {
    this.#facts = facts;
  }

  /** The round is final. */
  committed(round: Omit<CommittedRound, "facts">): void {
    this.#records.push(recordOf({ ...round, facts: this.#facts }));
    this.#facts = NO_FACTS;
  }

  /** All that no published checkpoint covers: what a worker that joins must have. */
  get records(): readonly LedgerRecord[] {
    return this.#records;
  }

  /** Another worker's records take the place of these. */
  takeOver(records: readonly LedgerRecord[]): void {
    this.#records = [...records];
    this.#facts = NO_FACTS;
  }

  /** Records of the rounds after `parent`'s up to `round`, in order: those of a checkpoint of `round` that is written on it. */
  between(parent: number, round: number): readonly LedgerRecord[] {
    const records = this.#records.filter((record) => record.round > parent && record.round <= round);
    if (records.length !== round - parent)
      throw new InvariantError(`${records.length} records of the rounds after ${parent} up to ${round}`);
    return records;
  }

  /** A checkpoint that covers the rounds up to this one is published. */
  published(round: number): void {
    if (round >= (this.#records[0]?.round ?? Infinity))
      this.#records = this.#records.filter((record) => record.round > round);
  }
}
