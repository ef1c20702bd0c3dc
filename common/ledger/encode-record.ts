// One ledger record as bytes: 90 bytes, 8 for each range of micro-batches that were re-issued and 4 for each sample that was set aside.
// Little-endian. A record has one encoding only: whatever parses to it but differs in a byte is refused.
import { CorruptDataError } from "../errors.ts";
import { DECISIONS, type Decided, type HeldSamples, type LedgerRecord } from "./record.ts";

/** Bytes of a record without its lists. */
const FIXED_BYTES = 90;
const MOST_BYTES = 2 ** 31;

const KINDS = ["features", "train", "validation", "test"] as const;

export function encodeRecord(record: LedgerRecord): Buffer {
  const { held, reissued, setAside } = record;
  const listed = [...reissued.flatMap(({ lo, hi }) => [lo, hi]), ...setAside];
  const bytes = Buffer.alloc(FIXED_BYTES + 4 * listed.length);
  const [metric0, metric1] = record.metrics;
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt8(KINDS.indexOf(held.kind === "evaluate" ? held.split : held.kind), 4);
  bytes.writeUInt8(decisionBits(record.decided), 5);
  bytes.writeUInt32LE(record.generation, 6);
  bytes.writeUInt32LE(record.round, 10);
  bytes.writeUInt32LE(held.kind === "evaluate" ? 0 : held.phase, 14);
  bytes.writeUInt32LE(held.kind === "train" ? held.epoch : 0, 18);
  bytes.writeUInt32LE(held.offset, 22);
  bytes.writeUInt32LE(held.samples, 26);
  bytes.writeUInt32LE(held.kind === "features" ? 0 : held.batchSize, 30);
  [record.weightSum, record.loss, metric0, metric1].forEach((value, i) => bytes.writeDoubleLE(value, 34 + 8 * i));
  bytes.writeBigUInt64LE(BigInt(`0x${record.stateHash}`), 66);
  bytes.writeBigUInt64LE(record.digest, 74);
  bytes.writeUInt32LE(reissued.length, 82);
  bytes.writeUInt32LE(setAside.length, 86);
  listed.forEach((value, i) => bytes.writeUInt32LE(value, FIXED_BYTES + 4 * i));
  return bytes;
}

/**
 * The record at `at`, and where the next one begins.
 * @throws CorruptDataError when there is no whole record
 */
export function parseRecord(bytes: Buffer, at: number, file: string): { record: LedgerRecord; end: number } {
  const own = ownBytes(bytes, at, file);
  const listed = bytes.readUInt32LE(at + 82) * 8 + bytes.readUInt32LE(at + 86) * 4;
  if (own.length !== FIXED_BYTES + listed)
    throw corrupt(file, at, `${own.length} bytes where its lists need ${FIXED_BYTES + listed}`);
  const record = readRecord(own, file, at);
  if (!encodeRecord(record).equals(own)) throw corrupt(file, at, "it is not written as records are");
  return { record, end: at + own.length };
}

function ownBytes(bytes: Buffer, at: number, file: string): Buffer {
  const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : 0;
  if (length < FIXED_BYTES || length > MOST_BYTES || at + length > bytes.length)
    throw corrupt(file, at, "the file ends before it does");
  return bytes.subarray(at, at + length);
}

function readRecord(bytes: Buffer, file: string, at: number): LedgerRecord {
  const reissued = bytes.readUInt32LE(82);
  const listed = (at: number): number => bytes.readUInt32LE(FIXED_BYTES + 4 * at);
  return {
    round: bytes.readUInt32LE(10),
    generation: bytes.readUInt32LE(6),
    held: heldAt(bytes, file, at),
    weightSum: bytes.readDoubleLE(34),
    loss: bytes.readDoubleLE(42),
    stateHash: bytes.readBigUInt64LE(66).toString(16).padStart(16, "0"),
    digest: bytes.readBigUInt64LE(74),
    decided: decidedBy(bytes.readUInt8(5)),
    metrics: [bytes.readDoubleLE(50), bytes.readDoubleLE(58)],
    reissued: Array.from({ length: reissued }, (_, i) => ({ lo: listed(2 * i), hi: listed(2 * i + 1) })),
    setAside: Array.from({ length: bytes.readUInt32LE(86) }, (_, i) => listed(2 * reissued + i)),
  };
}

function heldAt(bytes: Buffer, file: string, at: number): HeldSamples {
  const kind = KINDS[bytes.readUInt8(4)];
  if (kind === undefined) throw corrupt(file, at, "a round of an unknown kind");
  const [phase, epoch, offset, samples, batchSize] = [14, 18, 22, 26, 30].map((place) => bytes.readUInt32LE(place)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  switch (kind) {
    case "features":
      return { kind, phase, offset, samples };
    case "train":
      return { kind, phase, epoch, offset, samples, batchSize };
    case "validation":
    case "test":
      return { kind: "evaluate", split: kind, offset, samples, batchSize };
  }
}

function decisionBits(decided: Decided): number {
  return DECISIONS.reduce((bits, decision, i) => bits | (decided.has(decision) ? 1 << i : 0), 0);
}

function decidedBy(bits: number): Decided {
  return new Set(DECISIONS.filter((_, i) => ((bits >> i) & 1) === 1));
}

function corrupt(file: string, at: number, reason: string): CorruptDataError {
  return new CorruptDataError(`${file}: no whole record at byte ${at}: ${reason}`);
}
