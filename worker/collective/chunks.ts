// How a vector is cut into chunks and who sums which. Pure: every member derives the same from the vector's length and the world size.

/** SIMD and cache lines. */
const LINE_BYTES = 64;
/** A rank has at least two chunks, so that the sum of one leaves while blocks of the other still come in. */
const LEAST_PARTS = 2;
/** But none that is shorter for that: each chunk costs both ends some 80 microseconds beside its bytes. */
const WORTH_PARTING_BYTES = 1_048_576;
/** Up to here (all of a worker's copies of one block together) a second message delay costs more than the extra bytes. */
const WHOLE_BYTES = 98_304;

export interface Chunks {
  /** Small vector: one chunk, which everyone gets from everyone and sums for itself. Else each chunk has one owner. */
  readonly isWhole: boolean;
  readonly count: number;
  /** Bytes of every chunk but the last. */
  readonly chunkBytes: number;
  readonly vectorBytes: number;
  readonly ranks: number;
}

/**
 * Every rank gets equally many chunks, so that none sums longer than the others.
 * @param frameBytes payload of one frame at most, a multiple of 64
 */
export function chunksOf(floats: number, ranks: number, frameBytes: number): Chunks {
  const vectorBytes = floats * 4;
  const isWhole = vectorBytes * (ranks - 1) <= WHOLE_BYTES;
  const chunkBytes = isWhole ? vectorBytes : partOf(Math.ceil(vectorBytes / ranks), frameBytes);
  return { isWhole, count: Math.ceil(vectorBytes / chunkBytes), chunkBytes, vectorBytes, ranks };
}

/** @param share bytes that one rank sums */
function partOf(share: number, frameBytes: number): number {
  const wanted = Math.min(LEAST_PARTS, Math.ceil(share / WORTH_PARTING_BYTES));
  return padded(Math.ceil(share / Math.max(wanted, Math.ceil(share / frameBytes))));
}

/** Bytes of the longest chunk that a vector of at most `vectorBytes` is cut into. */
export function longestChunk(vectorBytes: number, ranks: number, frameBytes: number): number {
  const share = Math.ceil(vectorBytes / ranks);
  const whole = Math.min(share, WORTH_PARTING_BYTES);
  return Math.min(frameBytes, padded(Math.max(whole, Math.ceil(share / LEAST_PARTS))));
}

export function bytesOfChunk(chunks: Chunks, chunk: number): number {
  return Math.min(chunks.chunkBytes, chunks.vectorBytes - chunk * chunks.chunkBytes);
}

/** Chunk c belongs to rank c mod N; a chunk that is the whole vector to everyone. */
export function owns(chunks: Chunks, rank: number, chunk: number): boolean {
  return chunks.isWhole || chunk % chunks.ranks === rank;
}

export function ownedBy(chunks: Chunks, rank: number): readonly number[] {
  const owned: number[] = [];
  for (let chunk = 0; chunk < chunks.count; chunk++) if (owns(chunks, rank, chunk)) owned.push(chunk);
  return owned;
}

export function padded(bytes: number): number {
  return Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
}

/** Bytes of the largest vector that is sent whole between so many ranks, at most `vectorBytes`. */
export function largestWhole(vectorBytes: number, ranks: number): number {
  return Math.min(vectorBytes, Math.floor(WHOLE_BYTES / (ranks - 1) / 4) * 4);
}
