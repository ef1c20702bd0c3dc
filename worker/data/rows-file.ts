// The rows of a table as a safetensors file: one float32 tensor `rows` [rows, columns], written once in a run's folder and read at
// random from then on. The table itself is not looked at again.
import { createReadStream } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import { writeAtomically } from "../../common/files.ts";
import { encodeSafetensorsHeader } from "../../common/safetensors.ts";

export const BYTES_PER_FLOAT = 4;
const WRITE_BYTES = 256 * 1024;

/** Which numbers a row holds: a hash of them, long enough that no two rows of a data set share it by chance. */
export function rowIdentity(row: Uint8Array): string {
  return `row:${createHash("sha256").update(row).digest("hex").slice(0, 32)}`;
}

/** Takes rows as they are found; their number is known at the end only, so they wait in a file beside the real one. */
export class RowsWriter {
  readonly #file: string;
  readonly #columns: readonly string[];
  readonly #handle: FileHandle;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #rows = 0;

  private constructor(file: string, columns: readonly string[], handle: FileHandle) {
    this.#file = file;
    this.#columns = columns;
    this.#handle = handle;
  }

  /** Close it. */
  static async open(file: string, columns: readonly string[]): Promise<RowsWriter> {
    return new RowsWriter(file, columns, await open(unfinished(file), "w"));
  }

  async add(row: Uint8Array): Promise<void> {
    this.#rows++;
    this.#waiting.push(row);
    this.#waitingBytes += row.byteLength;
    if (this.#waitingBytes >= WRITE_BYTES) await this.#flush();
  }

  /** Puts the header before the rows: only then there is a file of that name. */
  async finish(): Promise<void> {
    await this.#flush();
    await writeAtomically(this.#file, this.#content());
  }

  /** Takes away what is not needed any more, whether it was finished or not. */
  async close(): Promise<void> {
    await this.#handle.close();
    await rm(unfinished(this.#file), { force: true });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    await this.#handle.writeFile(bytes);
  }

  async *#content(): AsyncGenerator<Uint8Array> {
    yield headerOf(this.#rows, this.#columns);
    for await (const chunk of createReadStream(unfinished(this.#file))) yield chunk as Buffer;
  }
}

/** Of a name that a later try takes again: a run's folder has one owner. */
function unfinished(file: string): string {
  return `${file}.unfinished`;
}

function headerOf(rows: number, columns: readonly string[]): Buffer {
  return encodeSafetensorsHeader([{ name: "rows", shape: [rows, columns.length] }], {
    columns: JSON.stringify(columns),
  });
}

export class RowsFile {
  readonly rowBytes: number;
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #dataStart: number;

  private constructor(file: string, handle: FileHandle, dataStart: number, rowBytes: number) {
    this.#file = file;
    this.#handle = handle;
    this.#dataStart = dataStart;
    this.rowBytes = rowBytes;
  }

  /** Close it. @throws CorruptDataError when it is not a whole file of so many rows of these columns. */
  static async open(file: string, rows: number, columns: readonly string[]): Promise<RowsFile> {
    const header = headerOf(rows, columns);
    const rowBytes = columns.length * BYTES_PER_FLOAT;
    const expected = header.length + rows * rowBytes;
    const { size } = await stat(file).catch((cause: unknown) => {
      throw new CorruptDataError(`${file}: the rows of the data set can't be read: ${messageOf(cause)}`, { cause });
    });
    if (size !== expected) throw new CorruptDataError(`${file}: expected ${expected} bytes, found ${size}`);
    const handle = await open(file, "r");
    const found = Buffer.alloc(header.length);
    await handle.read(found, 0, found.length, 0);
    if (found.equals(header)) return new RowsFile(file, handle, header.length, rowBytes);
    await handle.close();
    const what = `${rows} rows of the columns ${columns.join(", ").slice(0, 200)}`;
    throw new CorruptDataError(`${file}: it does not hold ${what}`);
  }

  /** The bytes of `count` rows from `first` on. */
  async read(first: number, count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count * this.rowBytes);
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, this.#dataStart + first * this.rowBytes);
    if (bytesRead === bytes.length) return bytes;
    throw new CorruptDataError(`${this.#file}: it ends early`);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
