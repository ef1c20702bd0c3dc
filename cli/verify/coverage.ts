// S6: each (epoch, sample) is in exactly one committed round. Counts how often each sample of an epoch was trained on.
import type { LedgerRecord } from "../../common/ledger/record.ts";
import { type DataSet, digestOf, explain, samplesAt } from "./expected.ts";

export class Coverage {
  readonly #data: DataSet;
  #epoch = 0;
  #epochs = 0;
  #counts: Map<number, number> = new Map();
  #samples = 0;
  #missing = 0;
  #duplicated = 0;

  constructor(data: DataSet) {
    this.#data = data;
  }

  /** Counts in what a record's digest says was trained on. @returns what is wrong with the samples of any round, if anything is. */
  add(record: LedgerRecord, nameOf: (id: number) => string): string | undefined {
    const { held, digest } = record;
    const samples = samplesAt(this.#data, held);
    const fits = digest === digestOf(this.#data, samples);
    const one = fits ? undefined : explain(this.#data, samples, digest);
    if (held.kind === "train") {
      if (held.epoch !== this.#epoch) this.#endEpoch(this.#trainSamples());
      this.#epoch = held.epoch;
      for (const id of samples) this.#count(id, 1);
      if (one?.missing !== undefined) this.#count(one.missing, -1);
      if (one?.extra !== undefined) this.#count(one.extra, 1);
    }
    return fits ? undefined : reasonOf(one, nameOf);
  }

  /** @param offset samples of the last epoch that were due when training ended; all of it when it ended with the epoch */
  end(offset: number): {
    readonly epochs: number;
    readonly samples: number;
    readonly missing: number;
    readonly duplicated: number;
  } {
    const train = this.#trainSamples();
    const held = { kind: "train", phase: 0, epoch: this.#epoch, offset: 0, batchSize: 0 } as const;
    this.#endEpoch(offset === 0 ? train : samplesAt(this.#data, { ...held, samples: offset }));
    return { epochs: this.#epochs, samples: this.#samples, missing: this.#missing, duplicated: this.#duplicated };
  }

  #trainSamples(): Int32Array {
    return this.#data.splits.train;
  }

  #count(id: number, by: number): void {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + by);
    this.#samples += by;
  }

  #endEpoch(due: Int32Array): void {
    if (this.#counts.size === 0) return;
    this.#epochs++;
    for (const id of due) if ((this.#counts.get(id) ?? 0) === 0) this.#missing++;
    const trained = new Set(due);
    // A sample that does not belong into the epoch is one too many from the first time on.
    for (const [id, times] of this.#counts) this.#duplicated += Math.max(0, times - (trained.has(id) ? 1 : 0));
    this.#counts = new Map();
  }
}

function reasonOf(one: ReturnType<typeof explain>, nameOf: (id: number) => string): string {
  if (one === undefined) return "its digest is not that of the samples it must hold";
  const { missing, extra } = one;
  if (missing === undefined) return `it holds ${nameOf(extra ?? -1)} once more than it must`;
  if (extra === undefined) return `it does not hold ${nameOf(missing)}`;
  return `it holds ${nameOf(extra)} in the place of ${nameOf(missing)}`;
}
