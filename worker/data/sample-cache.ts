// Decoded samples that stay in memory, up to a number of bytes.
// What is in stays in. An epoch visits each sample once, in a new random order: then a cache that keeps a share s of the samples
// hits with probability s, while one that drops the least recently used would have dropped much of what comes next.

/** A decoded picture with the digest of the sample that it was read for. */
export interface CachedSample {
  readonly pixels: Uint8Array;
  readonly digest: bigint;
}

export class SampleCache<Sample extends CachedSample = CachedSample> {
  readonly #samples = new Map<number, Sample>();
  readonly #capacityBytes: number;
  #bytes = 0;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  /** Bytes of all samples held; never above the capacity. */
  get bytes(): number {
    return this.#bytes;
  }

  get(id: number): Sample | undefined {
    return this.#samples.get(id);
  }

  has(id: number): boolean {
    return this.#samples.has(id);
  }

  /** Keeps the sample if there is room; false if there isn't. The array is held, not copied. */
  offer(id: number, sample: Sample): boolean {
    if (this.#samples.has(id)) return true;
    const { byteLength } = sample.pixels;
    if (this.#bytes + byteLength > this.#capacityBytes) return false;
    this.#samples.set(id, sample);
    this.#bytes += byteLength;
    return true;
  }

  clear(): void {
    this.#samples.clear();
    this.#bytes = 0;
  }
}
