// The bytes of the store's file: frames, one for each write to the disk.
//   frame = magic "ESL1" | payload bytes (u32) | crc32 of the payload (u32) | crc32 of these 12 bytes (u32) | payload (JSON), little-endian
// The first frame is the whole state when the file was begun, each later one the records of one write.
//   F1. A frame is written only when the one before it is on the disk, so a crash damages the last frame only: it is dropped whole.
//   F2. A crash leaves a frame short, or with sectors that were never written (zeros). A bit that flips leaves neither, so damage of
//       any other kind, or before the last frame, is CorruptDataError: dropping it would undo what was acknowledged.
//   F3. The first frame comes by an atomic rename: it is never torn.
import { crc32 } from "node:zlib";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import { parsePayload, type Payload } from "./log-payload.ts";

const MAGIC = Buffer.from("ESL1");
const HEADER_BYTES = 16;
/** Disks write at least this much at once. */
const SECTOR_BYTES = 512;

export function encodeFrame(payload: Payload): Buffer {
  const body = Buffer.from(JSON.stringify(payload));
  const frame = Buffer.alloc(HEADER_BYTES + body.length);
  MAGIC.copy(frame);
  frame.writeUInt32LE(body.length, 4);
  frame.writeUInt32LE(crc32(body), 8);
  frame.writeUInt32LE(crc32(frame.subarray(0, 12)), 12);
  body.copy(frame, HEADER_BYTES);
  return frame;
}

/** The payloads of a file, without a last frame that a crash cut short. */
export function decodeFrames(bytes: Buffer): readonly Payload[] {
  const payloads: Payload[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const frame = frameAt(bytes, offset);
    if (frame === undefined) {
      if (offset > 0 && isTorn(bytes, offset)) break;
      throw new CorruptDataError(`the bytes at ${offset} are not what was written`);
    }
    payloads.push(payloadOf(frame, offset));
    offset += HEADER_BYTES + frame.length;
  }
  return payloads;
}

/** The payload of an undamaged frame that begins here. */
function frameAt(bytes: Buffer, offset: number): Buffer | undefined {
  const length = payloadLengthAt(bytes, offset);
  if (length === undefined || offset + HEADER_BYTES + length > bytes.length) return undefined;
  const body = bytes.subarray(offset + HEADER_BYTES, offset + HEADER_BYTES + length);
  return crc32(body) === bytes.readUInt32LE(offset + 8) ? body : undefined;
}

/** What an undamaged header says. */
function payloadLengthAt(bytes: Buffer, offset: number): number | undefined {
  const header = bytes.subarray(offset, offset + HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  return crc32(header.subarray(0, 12)) === header.readUInt32LE(12) ? header.readUInt32LE(4) : undefined;
}

/** Whether the damaged frame at `offset` is what a crash leaves (F1, F2). */
function isTorn(bytes: Buffer, offset: number): boolean {
  if (hasFrameAfter(bytes, offset)) return false;
  const left = bytes.length - offset;
  if (left < HEADER_BYTES || hasEmptySector(bytes, offset)) return true;
  const length = payloadLengthAt(bytes, offset);
  return length !== undefined && left < HEADER_BYTES + length;
}

function hasFrameAfter(bytes: Buffer, offset: number): boolean {
  for (let at = bytes.indexOf(MAGIC, offset + 1); at >= 0; at = bytes.indexOf(MAGIC, at + 1))
    if (frameAt(bytes, at) !== undefined) return true;
  return false;
}

function hasEmptySector(bytes: Buffer, offset: number): boolean {
  for (let lo = offset; lo < bytes.length; ) {
    const hi = Math.min(bytes.length, (Math.floor(lo / SECTOR_BYTES) + 1) * SECTOR_BYTES);
    if (bytes.subarray(lo, hi).every((byte) => byte === 0)) return true;
    lo = hi;
  }
  return false;
}

function payloadOf(body: Buffer, offset: number): Payload {
  try {
    return parsePayload(JSON.parse(body.toString()));
  } catch (error) {
    throw new CorruptDataError(`the frame at ${offset} is whole but not understood: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
