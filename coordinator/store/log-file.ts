// The journal of the embedded store: one file that grows by a frame with each write and is replaced by a frame of the whole state when
// it is opened, when it has become long, and after a write that failed.
import { type FileHandle, open, readFile } from "node:fs/promises";
import { messageOf, TransientError } from "../../common/errors.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import type { Journal } from "./journal.ts";
import { decodeFrames, encodeFrame } from "./log-format.ts";
import { payloadOfRecords, payloadOfState, replay } from "./log-payload.ts";
import { EMPTY_STATE, type StoreRecord, type StoreState } from "./state.ts";

/** A file is rewritten when it is longer than this and than REWRITE_RATIO times its first frame, so that rewriting costs a fixed part. */
const REWRITE_BYTES = 1024 * 1024;
const REWRITE_RATIO = 4;

export interface OpenedLog {
  readonly journal: Journal;
  readonly state: StoreState;
}

/** Reads the file and replaces it, so that a torn frame is gone before anything is written after it. */
export async function openLogFile(file: string): Promise<OpenedLog> {
  const bytes = await readIfThere(file);
  const state = bytes === undefined ? EMPTY_STATE : replay(decodeFrames(bytes));
  const journal = new LogFile(file);
  await journal.rewrite(state);
  return { journal, state };
}

class LogFile implements Journal {
  readonly #file: string;
  /** Not there where the file's end is unknown, after a write that failed. */
  #handle: FileHandle | undefined;
  #bytes = 0;
  #firstFrameBytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  async append(records: readonly StoreRecord[], after: StoreState): Promise<void> {
    try {
      if (this.#handle === undefined || this.#isLong()) await this.rewrite(after);
      else await this.#write(this.#handle, encodeFrame(payloadOfRecords(records)));
    } catch (error) {
      await this.#abandon();
      throw new TransientError(`the store could not write ${this.#file}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Replaces the file. After a failed fsync this is the only way on: the kernel may have dropped what it could not write. */
  async rewrite(state: StoreState): Promise<void> {
    await this.close();
    const frame = encodeFrame(payloadOfState(state));
    await writeAtomically(this.#file, [frame]);
    this.#handle = await open(this.#file, "a");
    this.#bytes = this.#firstFrameBytes = frame.length;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  /** The file's end is unknown now; that the write failed is told, so a close that fails too adds nothing. */
  async #abandon(): Promise<void> {
    try {
      await this.close();
    } catch {
      // See above.
    }
  }

  async #write(handle: FileHandle, frame: Buffer): Promise<void> {
    await handle.appendFile(frame);
    await handle.datasync();
    this.#bytes += frame.length;
  }

  #isLong(): boolean {
    return this.#bytes > Math.max(REWRITE_BYTES, REWRITE_RATIO * this.#firstFrameBytes);
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
