// Stateless mixing of integers: every random choice of a job (order of samples, dropout, splits) is a hash of where it is made,
// so that any worker computes it alone. No generator with a state, which would have to travel. Not for secrets.

/** A bijection of 32-bit integers in which every input bit moves about half of the output bits (MurmurHash3's finalizer). */
export function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * 64 bits, as two int32, from any number of integers of up to 53 bits. Different words, another order or another number of
 * words give unrelated results.
 */
export function mix2(...words: readonly number[]): [number, number] {
  let a = 0x243f6a88 ^ words.length;
  let b = 0x85a308d3 | 0;
  for (const word of words) {
    // A seed may have more than 32 bits: both halves go in.
    for (const half of [word | 0, Math.floor(word / 0x100000000) | 0]) {
      a = scramble(a ^ half ^ ((b << 16) | (b >>> 16)));
      b = scramble((b ^ a) + 0x9e3779b9);
    }
  }
  return [scramble(a + b), b];
}

/** 32 bits, as an unsigned integer, from any number of integers. */
export function mix(...words: readonly number[]): number {
  return mix2(...words)[0] >>> 0;
}

/** 64 bits from integers and a text, for instance a path. */
export function mixText(text: string, ...words: readonly number[]): [number, number] {
  const codes = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return mix2(...words, ...codes);
}
