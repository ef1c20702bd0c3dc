// The safetensors format (8 bytes header length, JSON header, raw little-endian data), float32 only. Header in and out; the data
// itself is passed through by whoever owns it, so that nothing large is copied here.
import { CorruptDataError } from "./errors.ts";

export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** Byte range in the data section. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the data section begins in the file. */
  readonly dataStart: number;
}

/** Larger headers are refused, as the reference implementation does. */
const MAX_HEADER_BYTES = 100_000_000;

/** What a file begins with; the data of `tensors` must follow in their order, without gaps. */
export function encodeSafetensorsHeader(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
  metadata: Readonly<Record<string, string>> = {},
): Buffer {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const { name, shape } of tensors) {
    const begin = offset;
    offset += 4 * shape.reduce((product, dimension) => product * dimension, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [begin, offset] };
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = Buffer.alloc(8 + padded, " ");
  bytes.writeBigUInt64LE(BigInt(padded), 0);
  json.copy(bytes, 8);
  return bytes;
}

/** @throws CorruptDataError when these are not the first bytes of a whole float32 safetensors file. */
export function parseSafetensorsHeader(bytes: Buffer, file: string): SafetensorsHeader {
  if (bytes.length < 8) throw new CorruptDataError(`${file}: too short for a safetensors file`);
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > MAX_HEADER_BYTES || length + 8 > bytes.length)
    throw new CorruptDataError(`${file}: its header says ${length} bytes, more than there are`);
  const { __metadata__: metadata, ...tensors } = parseObject(bytes.toString("utf8", 8, 8 + length), file);
  const entries = Object.entries(tensors).map(([name, tensor]) => parseEntry(name, tensor, file));
  return { entries, metadata: (metadata ?? {}) as Record<string, string>, dataStart: 8 + length };
}

function parseObject(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CorruptDataError(`${file}: its header is not JSON`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CorruptDataError(`${file}: its header is not a JSON object`);
  return value as Record<string, unknown>;
}

function parseEntry(name: string, tensor: unknown, file: string): TensorEntry {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (tensor ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  if (dtype !== "F32" || !Array.isArray(shape) || !Array.isArray(offsets))
    throw new CorruptDataError(`${file}: ${name} is not a float32 tensor`);
  const [begin, end] = offsets as [number, number];
  return { name, shape: shape as number[], begin, end };
}
