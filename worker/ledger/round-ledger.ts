// The ledger's records that no checkpoint covers yet. They are in memory only: a process that dies loses them together with the
// weights that they speak of.
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { type CommittedRound, NO_FACTS, recordOf, type RoundFacts } from "../../common/ledger/record-of.ts";

export class RoundLedger {
  readonly #keeps: boolean;
  #records: LedgerRecord[] = [];
  #facts: RoundFacts = NO_FACTS;

  /** @param keeps whether this worker writes checkpoints */
  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  /** What the round under way gave; a round that tells nothing puts nothing into buffers. */
  computed(facts: RoundFacts): void {
    this.#facts = facts;
  }

  /** The round is final. */
  committed(round: Omit<CommittedRound, "facts">): void {
    if (this.#keeps) this.#records.push(recordOf({ ...round, facts: this.#facts }));
    this.#facts = NO_FACTS;
  }

  /** Records of the rounds that a checkpoint has to cover, in order. */
  unpublished(): readonly LedgerRecord[] {
    return [...this.#records];
  }

  /** A checkpoint that covers the rounds up to this one is whole on disk. */
  published(round: number): void {
    this.#records = this.#records.filter((record) => record.round > round);
  }
}
