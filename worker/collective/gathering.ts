// Everyone's bytes of one round, as they come in. No sockets. A payload travels in parts, in order; it gets its memory when the first
// part announces its length, which is bounded.
import { InvariantError, must } from "../../common/errors.ts";

/** Larger ones are refused: nothing that a round tells is near it. */
const MAX_GATHER_BYTES = 256 * 1024 * 1024;

/** Of a payload of `of` bytes. */
export interface Part {
  /** Where it says that it begins. */
  readonly offset: number | undefined;
  readonly bytes: number;
  readonly of: number;
}

interface Incoming {
  readonly bytes: Uint8Array;
  received: number;
}

export class Gathering {
  readonly #payloads: (Incoming | undefined)[];

  constructor(ranks: number) {
    this.#payloads = Array.from({ length: ranks }, () => undefined);
  }

  /** Why a part is not expected; undefined when it is. */
  whyNot(from: number, part: Part): string | undefined {
    const incoming = this.#payloads[from];
    const received = incoming?.received ?? 0;
    if (part.of > MAX_GATHER_BYTES) return `a payload of ${part.of} bytes, at most ${MAX_GATHER_BYTES}`;
    if ((part.offset ?? received) !== received || (incoming !== undefined && this.#isWhole(incoming)))
      return `part at ${String(part.offset)} of a payload out of turn`;
    if (part.of !== (incoming?.bytes.length ?? part.of)) return "a payload changed its length";
    if (received + part.bytes > part.of || (part.bytes === 0 && part.of > 0)) return `a part of ${part.bytes} bytes`;
    return undefined;
  }

  /** Where an expected part goes. */
  place(from: number, part: Part): Uint8Array {
    const incoming = (this.#payloads[from] ??= { bytes: new Uint8Array(part.of), received: 0 });
    return incoming.bytes.subarray(incoming.received, incoming.received + part.bytes);
  }

  landed(from: number, bytes: number): void {
    must(this.#payloads[from], "a payload under way").received += bytes;
  }

  addOwn(rank: number, payload: Uint8Array): void {
    if (payload.length > MAX_GATHER_BYTES) throw new InvariantError(`a payload of ${payload.length} bytes`);
    this.#payloads[rank] = { bytes: payload, received: payload.length };
  }

  needs(rank: number): boolean {
    const incoming = this.#payloads[rank];
    return incoming === undefined || !this.#isWhole(incoming);
  }

  /** All payloads by rank; undefined while one is missing. */
  get whole(): readonly Uint8Array[] | undefined {
    const bytes: Uint8Array[] = [];
    for (const incoming of this.#payloads) {
      if (incoming === undefined || !this.#isWhole(incoming)) return undefined;
      bytes.push(incoming.bytes);
    }
    return bytes;
  }

  #isWhole({ bytes, received }: Incoming): boolean {
    return received === bytes.length;
  }
}
