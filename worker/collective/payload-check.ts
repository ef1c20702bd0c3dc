// What tells a wrong bit in a payload. A block that arrives with one would be summed by its owner, and all would agree on the wrong sum:
// neither the states' hashes nor an audit sees that. TCP's own checksum lets one in some 65,000 damaged segments pass.
import type { Kernels } from "../compute/kernels/kernels.ts";

/** The kernel hashes whole lines. */
const LINE_BYTES = 64;
const PRIME = 0x01_00_01_93;

/** 32 bits. @param at byte offset in the kernels' memory, a multiple of 4, as is `bytes` */
export function checkOfPayload(kernels: Pick<Kernels, "hash64">, memory: ArrayBufferLike, at: number, bytes: number) {
  const lines = bytes - (bytes % LINE_BYTES);
  let check = Number(BigInt.asUintN(32, kernels.hash64(at, lines)));
  for (const word of new Uint32Array(memory, at + lines, (bytes - lines) / 4)) {
    check = Math.imul(check ^ word, PRIME);
    check ^= check >>> 15;
  }
  return check >>> 0;
}
