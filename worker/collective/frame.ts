// The 64 bytes before every payload, written and read; where the payload is read from the sender's memory, nothing follows them. Pure. All numbers are little-endian unsigned 32-bit.
//
//   0 magic    4 kind    8 generation   12 round    16 block lo   20 block hi   24 state hash, low and high half
//  32 vector length     36 chunk        40 offset   44 payload bytes   48 flags   52 payload's check   56 zero
//  60 check over the 60 bytes before it
//
// The check finds a stream that got out of step, the payload's a wrong bit in what is summed (payload-check.ts).

export const FRAME_BYTES = 64;
const MAGIC = 0x34_41_4c_45; // "ELA4" in memory order
const WORDS = FRAME_BYTES / 4;
const CHECK = WORDS - 1;
const EMPTY = 1;
const DIRECT = 2;

export const KINDS = ["hello", "accept", "refuse", "block", "result", "gather", "bye", "ping", "direct"] as const;
export type FrameKind = (typeof KINDS)[number];

export interface Frame {
  readonly kind: FrameKind;
  readonly generation: number;
  readonly round: number;
  /** A block's micro-batches, lo to hi (not included); equal when the sender computes none in this round. */
  readonly lo: number;
  readonly hi: number;
  /** Of the sender's State: 16 hex digits. */
  readonly stateHash: string;
  /** Floats of the whole vector; for a gather, bytes of the sender's payload. */
  readonly vectorLength: number;
  readonly chunk: number;
  /** Of a gather: where in the sender's payload this part begins. Where the payload is read directly: where in the sender's memory it lies. */
  readonly offset: number;
  readonly payloadBytes: number;
  /** Of a block's, a result's or a gather's payload; 0 for all else, and for a gather's that whoever gets it checks as a whole. */
  readonly payloadCheck: number;
  /** No micro-batch of the block had a sample: there is no payload, and nothing is added. */
  readonly isEmpty: boolean;
  /** The payload does not follow: the reader takes it from the sender's memory. */
  readonly isDirect: boolean;
}

const NO_STATE_HASH = "0".repeat(16);

/** What most kinds leave at zero. */
export const BLANK = {
  round: 0,
  lo: 0,
  hi: 0,
  stateHash: NO_STATE_HASH,
  vectorLength: 0,
  chunk: 0,
  offset: 0,
  payloadBytes: 0,
  payloadCheck: 0,
  isEmpty: false,
  isDirect: false,
} as const satisfies Partial<Frame>;

export function encodeFrame(frame: Frame): Uint8Array {
  const words = new Uint32Array(WORDS);
  words[0] = MAGIC;
  words[1] = KINDS.indexOf(frame.kind) + 1;
  words[2] = frame.generation;
  words[3] = frame.round;
  words[4] = frame.lo;
  words[5] = frame.hi;
  words[6] = Number.parseInt(frame.stateHash.slice(8), 16);
  words[7] = Number.parseInt(frame.stateHash.slice(0, 8), 16);
  words[8] = frame.vectorLength;
  words[9] = frame.chunk;
  words[10] = frame.offset;
  words[11] = frame.payloadBytes;
  words[12] = (frame.isEmpty ? EMPTY : 0) + (frame.isDirect ? DIRECT : 0);
  words[13] = frame.payloadCheck;
  words[CHECK] = checkOf(words);
  return new Uint8Array(words.buffer);
}

export type ParsedFrame =
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "malformed"; readonly reason: string };

/** @param bytes exactly FRAME_BYTES. */
export function parseFrame(bytes: Uint8Array): ParsedFrame {
  const words = new Uint32Array(new Uint8Array(bytes).buffer); // a copy, so that it is aligned
  const word = (index: number): number => words[index] ?? 0;
  const kind = KINDS[word(1) - 1];
  if (word(0) !== MAGIC) return malformed("this is no frame of the collective");
  if (word(CHECK) !== checkOf(words)) return malformed("the header's check is wrong");
  if (kind === undefined) return malformed(`unknown kind ${word(1)}`);
  if (word(12) > EMPTY + DIRECT || word(14) !== 0) return malformed("unknown flags");
  if (word(4) > word(5)) return malformed(`block ${word(4)} to ${word(5)}`);
  const frame: Frame = {
    kind,
    generation: word(2),
    round: word(3),
    lo: word(4),
    hi: word(5),
    stateHash: hex(word(7)) + hex(word(6)),
    vectorLength: word(8),
    chunk: word(9),
    offset: word(10),
    payloadBytes: word(11),
    payloadCheck: word(13),
    isEmpty: (word(12) & EMPTY) !== 0,
    isDirect: (word(12) & DIRECT) !== 0,
  };
  return { kind: "frame", frame };
}

function malformed(reason: string): ParsedFrame {
  return { kind: "malformed", reason };
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

/** FNV-1a over words. */
function checkOf(words: Uint32Array): number {
  let check = 0x81_1c_9d_c5;
  for (let i = 0; i < CHECK; i++) {
    check = Math.imul(check ^ (words[i] ?? 0), 0x01_00_01_93);
    check ^= check >>> 15;
  }
  return check >>> 0;
}
