// Decoded samples by id, whether they were asked for or only hinted at.
//   F1. A sample is read and decoded at most once at a time, however many ask.
//   F2. At most `concurrency` reads and decodes are under way; asked-for samples go before hinted ones.
//   F3. Hinted samples that the cache has no room for wait in `ready`, at most `maxReady` of them, counting those under way.
import { Slots } from "./bounded.ts";
import type { Decoded } from "./decode.ts";
import type { SampleCache } from "./sample-cache.ts";

/** The digest is of the sample and the bytes that were read for it; it stays with what they were decoded to. */
export type Fetched = Decoded & { readonly digest: bigint };
type Picture = Fetched & { readonly kind: "pixels" };
type Corrupt = Fetched & { readonly kind: "corrupt" };

export interface FetcherOptions {
  readonly load: (id: number) => Promise<Fetched>;
  readonly cache: SampleCache<Picture>;
  readonly concurrency: number;
  readonly maxReady: number;
}

export class Fetcher {
  readonly #options: FetcherOptions;
  readonly #slots: Slots;
  readonly #inFlight = new Map<number, Promise<Fetched>>();
  readonly #ready = new Map<number, Fetched>();
  readonly #corrupt = new Map<number, Corrupt>();
  /** Hinted and not asked for since; the order of hints is that of insertion. */
  #hinted = new Set<number>();
  #closed = false;

  constructor(options: FetcherOptions) {
    this.#options = options;
    this.#slots = new Slots(options.concurrency);
  }

  /** The samples that didn't decode, by id. */
  get corrupt(): ReadonlyMap<number, { readonly reason: string }> {
    return this.#corrupt;
  }

  /** The sample at once where it is in memory, else a promise of it. */
  get(id: number): Fetched | Promise<Fetched> {
    this.#hinted.delete(id);
    const known = this.#known(id);
    if (known === undefined) return this.#inFlight.get(id) ?? this.#start(id);
    if (this.#ready.delete(id)) this.#follow();
    return known;
  }

  /** Names the samples that will be asked for next, in place of all earlier hints. */
  hint(ids: Iterable<number>): void {
    this.#hinted = new Set(ids);
    for (const id of [...this.#ready.keys()].filter((id) => !this.#hinted.has(id))) this.#ready.delete(id);
    this.#follow();
  }

  /** Begins nothing more; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#hinted.clear();
    await Promise.allSettled(this.#inFlight.values());
    this.#ready.clear();
  }

  #known(id: number): Fetched | undefined {
    return this.#options.cache.get(id) ?? this.#corrupt.get(id) ?? this.#ready.get(id);
  }

  #start(id: number): Promise<Fetched> {
    const result = this.#slots.run(() => this.#options.load(id)).then((decoded) => this.#keep(id, decoded));
    this.#inFlight.set(id, result);
    const end = (): void => {
      this.#inFlight.delete(id);
      this.#follow();
    };
    result.then(end, () => {
      // Not tried again as a hint; whoever asks for the sample tries again and gets the error.
      this.#hinted.delete(id);
      end();
    });
    return result;
  }

  #keep(id: number, decoded: Fetched): Fetched {
    if (decoded.kind === "corrupt") this.#corrupt.set(id, decoded);
    else if (!this.#options.cache.offer(id, decoded) && this.#hinted.has(id)) this.#ready.set(id, decoded);
    return decoded;
  }

  /** Starts hinted samples while slots are free and there is room for what they will bring. */
  #follow(): void {
    for (const id of this.#hinted) {
      if (this.#closed || !this.#slots.idle || this.#ready.size + this.#inFlight.size >= this.#options.maxReady) return;
      if (this.#known(id) === undefined && !this.#inFlight.has(id)) void this.#start(id);
    }
  }
}
