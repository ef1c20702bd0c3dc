// The bytes of samples as they are handed to workers that cannot reach them: a picture's file, or a row's numbers.
import type { Clock } from "../../common/clock.ts";
import { CorruptDataError, InvalidRequestError, JobFailedError } from "../../common/errors.ts";
import type { Manifest } from "./manifest.ts";
import { readSample } from "./read-sample.ts";
import { RowsFile } from "./rows-file.ts";
import type { SampleKind } from "./sample-loader.ts";

export interface ServedSamplesParts {
  readonly manifest: Manifest;
  /** The pictures' folder, or the file with the rows. */
  readonly root: string;
  readonly sample: SampleKind;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** To be closed. */
export class ServedSamples {
  readonly #parts: ServedSamplesParts;
  /** Opened when the first worker asks: most often none does. */
  #rows: Promise<RowsFile> | undefined;

  constructor(parts: ServedSamplesParts) {
    this.#parts = parts;
  }

  /** @throws CorruptDataError when it is not what the manifest says; JobFailedError `read-failed` */
  async read(id: number): Promise<Uint8Array> {
    const { manifest, root, sample: kind, clock, signal } = this.#parts;
    const sample = manifest.samples[id];
    if (sample === undefined) throw new InvalidRequestError(`there is no sample ${id} of ${manifest.samples.length}`);
    if (kind.kind === "rows") return (await this.#rowsOf(kind.columns)).read(id, 1);
    try {
      return (await readSample(sample, { root, clock, signal })).bytes;
    } catch (error) {
      // The class that travels, and that says the same.
      if (error instanceof JobFailedError && error.code === "data-changed")
        throw new CorruptDataError(error.message, { cause: error });
      throw error;
    }
  }

  /** Idempotent. */
  async close(): Promise<void> {
    const rows = this.#rows;
    this.#rows = undefined;
    await rows?.then(
      (file) => file.close(),
      () => undefined, // it was not opened, which whoever asked has been told
    );
  }

  #rowsOf(columns: readonly string[]): Promise<RowsFile> {
    const { manifest, root } = this.#parts;
    this.#rows ??= RowsFile.open(root, manifest.samples.length, columns);
    return this.#rows;
  }
}
