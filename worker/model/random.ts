// Random numbers as a function of where they are used: Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as easy
// as 1, 2, 3", 2011), in 32-bit integer arithmetic, so the same everywhere. Pure, no state.

export type Words = readonly [number, number];

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;
const GROUPS = 5;

/** Two random int32 words for a key and a counter. */
export function threefry([key0, key1]: Words, [counter0, counter1]: Words): Words {
  const keys = [key0 | 0, key1 | 0, PARITY ^ key0 ^ key1];
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 0; group < GROUPS; group++) {
    for (let round = 0; round < 4; round++) {
      const rotation = ROTATIONS[(group % 2) * 4 + round] ?? 0;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    }
    x0 = (x0 + (keys[(group + 1) % 3] ?? 0)) | 0;
    x1 = (x1 + (keys[(group + 2) % 3] ?? 0) + group + 1) | 0;
  }
  return [x0, x1];
}

/** Mixes a text into a key, UTF-16 unit by unit. */
export function keyedBy(key: Words, text: string): Words {
  let mixed = threefry(key, [text.length, 0]);
  for (let index = 0; index < text.length; index++) mixed = threefry(mixed, [text.charCodeAt(index), index]);
  return mixed;
}

/** An integer up to 2^53 as two words. */
export function wordsOf(value: number): Words {
  return [value | 0, Math.floor(value / 2 ** 32) | 0];
}
