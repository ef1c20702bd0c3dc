// Fills the buffers of a micro-batch from the file of rows, by sample id. Blocks of rows stay in memory as far as they fit; beyond
// that a row is read again each time it is needed.
import { JobFailedError, must } from "../../common/errors.ts";
import { sampleDigest } from "../../common/sampling/digest.ts";
import type { SkippedFile } from "./findings.ts";
import type { Manifest } from "./manifest.ts";
import { checkBuffers, type MicroBatchBuffers, placeDigest, placeNothing, placeSample } from "./micro-batch-buffers.ts";
import { rowIdentity, RowsFile } from "./rows-file.ts";
import { sampleOf } from "./sample-bytes.ts";
import { StreamedRows } from "./streamed-rows.ts";
import type { SampleStream } from "./streamed-samples.ts";

export interface RowsLoaderOptions {
  readonly manifest: Manifest;
  readonly file: string;
  readonly columns: readonly string[];
  /** Brings rows in place of the file, where it cannot be reached. */
  readonly stream?: SampleStream | undefined;
  /** Bytes of rows that stay in memory. */
  readonly cacheBytes?: number;
}

/** Where rows come from, by their ids. */
type RowBytes = Pick<RowsFile, "rowBytes" | "read" | "close">;

/** Consecutive rows, each with the digest of its id and what was read for it. */
interface Rows {
  readonly bytes: Uint8Array;
  readonly digests: BigUint64Array;
}

const DEFAULT_CACHE_BYTES = 256 * 1024 ** 2;
/** Checked against the manifest in one turn of the event loop: under a ms or two. */
const BLOCK_ROWS = 256;

/** Close it. @throws CorruptDataError for a file that does not hold the manifest's rows. */
export async function openRowsLoader(options: RowsLoaderOptions): Promise<RowsLoader> {
  const { file, manifest, columns, stream } = options;
  if (stream === undefined) return new RowsLoader(options, await RowsFile.open(file, manifest.samples.length, columns));
  return new RowsLoader(options, new StreamedRows({ stream, columns, sampleOf: (id) => sampleOf(manifest, id) }));
}

class RowsLoader {
  readonly #manifest: Manifest;
  readonly #file: string;
  readonly #rows: RowBytes;
  readonly #blocks = new Map<number, Promise<Rows>>();
  readonly #mostBlocks: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor({ manifest, file, cacheBytes = DEFAULT_CACHE_BYTES }: RowsLoaderOptions, rows: RowBytes) {
    this.#manifest = manifest;
    this.#file = file;
    this.#rows = rows;
    this.#mostBlocks = Math.floor(cacheBytes / (BLOCK_ROWS * rows.rowBytes));
  }

  /**
   * Fills the buffers with the rows of these ids, as the bytes of their float32; -1 is padding: zeros, label 0, weight 0.
   * @throws JobFailedError `data-changed` for a row that is not the manifest's.
   */
  async prepare(samples: Int32Array, buffers: MicroBatchBuffers): Promise<void> {
    const { rowBytes } = this.#rows;
    checkBuffers(buffers, samples.length, rowBytes);
    for (const [i, id] of samples.entries()) {
      if (id < 0) {
        placeNothing(buffers, i, rowBytes);
        continue;
      }
      const { bytes, digest } = await this.#row(id);
      placeSample(buffers, i, bytes, must(this.#manifest.samples[id], `sample ${id}`).class);
      placeDigest(buffers, i, digest);
    }
  }

  /** A row is there as fast as a hint to it. */
  prefetch(): void {
    return;
  }

  /** Rows were all checked before training began. */
  setAside(): readonly SkippedFile[] {
    return [];
  }

  /** Waits for what is under way; any number of times. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#rows.close();
    await Promise.allSettled(this.#underWay);
  }

  async #row(id: number): Promise<{ readonly bytes: Uint8Array; readonly digest: bigint }> {
    const { rowBytes } = this.#rows;
    const first = id - (id % BLOCK_ROWS);
    const block = this.#blocks.get(first) ?? this.#keep(first);
    const { bytes, digests } = await (block ?? this.#checked(id, 1));
    const place = block === undefined ? 0 : id - first;
    return {
      bytes: bytes.subarray(place * rowBytes, (place + 1) * rowBytes),
      digest: must(digests[place], `the digest of row ${id}`),
    };
  }

  /** What came first stays: in a new random order each epoch, that is no worse than any other choice. */
  #keep(first: number): Promise<Rows> | undefined {
    if (this.#blocks.size >= this.#mostBlocks) return undefined;
    const block = this.#checked(first, Math.min(BLOCK_ROWS, this.#manifest.samples.length - first));
    this.#blocks.set(first, block);
    return block;
  }

  async #checked(first: number, count: number): Promise<Rows> {
    const read = this.#rows.read(first, count);
    this.#underWay.add(read);
    const bytes = await read.finally(() => this.#underWay.delete(read));
    const digests = new BigUint64Array(count);
    for (let i = 0; i < count; i++) {
      const sample = must(this.#manifest.samples[first + i], `sample ${first + i}`);
      const own = bytes.subarray(i * this.#rows.rowBytes, (i + 1) * this.#rows.rowBytes);
      const identity = rowIdentity(own);
      digests[i] = sampleDigest(first + i, identity);
      if (identity === sample.identity) continue;
      const message = `${this.#file}: ${sample.path} is not what it was when the run began`;
      throw new JobFailedError("data-changed", message, { hint: "begin a new run" });
    }
    return { bytes, digests };
  }
}

export type { RowsLoader };
