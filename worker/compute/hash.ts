// Hashes of what lies in the arena, as they are told.
import type { Kernels } from "./kernels/kernels.ts";

/** 64 bits, in hex. @param bytes a multiple of 64 */
export function hashOf(kernels: Pick<Kernels, "hash64">, at: number, bytes: number): string {
  return BigInt.asUintN(64, kernels.hash64(at, bytes)).toString(16).padStart(16, "0");
}
