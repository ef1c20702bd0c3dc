// The observer: sees everything that happens in a simulation, tells nobody, and keeps what contradicts S1 to S7 (step-protocol.md).
import type { Round } from "../../common/program/rounds.ts";
import { GENERATION_KEY, parseStoredGeneration } from "../../coordinator/store/generations.ts";
import type { StoreState } from "../../coordinator/store/state.ts";
import type { Update } from "../../coordinator/store/store.ts";
import { type Model, samplesOf } from "./model.ts";

export const LEADER_KEY = "leader";

/** A round that a worker has completed. */
export interface Completion {
  readonly workerId: string;
  readonly generation: number;
  /** Its number. */
  readonly number: number;
  readonly round: Round;
  readonly stateHash: string;
  /** Of each chunk of R; empty in a round without R. */
  readonly microBatches: readonly number[];
  /** Of R; of nothing in a round without R. */
  readonly sumHash: string;
}

interface Generation {
  readonly members: readonly string[];
  readonly completed: Map<string, number>;
}

export class Invariants {
  readonly violations: string[] = [];
  readonly #model: Model;
  readonly #hashes = new Map<number, string>();
  /** What each worker has completed since it was given a state, by number of the round. */
  readonly #histories = new Map<string, Map<number, Completion>>();
  readonly #generations = new Map<number, Generation>();
  /** By round, which samples of which epoch are in it. */
  readonly #ledger = new Map<number, { readonly epoch: number; readonly samples: readonly number[] }>();
  #stored = { generation: 0, token: 0 };

  constructor(model: Model) {
    this.#model = model;
  }

  /** Rounds that somebody has completed. */
  get rounds(): number {
    return this.#hashes.size;
  }

  violated(invariant: string, what: string): void {
    this.violations.push(`${invariant}: ${what}`);
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
   * None of its members has completed `round`: what those came to who had, and are gone, is no part of the job.
   * @returns whether it is the newest; one who was held up may still link in a generation that is long over.
   */
  started(generation: number, members: readonly string[], round: number): boolean {
    if (generation <= this.#newest) return false;
    this.#generations.set(generation, { members, completed: new Map(members.map((member) => [member, round])) });
    for (const known of [this.#hashes, this.#ledger])
      for (const number of known.keys()) if (number >= round) known.delete(number);
    // A member that was taken for dead may bring rounds that nobody else had completed.
    for (const { number, ...rest } of members.flatMap((member) => [...(this.#histories.get(member)?.values() ?? [])]))
      if (number < round && !this.#hashes.has(number)) this.#first({ number, ...rest });
    return true;
  }

  /** A worker was given a state: it holds no R yet. */
  given(workerId: string): void {
    this.#histories.delete(workerId);
  }

  /** S4: only frames of the own generation count. */
  landed(workerId: string, own: number, frameGeneration: number): void {
    if (own !== frameGeneration)
      this.violated("S4", `${workerId} of generation ${own} took a frame of generation ${frameGeneration}`);
  }

  completed(completion: Completion): void {
    const { workerId, number, stateHash } = completion;
    this.#histories.set(workerId, (this.#histories.get(workerId) ?? new Map<number, Completion>()).set(number, completion));
    if (completion.generation < this.#newest) return;
    const known = this.#hashes.get(number);
    if (known === undefined) this.#first(completion);
    else if (known !== stateHash) this.violated("S1", `${completion.workerId} has another state after round ${number}`);
    this.#checkWhole(completion);
    this.#checkTogether(completion);
  }

  /** S7, at any moment: a worker holds the R of the last round that it completed. */
  holds(workerId: string, sumHash: string): void {
    const last = [...(this.#histories.get(workerId)?.values() ?? [])].findLast(({ round }) => round.kind === "train");
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
