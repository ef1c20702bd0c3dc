// Numbers that look random and are a function of a seed.

/** FNV-1a over bytes, 32 bits; `from` continues another one. */
export function hashOf(bytes: Uint8Array, from = 0x811c9dc5): number {
  let hash = from;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Floats from -1 to 1. */
export function noise(length: number, seed: number): Float32Array {
  const values = new Float32Array(length);
  let state = (seed | 1) >>> 0;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[i] = (state | 0) / 2 ** 31;
  }
  return values;
}
