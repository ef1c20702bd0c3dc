// How a vector is cut into chunks and who sums which. Pure: every member derives the same from the vector's length and the world size.

/** SIMD and cache lines. */
const LINE_BYTES = 64;
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

/** @param frameBytes payload of one frame at most, a multiple of 64. */
export function chunksOf(floats: number, ranks: number, frameBytes: number): Chunks {
  const vectorBytes = floats * 4;
  const isWhole = vectorBytes * (ranks - 1) <= WHOLE_BYTES;
  const chunkBytes = isWhole ? vectorBytes : Math.min(frameBytes, padded(Math.ceil(vectorBytes / ranks)));
  return { isWhole, count: Math.ceil(vectorBytes / chunkBytes), chunkBytes, vectorBytes, ranks };
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
