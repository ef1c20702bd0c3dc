// The small things of each exchange of a generation: from each to each, in parts, as they come in.
import type { Frame } from "./messages.ts";
import type { GatheringCore } from "./parts.ts";
import type { Surroundings } from "./surroundings.ts";
import { decodeWords, encodeWords, partsOf, type Words } from "./words.ts";

type Part = Extract<Frame["body"], { kind: "gather" }>;

export class Gatherings {
  readonly #world: Surroundings;
  readonly #byExchange = new Map<number, GatheringCore>();
  #ranks = 0;

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** Another generation: what was under way in the one before never comes. */
  reset(ranks: number): void {
    this.#byExchange.clear();
    this.#ranks = ranks;
  }

  has(exchange: number): boolean {
    return this.#byExchange.has(exchange);
  }

  needs(exchange: number, rank: number): boolean {
    return this.#byExchange.get(exchange)?.needs(rank) ?? true;
  }

  /** What `rank` has for each. @param send in order */
  add(exchange: number, rank: number, wordsFor: (to: number) => Words, send: (to: number, part: Part) => void): void {
    this.#of(exchange).addOwn(rank, encodeWords(wordsFor(rank)));
    for (let i = 1; i < this.#ranks; i++) {
      const to = (rank + i) % this.#ranks;
      const payload = encodeWords(wordsFor(to));
      const partBytes = Math.max(this.#world.scheduler.random.pick([7, 64]), payload.length >> 4);
      for (const part of partsOf(payload, partBytes)) send(to, part);
    }
  }

  /** @returns why it is refused; undefined when it was taken */
  take(exchange: number, from: number, { offset, bytes, of }: Part): string | undefined {
    const gathering = this.#of(exchange);
    const part = { offset, bytes: bytes.length, of };
    const reason = gathering.whyNot(from, part);
    if (reason !== undefined) return reason;
    gathering.place(from, part).set(bytes);
    gathering.landed(from, bytes.length);
    return undefined;
  }

  /** By rank, once all are here; they are forgotten then. */
  whole(exchange: number): readonly Words[] | undefined {
    const payloads = this.#byExchange.get(exchange)?.whole;
    if (payloads === undefined) return undefined;
    this.#byExchange.delete(exchange);
    return payloads.map((payload) => decodeWords(payload));
  }

  #of(exchange: number): GatheringCore {
    let gathering = this.#byExchange.get(exchange);
    if (gathering === undefined)
      this.#byExchange.set(exchange, (gathering = this.#world.parts.createGathering(this.#ranks)));
    return gathering;
  }
}
