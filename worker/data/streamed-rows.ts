// The rows of a table as they come from the coordinator: what rows-file.ts is where the file can be reached.
import { BYTES_PER_FLOAT } from "./rows-file.ts";
import type { ManifestSample } from "./manifest.ts";
import { type SampleStream, StreamedSamples } from "./streamed-samples.ts";

export interface StreamedRowsParts {
  readonly stream: SampleStream;
  readonly sampleOf: (id: number) => ManifestSample;
  readonly columns: readonly string[];
}

/** To be closed. */
export class StreamedRows {
  readonly rowBytes: number;
  readonly #samples: StreamedSamples;
  readonly #stop = new AbortController();

  constructor({ columns, ...parts }: StreamedRowsParts) {
    this.rowBytes = columns.length * BYTES_PER_FLOAT;
    this.#samples = new StreamedSamples({ ...parts, signal: this.#stop.signal });
  }

  /** The bytes of `count` rows from `first` on. */
  async read(first: number, count: number): Promise<Uint8Array> {
    const rows = Array.from({ length: count }, (_, i) => this.#samples.read(first + i));
    return Buffer.concat((await Promise.all(rows)).map(({ bytes }) => bytes));
  }

  /** What is under way fails. */
  close(): Promise<void> {
    this.#stop.abort();
    return Promise.resolve();
  }
}
