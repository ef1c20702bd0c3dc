// A seeded permutation of [0, n) in O(1) memory: any worker finds the sample at any position without a list and without a message.
// A Feistel network permutes the next power of two; positions that land at n or above walk on along their cycle until they are
// below n. A walk from below n must come back below n, so the result is a bijection; it takes under 2 rounds on average, since
// the power of two is under 2n.
import { InvariantError } from "../errors.ts";
import { mix2, scramble } from "./hash.ts";

/** Half rounds. Four would do for large n; tiny domains, with halves of 0 to 2 bits, need more to mix. */
const HALF_ROUNDS = 12;

const MAX_SIZE = 2 ** 31;

/** The sample at `position` of the permutation of [0, n) that (seed, epoch) names; n up to 2^31. */
export function permute(seed: number, epoch: number, n: number, position: number): number {
  if (!Number.isInteger(n) || n > MAX_SIZE) throw new InvariantError(`permutation of ${n} elements`);
  if (!Number.isInteger(position) || position < 0 || position >= n) {
    throw new InvariantError(`position ${position} of a permutation of ${n}`);
  }
  const key = mix2(seed, epoch, n);
  const bits = n === 1 ? 0 : 32 - Math.clz32(n - 1);
  let x = position;
  do x = feistel(x, bits, key);
  while (x >= n);
  return x;
}

/** Permutes [0, 2^bits): each half round changes one half by a function of the other, which its own repetition undoes. */
function feistel(x: number, bits: number, key: readonly [number, number]): number {
  const lowBits = bits >>> 1;
  const lowMask = 2 ** lowBits - 1;
  const highMask = 2 ** (bits - lowBits) - 1;
  let low = x & lowMask;
  let high = x >>> lowBits;
  for (let round = 0; round < HALF_ROUNDS; round += 2) {
    high ^= roundFunction(low, key[0], round) & highMask;
    low ^= roundFunction(high, key[1], round + 1) & lowMask;
  }
  return ((high << lowBits) | low) >>> 0;
}

function roundFunction(half: number, key: number, round: number): number {
  return scramble(half ^ scramble(key + Math.imul(round + 1, 0x9e3779b9)));
}
