// A segment of the ledger: the records between two checkpoints, as one immutable file.
//   L1. A segment names the sha256 of the one before it, and its checkpoint names its own: no byte of either can change unseen.
//   L2. Its records are of consecutive rounds.
import { createHash } from "node:crypto";
import { CorruptDataError } from "../errors.ts";
import { encodeRecord, parseRecord } from "./encode-record.ts";
import type { LedgerRecord } from "./record.ts";

export interface Segment {
  /** sha256 of the segment before it, in hex; NO_SEGMENT for the first one. */
  readonly previous: string;
  readonly records: readonly LedgerRecord[];
}

/** How a checkpoint names its segment. */
export interface SegmentRef {
  /** File name in the run's ledger folder. */
  readonly file: string;
  readonly sha256: string;
  readonly records: number;
}

export const NO_SEGMENT = "0".repeat(64);

const MAGIC = Buffer.from("elastune-ledger/1\n");
const COUNT_AT = MAGIC.length + 32;
const HEADER_BYTES = COUNT_AT + 4;

export function encodeSegment({ previous, records }: Segment): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  Buffer.from(previous, "hex").copy(header, MAGIC.length);
  header.writeUInt32LE(records.length, COUNT_AT);
  return Buffer.concat([header, ...records.map(encodeRecord)]);
}

/** @param round the last one complete at the segment's checkpoint; two segments of one round differ in their hash */
export function segmentRef(bytes: Buffer, round: number, records: number): SegmentRef {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file: `round-${String(round).padStart(9, "0")}-${sha256.slice(0, 16)}.ledger`, sha256, records };
}

/** @throws CorruptDataError when these are not the bytes that the checkpoint names, or not a whole segment */
export function openSegment(bytes: Buffer, { file, sha256, records }: SegmentRef): Segment {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) throw new CorruptDataError(`${file}: its sha256 is not the one that its checkpoint names`);
  const segment = parseSegment(bytes, file);
  if (segment.records.length !== records)
    throw new CorruptDataError(`${file}: ${segment.records.length} records where its checkpoint names ${records}`);
  return segment;
}

/** @throws CorruptDataError when the bytes are not a whole segment */
export function parseSegment(bytes: Buffer, file: string): Segment {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new CorruptDataError(`${file}: not a segment of a ledger`);
  const previous = bytes.toString("hex", MAGIC.length, COUNT_AT);
  const count = bytes.readUInt32LE(COUNT_AT);
  const records: LedgerRecord[] = [];
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    const { record, end } = parseRecord(bytes, at, file);
    records.push(record);
    at = end;
  }
  if (records.length !== count)
    throw new CorruptDataError(`${file}: holds ${records.length} records, its header says ${count}`);
  refuseGaps(records, file);
  return { previous, records };
}

function refuseGaps(records: readonly LedgerRecord[], file: string): void {
  const first = records[0]?.round ?? 0;
  const gap = records.find(({ round }, i) => round !== first + i);
  if (gap !== undefined) throw new CorruptDataError(`${file}: round ${gap.round} does not follow the one before it`);
}
