// The observer: sees everything that happens in a simulation, tells nobody, and keeps what contradicts S1 to S7 (step-protocol.md).
import { GENERATION_KEY, parseStoredGeneration } from "../../coordinator/store/generations.ts";
import type { StoreState } from "../../coordinator/store/state.ts";
import type { Update } from "../../coordinator/store/store.ts";
import { type Completion, Lineage } from "./lineage.ts";
import { type Model, samplesOf } from "./model.ts";

export const LEADER_KEY = "leader";

const OF_THE_RESULT = ["S1", "S6"];

interface Generation {
  /** Rounds, by member. */
  readonly completed: Map<string, number>;
}

export class Invariants {
  readonly violations: string[] = [];
  readonly #model: Model;
  readonly #hashes = new Map<number, string>();
  readonly #lineage = new Lineage();
  /** By worker, of the last round that has an R, if it has completed that itself. */
  readonly #lastSums = new Map<string, { readonly number: number; readonly sumHash: string }>();
  readonly #generations = new Map<number, Generation>();
  /** By round, which samples of which epoch are in it. */
  readonly #ledger = new Map<number, { readonly epoch: number; readonly samples: readonly number[] }>();
  #hasSpoiled = false;
  /** Only wrong bits are left: nothing can be said of the result (S1, S6). */
  #isLost = false;
  #stored = { generation: 0, token: 0 };

  constructor(model: Model) {
    this.#model = model;
  }

  /** Rounds that somebody has completed. */
  get rounds(): number {
    return this.#hashes.size;
  }

  /** Whether the states of workers may differ. */
  get hasSpoiled(): boolean {
    return this.#hasSpoiled;
  }

  /** Whether faults have left nothing that is right. */
  get isLost(): boolean {
    return this.#isLost;
  }

  violated(invariant: string, what: string): void {
    if (!this.#isLost || !OF_THE_RESULT.includes(invariant)) this.violations.push(`${invariant}: ${what}`);
  }

  /** What is wrong can't be told from what is right any more. */
  lost(): void {
    this.#isLost = true;
  }

  /** S5: the generation only grows, and whoever writes it holds the leader key at that revision. */
  stored(update: Update, after: StoreState): void {
    for (const change of update.changes) {
      if (change.kind !== "put" || change.entry.key !== GENERATION_KEY) continue;
      const written = parseStoredGeneration(change.entry.value);
      const leader = after.entries.get(LEADER_KEY)?.createRevision;
      if (written.token !== leader)
        this.violated(
          "S5",
          `generation ${written.generation} stored with token ${written.token}, the leader's is ${leader ?? "none"}`,
        );
      if (written.generation < this.#stored.generation)
        this.violated("S5", `generation ${written.generation} stored after ${this.#stored.generation}`);
      this.#stored = written;
    }
  }

  /** S5: nobody is told of a generation that is not stored. */
  ordered(workerId: string, generation: number): void {
    if (generation > this.#stored.generation)
      this.violated("S5", `${workerId} was told of generation ${generation}, stored is ${this.#stored.generation}`);
  }

  /**
   * None of its members has completed more than what led to `stateHash`: what those came to who had, and are gone, is no part of the job.
   * @returns whether it is the newest; one who was held up may still link in a generation that is long over.
   */
  started(generation: number, members: readonly string[], stateHash: string): boolean {
    if (generation <= this.#newest) return false;
    if (!this.#lineage.isRight(stateHash)) this.lost();
    const rounds = this.#lineage.of(stateHash);
    this.#generations.set(generation, { completed: new Map(members.map((member) => [member, rounds.length])) });
    this.#hashes.clear();
    this.#ledger.clear();
    for (const completion of rounds) this.#first(completion);
    return true;
  }

  /** A worker was given a state: it holds no R yet. */
  given(workerId: string): void {
    this.#lastSums.delete(workerId);
  }

  /** S4: only frames of the own generation count. */
  landed(workerId: string, own: number, frameGeneration: number): void {
    if (own !== frameGeneration)
      this.violated("S4", `${workerId} of generation ${own} took a frame of generation ${frameGeneration}`);
  }

  completed(completion: Completion): void {
    const { workerId, number, round, stateHash, sumHash } = completion;
    if (round.kind === "train") this.#lastSums.set(workerId, { number, sumHash });
    this.#hasSpoiled ||= completion.isSpoiled;
    if (!this.#lineage.add(completion) || completion.generation < this.#newest) return;
    const known = this.#hashes.get(number);
    if (known === undefined) this.#first(completion);
    else if (known !== stateHash) this.violated("S1", `${workerId} has another state after round ${number}`);
    this.#checkWhole(completion);
    this.#checkTogether(completion);
  }

  /** S7, at any moment: a worker holds the R of the last round that it completed. */
  holds(workerId: string, sumHash: string): void {
    const last = this.#lastSums.get(workerId);
    if (last !== undefined && last.sumHash !== sumHash)
      this.violated("S7", `${workerId} does not hold the R of round ${last.number} any more`);
  }

  get #newest(): number {
    return Math.max(0, ...this.#generations.keys());
  }

  /** S6, at the end of a job that was not stopped half-way through an epoch. */
  checkLedger(epochs: number): void {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const counts = this.#countsOf(epoch);
      for (let sample = 0; sample < this.#model.program.samples.train; sample++)
        if (counts[sample] !== 1)
          this.violated("S6", `sample ${sample} of epoch ${epoch} is in ${counts[sample] ?? 0} rounds`);
    }
  }

  #first({ number, stateHash, round, microBatches }: Completion): void {
    this.#hashes.set(number, stateHash);
    if (round.kind !== "train") return;
    const samples: number[] = [];
    for (let m = 0; m < this.#model.program.microBatches; m++)
      if (((microBatches[0] ?? 0) & (1 << m)) !== 0) samples.push(...samplesOf(this.#model, round, m));
    this.#ledger.set(number, { epoch: round.epoch, samples });
    const counts = this.#countsOf(round.epoch);
    for (const sample of samples)
      if ((counts[sample] ?? 0) > 1) this.violated("S6", `sample ${sample} of epoch ${round.epoch} is in two rounds`);
  }

  /** Times that each sample of an epoch is in a committed round. */
  #countsOf(epoch: number): readonly number[] {
    const counts = new Array<number>(this.#model.program.samples.train).fill(0);
    for (const { epoch: other, samples } of this.#ledger.values())
      if (other === epoch) for (const sample of samples) counts[sample] = (counts[sample] ?? 0) + 1;
    return counts;
  }

  /** S2: every chunk of R holds all micro-batches that have samples. */
  #checkWhole({ workerId, number, round, microBatches }: Completion): void {
    if (round.kind !== "train") return;
    let all = 0;
    for (let m = 0; m < this.#model.program.microBatches; m++)
      if (samplesOf(this.#model, round, m).length > 0) all |= 1 << m;
    if (microBatches.length === 0 || microBatches.some((held) => held !== all))
      this.violated("S2", `${workerId} completed round ${number} with micro-batches ${microBatches.join()} of ${all}`);
  }

  /** S3: members are at most one round apart. */
  #checkTogether({ workerId, generation, number }: Completion): void {
    const completed = this.#generations.get(generation)?.completed;
    completed?.set(workerId, number + 1);
    const least = Math.min(...(completed?.values() ?? [number]));
    if (number + 1 - least > 1) this.violated("S3", `${workerId} has completed ${number + 1} rounds, another ${least}`);
  }
}
