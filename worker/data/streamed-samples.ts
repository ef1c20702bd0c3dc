// Samples that come over the network. What is asked for while one request is under way goes into the next one, so that there are few
// requests however small the samples are.
//   R1. One request at a time, of at most 64 samples.   R2. What comes is held against the manifest, as the bytes of a file are.
import { CorruptDataError, JobFailedError, messageOf } from "../../common/errors.ts";
import { breathe } from "./bounded.ts";
import type { ManifestSample } from "./manifest.ts";
import { checkedBytes, type ReadBytes } from "./read-sample.ts";

/** Samples by their ids, in that order, from whoever can reach them. */
export type SampleStream = (
  ids: readonly number[],
  signal: AbortSignal,
) => AsyncIterable<{ readonly id: number; readonly bytes: Uint8Array }>;

export interface StreamedSamplesParts {
  readonly stream: SampleStream;
  readonly sampleOf: (id: number) => ManifestSample;
  /** Aborted: what waits fails with its reason. */
  readonly signal: AbortSignal;
}

/** Samples of one request, and samples that may be asked for before it is answered. */
export const STREAMED_AT_ONCE = 64;

interface Asked {
  readonly id: number;
  readonly resolve: (bytes: Promise<ReadBytes>) => void;
  readonly reject: (error: unknown) => void;
}

export class StreamedSamples {
  readonly #parts: StreamedSamplesParts;
  #waiting: Asked[] = [];
  #asking = false;

  constructor(parts: StreamedSamplesParts) {
    this.#parts = parts;
  }

  /** @throws JobFailedError `data-changed` or `read-failed`; the signal's reason */
  read(id: number): Promise<ReadBytes> {
    const bytes = new Promise<ReadBytes>((resolve, reject) => {
      this.#waiting.push({ id, resolve, reject });
    });
    if (!this.#asking) void this.#askForAll();
    return bytes;
  }

  async #askForAll(): Promise<void> {
    this.#asking = true;
    // Whoever fills a micro-batch asks for all of it in one turn.
    await breathe();
    while (this.#waiting.length > 0) await this.#ask(this.#waiting.splice(0, STREAMED_AT_ONCE));
    this.#asking = false;
  }

  /** Those that a stream ends before fail with what ended it. */
  async #ask(asked: Asked[]): Promise<void> {
    const { stream, sampleOf, signal } = this.#parts;
    const ids = asked.map(({ id }) => id);
    try {
      signal.throwIfAborted();
      for await (const { id, bytes } of stream(ids, signal)) {
        if (id !== asked[0]?.id) throw new Error(`sample ${id} came where ${asked[0]?.id ?? "none"} was awaited`);
        asked.shift()?.resolve(checkedBytes(sampleOf(id), bytes));
      }
      if (asked.length > 0) throw new Error("the stream ended early");
    } catch (error) {
      for (const { reject } of asked) reject(signal.aborted ? signal.reason : failureOf(error));
    }
  }
}

/** The other side says which sample it was. */
function failureOf(cause: unknown): JobFailedError {
  if (!(cause instanceof CorruptDataError))
    return new JobFailedError("read-failed", `no samples from the coordinator: ${messageOf(cause)}`, { cause });
  const hint = "put the data back, or begin a new run with the new data";
  return new JobFailedError("data-changed", cause.message, { cause, hint });
}
