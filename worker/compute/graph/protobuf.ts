// Just enough protobuf to write a TensorFlow SavedModel: a message is a list of chunks, and large arrays are chunks as they are,
// neither copied nor encoded.

/** Wire types. */
const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;

export class Message {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Bytes of everything written so far. */
  get length(): number {
    return this.#length;
  }

  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** An integer or a boolean (as 0 or 1); negative ones take ten bytes, as protobuf has it. */
  integer(field: number, value: number): this {
    return this.#tag(field, VARINT).#append(varint(BigInt.asUintN(64, BigInt(value))));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#tag(field, FIXED32).#append(bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** `value` is not copied. */
  bytes(field: number, value: Uint8Array): this {
    return this.#tag(field, LENGTH)
      .#append(varint(BigInt(value.length)))
      .#append(value);
  }

  message(field: number, value: Message): this {
    this.#tag(field, LENGTH).#append(varint(BigInt(value.length)));
    for (const chunk of value.chunks) this.#append(chunk);
    return this;
  }

  #tag(field: number, wire: number): this {
    return this.#append(varint(BigInt((field << 3) | wire)));
  }

  #append(bytes: Uint8Array): this {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}
