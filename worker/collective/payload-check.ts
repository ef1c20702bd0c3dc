// What tells a wrong bit in a payload. A block that arrives with one would be summed by its owner, and all would agree on the wrong sum:
// neither the states' hashes nor an audit sees that. TCP's own checksum lets one in some 65,000 damaged segments pass.
import type { Kernels } from "../compute/kernels/kernels.ts";

/** The kernel takes whole lines. */
const LINE_BYTES = 64;
/** Checked one after the other, each as soon as it is there: in the cache that costs a quarter. */
const PIECE_BYTES = 65_536;
const PRIME = 0x01_00_01_93;

export interface CheckedMemory {
  readonly kernels: Pick<Kernels, "checksum">;
  readonly buffer: ArrayBufferLike;
}

/** The check of a payload that is written from its first byte to its last. */
export class PayloadCheck {
  readonly #memory: CheckedMemory;
  readonly #at: number;
  readonly #bytes: number;
  #checked = 0;
  #check = 0;

  /** @param at byte offset in the memory, a multiple of 4, as is `bytes` */
  constructor(memory: CheckedMemory, at: number, bytes: number) {
    this.#memory = memory;
    this.#at = at;
    this.#bytes = bytes;
  }

  /** So many of the first bytes are there. */
  advance(filled: number): void {
    while (this.#checked + PIECE_BYTES <= filled) this.#take(PIECE_BYTES);
  }

  /** 32 bits, of the whole payload: all of it is there. */
  finish(): number {
    this.advance(this.#bytes);
    if (this.#checked < this.#bytes) this.#take(this.#bytes - this.#checked);
    return this.#check >>> 0;
  }

  #take(bytes: number): void {
    const { kernels, buffer } = this.#memory;
    const at = this.#at + this.#checked;
    const lines = bytes - (bytes % LINE_BYTES);
    this.#mix(Number(BigInt.asUintN(32, kernels.checksum(at, lines))));
    if (lines < bytes) for (const word of new Uint32Array(buffer, at + lines, (bytes - lines) / 4)) this.#mix(word);
    this.#checked += bytes;
  }

  #mix(word: number): void {
    const mixed = Math.imul(this.#check ^ word, PRIME);
    this.#check = mixed ^ (mixed >>> 15);
  }
}
