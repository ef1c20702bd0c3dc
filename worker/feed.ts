// Brings micro-batches into the shared arena's input buffers ahead of the compute thread: one after the other, in the order in which
// they will be computed, as long as a buffer is free. A round that was prepared on a wrong guess is given back.
//   F1. Buffers are taken in the order of computing, so the round that is computed now can never wait for a later one's buffers.
import { must } from "../common/errors.ts";
import type { Arena, InputShape } from "./compute/arena.ts";
import { inputViews } from "./compute/arena.ts";
import type { PreparedMicroBatch } from "./compute/protocol.ts";
import type { Augmentation } from "./data/loader.ts";
import type { SampleLoader } from "./data/sample-loader.ts";
import type { PlannedMicroBatch } from "./round-samples.ts";

/** Where a round's samples come from. */
export interface SampleSource {
  readonly loader: Pick<SampleLoader, "prepare">;
  readonly bytesPerSample: number;
  /** Random changes to the samples of train rounds; undefined for none. */
  readonly augment: Omit<Augmentation, "epoch"> | undefined;
}

/** What is in an input buffer, and which samples it was filled with. */
export interface FedMicroBatch extends PreparedMicroBatch {
  /** Of each place: digest of the sample as it was read, set-aside ones included; 0 for padding. */
  readonly digests: BigUint64Array;
  /** Manifest ids of samples that were read but do not count. */
  readonly setAside: readonly number[];
}

export class Feed {
  readonly #arena: Arena;
  readonly #free: number[];
  readonly #waiting: ((input: number) => void)[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  constructor(arena: Arena) {
    this.#arena = arena;
    this.#free = arena.inputs.map((_, index) => index);
  }

  /** Begins to prepare a round's micro-batches, after those of every round before it. */
  prepare(microBatches: readonly PlannedMicroBatch[], source: SampleSource): PreparedRound {
    const round = new PreparedRound(this);
    for (const planned of microBatches) round.add(this.#enqueue(planned, source, round));
    return round;
  }

  /** Of the samples in a filled buffer; valid until it is released. */
  sampleWeights(input: number, shape: InputShape): Float32Array {
    return inputViews(this.#arena, input, shape).sampleWeights;
  }

  /** The buffer may be filled again. */
  release(input: number): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(input);
    else next(input);
  }

  #enqueue(planned: PlannedMicroBatch, source: SampleSource, round: PreparedRound): Promise<FedMicroBatch> {
    const prepared = this.#tail.then(() => this.#fill(planned, source, round));
    // One that failed must not stop those behind it: each failure reaches whoever takes that micro-batch.
    this.#tail = prepared.catch(() => undefined);
    return prepared;
  }

  async #fill(planned: PlannedMicroBatch, source: SampleSource, round: PreparedRound): Promise<FedMicroBatch> {
    const { seed } = planned;
    const digests = new BigUint64Array(planned.sampleIds.length);
    if (planned.real === 0 || round.discarded) return { input: undefined, seed, digests, setAside: [] };
    const input = await this.#take();
    try {
      const { pixels, labels, sampleWeights } = inputViews(this.#arena, input, {
        microBatchSize: planned.sampleIds.length,
        bytesPerSample: source.bytesPerSample,
      });
      const buffers = { pixels, labels, weights: sampleWeights, digests };
      await source.loader.prepare(planned.sampleIds, buffers, augmentationOf(source, planned));
      const setAside = [...planned.sampleIds].filter((id, i) => id >= 0 && sampleWeights[i] === 0);
      // Every sample may have been set aside: then there is nothing to run.
      if (setAside.length < planned.real) return { input, seed, digests, setAside };
      this.release(input);
      return { input: undefined, seed, digests, setAside };
    } catch (error) {
      this.release(input);
      throw error;
    }
  }

  #take(): Promise<number> {
    const input = this.#free.pop();
    return input === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(input);
  }
}

function augmentationOf({ augment }: SampleSource, { augmentEpoch }: PlannedMicroBatch): Augmentation | undefined {
  return augment === undefined || augmentEpoch === undefined ? undefined : { ...augment, epoch: augmentEpoch };
}

/** One round's micro-batches, taken in order. */
export class PreparedRound {
  readonly #feed: Feed;
  readonly #prepared: Promise<FedMicroBatch>[] = [];
  #next = 0;
  #discarded = false;

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  get discarded(): boolean {
    return this.#discarded;
  }

  add(prepared: Promise<FedMicroBatch>): void {
    prepared.catch(() => undefined); // reported to whoever takes it; until then it is nobody's unhandled rejection
    this.#prepared.push(prepared);
  }

  /** The next `count` micro-batches or what is left of the round; empty at its end. Their buffers are the caller's until `release`. */
  async take(count: number): Promise<FedMicroBatch[]> {
    const from = this.#next;
    this.#next = Math.min(from + count, this.#prepared.length);
    const taken: FedMicroBatch[] = [];
    for (let i = from; i < this.#next; i++) taken.push(await must(this.#prepared[i], "a prepared micro-batch"));
    return taken;
  }

  release(taken: readonly PreparedMicroBatch[]): void {
    for (const { input } of taken) if (input !== undefined) this.#feed.release(input);
  }

  /** Gives back what nobody will take. */
  discard(): void {
    this.#discarded = true;
    const rest = this.#prepared.slice(this.#next);
    this.#next = this.#prepared.length;
    for (const prepared of rest)
      prepared.then(
        (microBatch) => {
          this.release([microBatch]);
        },
        () => undefined, // its buffer was given back where it failed
      );
  }
}
