// Fills the buffers of a micro-batch from sample ids: random access, bounded memory, decoding ahead of need. It knows nothing of
// splits, and its bytes depend on the ids and the augmentation alone: not on the cache, the hints or what ran before.
import { availableParallelism, totalmem } from "node:os";
import type { Clock } from "../../common/clock.ts";
import { JobFailedError } from "../../common/errors.ts";
import { sampleDigest } from "../../common/sampling/digest.ts";
import { type AugmentPlugin, applyPlugins } from "../plugins/augment.ts";
import { augmentInPieces } from "./augment/apply.ts";
import { type AugmentSpec, planAugmentation } from "./augment/plan.ts";
import { breathe, Slots } from "./bounded.ts";
import { decode } from "./decode.ts";
import { type Fetched, Fetcher } from "./fetcher.ts";
import type { SkippedFile } from "./findings.ts";
import type { Manifest, ManifestSample } from "./manifest.ts";
import {
  checkBuffers,
  type MicroBatchBuffers,
  placeDigest,
  placeLabel,
  placeNothing,
  placeOf,
  placeSample,
} from "./micro-batch-buffers.ts";
import { bytesFromFiles, bytesFromStream, sampleOf } from "./sample-bytes.ts";
import { SampleCache } from "./sample-cache.ts";
import { type SampleStream, STREAMED_AT_ONCE } from "./streamed-samples.ts";

export interface LoaderOptions {
  readonly manifest: Manifest;
  /** The data set's folder. */
  readonly root: string;
  /** Brings samples in place of the folder's files, where those cannot be reached. */
  readonly stream?: SampleStream | undefined;
  readonly height: number;
  readonly width: number;
  /** What to do with bytes that match the manifest but don't decode: fail the job, or give the sample weight 0. */
  readonly corruptPolicy: "fail" | "skip";
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of decoded samples that stay in memory. Default 1 GiB, at most a quarter of the memory. */
  readonly cacheBytes?: number | undefined;
  /** Bytes of decoded samples that wait for use beyond the cache. Default 128 MiB. */
  readonly prefetchBytes?: number | undefined;
  /** Reads and decodes under way at once; of samples from a stream, decodes. Default all cores but one, at most 3: libuv has 4 threads, one stays for files. */
  readonly concurrency?: number | undefined;
}

/** Random changes to the samples of one epoch. */
export interface Augmentation {
  readonly seed: number;
  readonly epoch: number;
  readonly spec: AugmentSpec;
  /** Change the picture after that, in this order. */
  readonly plugins?: readonly AugmentPlugin[];
}

const GIB = 1024 ** 3;
const DEFAULT_PREFETCH_BYTES = GIB / 8;
/** Copied before timers and I/O get their turn: well under a ms. */
const COPY_BYTES = 4 * 1024 ** 2;

/** Random access to a data set's samples; close it. */
export function openLoader(options: LoaderOptions): Loader {
  return new Loader(options);
}

