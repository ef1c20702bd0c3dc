// The smallest protobuf reader: fields of one message, values left as they came. The writer's counterpart in tests.

export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** Fields of wire types 0 (varint), 2 (bytes) and 5 (four bytes), in order. */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let position = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(bytes[position++] ?? 0);
      value |= (byte & 127n) << shift;
      if (byte < 128n) return value;
    }
  };
  const take = (length: number): Uint8Array => bytes.subarray(position, (position += length));
  while (position < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    if (wire !== 0 && wire !== 2 && wire !== 5) throw new Error(`wire type ${wire}`);
    fields.push({ number: tag >> 3, value: wire === 0 ? varint() : take(wire === 5 ? 4 : Number(varint())) });
  }
  return fields;
}

/** All values of field `number`. */
export function fieldsOf(bytes: Uint8Array, number: number): (bigint | Uint8Array)[] {
  return readFields(bytes)
    .filter((field) => field.number === number)
    .map(({ value }) => value);
}

export function bytesOf(bytes: Uint8Array, number: number): Uint8Array[] {
  return fieldsOf(bytes, number).filter((value) => value instanceof Uint8Array);
}

export function textsOf(bytes: Uint8Array, number: number): string[] {
  return bytesOf(bytes, number).map((value) => new TextDecoder().decode(value));
}