class Loader {
  readonly #options: LoaderOptions;
  readonly #sampleBytes: number;
  readonly #fetcher: Fetcher;
  readonly #stop = new AbortController();
  /** One picture, or a piece of a large one, is augmented in a turn of the event loop, however many wait: 1 ms at 224 x 224. */
  readonly #augmenting = new Slots(1);

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.#sampleBytes = options.height * options.width * 3;
    const concurrency = options.concurrency ?? Math.min(3, Math.max(1, availableParallelism() - 1));
    const signal = AbortSignal.any([this.#stop.signal, ...(options.signal ? [options.signal] : [])]);
    this.#fetcher = new Fetcher({
      load: loadWith(options, new Slots(concurrency), signal),
      cache: new SampleCache(options.cacheBytes ?? defaultCacheBytes()),
      concurrency: options.stream === undefined ? concurrency : Math.max(concurrency, STREAMED_AT_ONCE),
      maxReady: Math.max(1, Math.floor((options.prefetchBytes ?? DEFAULT_PREFETCH_BYTES) / this.#sampleBytes)),
    });
  }

  /**
   * Fills the buffers with the samples of these ids; -1 is padding. Padding and set-aside samples get zeros, label 0, weight 0.
   * With `augmentation` the pictures are changed; digests, which are of what was read, are not.
   * Throws for the first sample in the order of `samples` that can't be had: JobFailedError `corrupt-sample` (policy `fail`),
   * `data-changed` or `read-failed`, or the signal's reason. Once it has settled it writes no more.
   */
  async prepare(samples: Int32Array, buffers: MicroBatchBuffers, augmentation?: Augmentation): Promise<void> {
    checkBuffers(buffers, samples.length, this.#sampleBytes);
    const samplesATurn = Math.max(1, Math.floor(COPY_BYTES / this.#sampleBytes));
    const outcomes: Promise<unknown>[] = [];
    for (const [i, id] of samples.entries()) {
      outcomes.push(this.#fill(buffers, i, id, augmentation).catch((thrown: unknown) => ({ thrown })));
      if (i % samplesATurn === samplesATurn - 1) await breathe();
    }
    for (const outcome of await Promise.all(outcomes)) if (isFailure(outcome)) throw outcome.thrown;
  }

  /** The samples that `prepare` will be asked for next, in order, in place of all earlier hints; -1 is ignored. Never throws. */
  prefetch(samples: Int32Array): void {
    if (!this.#stop.signal.aborted) this.#fetcher.hint(samples.filter((id) => id >= 0));
  }

  /** Samples met so far that don't decode, in the manifest's order. */
  setAside(): readonly SkippedFile[] {
    const corrupt = [...this.#fetcher.corrupt].sort(([a], [b]) => a - b);
    return corrupt.map(([id, { reason }]) => ({ path: sampleOf(this.#options.manifest, id).path, reason }));
  }

  /** Aborts what is under way and waits for it; any number of times. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#fetcher.close();
  }

  async #fill(buffers: MicroBatchBuffers, i: number, id: number, augmentation?: Augmentation): Promise<undefined> {
    if (id >= 0) {
      const sample = sampleOf(this.#options.manifest, id);
      const decoded = await this.#fetcher.get(id);
      if (decoded.kind === "pixels" && augmentation !== undefined) {
        await this.#augment(decoded.pixels, id, augmentation, placeOf(buffers, i, this.#sampleBytes));
        placeLabel(buffers, i, sample.class);
      } else if (decoded.kind === "pixels") placeSample(buffers, i, decoded.pixels, sample.class);
      else if (this.#options.corruptPolicy === "fail") throw corruptSample(sample, decoded.reason);
      else placeNothing(buffers, i, this.#sampleBytes);
      placeDigest(buffers, i, decoded.digest);
    } else placeNothing(buffers, i, this.#sampleBytes);
  }

  /** Straight into the buffer: the cached picture stays as it was read. */
  #augment(pixels: Uint8Array, id: number, augmentation: Augmentation, into: Uint8Array): Promise<void> {
    const { height, width } = this.#options;
    const { spec, seed, epoch, plugins = [] } = augmentation;
    return this.#augmenting.run(async () => {
      const pieces = augmentInPieces(planAugmentation(spec, seed, epoch, id), pixels, height, width, into);
      while (pieces.next().done !== true) await breathe();
      if (plugins.length > 0) {
        await breathe();
        applyPlugins(plugins, { pixels: into, height, width, seed, epoch, sampleId: id });
      }
      await breathe();
    });
  }
}

export type { Loader };

function loadWith(options: LoaderOptions, decoding: Slots, signal: AbortSignal): (id: number) => Promise<Fetched> {
  const { manifest, root, clock, height, width, stream } = options;
  const read =
    stream === undefined
      ? bytesFromFiles(manifest, { root, clock, signal })
      : bytesFromStream(manifest, stream, signal);
  return async (id) => {
    const { bytes, identity } = await read(id);
    const decoded = await decoding.run(() => decode(bytes, { height, width }));
    return { ...decoded, digest: sampleDigest(id, identity) };
  };
}

function corruptSample(sample: ManifestSample, reason: string): JobFailedError {
  return new JobFailedError("corrupt-sample", `${sample.path} doesn't decode: ${reason}`, {
    hint: "repair or remove it and begin a new run, or set spec.dataset.corruptSamples to skip",
  });
}

/** Node tells a container's limit where there is one. */
function defaultCacheBytes(): number {
  const limit = process.constrainedMemory();
  return Math.min(GIB, (limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 4);
}

function isFailure(outcome: unknown): outcome is { readonly thrown: unknown } {
  return outcome !== undefined;
}
