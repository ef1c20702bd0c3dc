// What fills micro-batches with samples, be they pictures or rows of numbers.
import type { Clock } from "../../common/clock.ts";
import type { SkippedFile } from "./findings.ts";
import { type Augmentation, openLoader } from "./loader.ts";
import type { Manifest } from "./manifest.ts";
import type { MicroBatchBuffers } from "./micro-batch-buffers.ts";
import { openRowsLoader } from "./rows-loader.ts";
import type { SampleStream } from "./streamed-samples.ts";

export interface SampleLoader {
  /** Fills the buffers with the samples of these ids; -1 is padding, which gets zeros, label 0, weight 0. */
  prepare(samples: Int32Array, buffers: MicroBatchBuffers, augmentation?: Augmentation): Promise<void>;
  /** The samples that `prepare` will be asked for next. */
  prefetch(samples: Int32Array): void;
  /** Samples met so far that were left out. */
  setAside(): readonly SkippedFile[];
  close(): Promise<void>;
}

/** What a sample is: a picture, resized and of bytes, or a row of float32 numbers. */
export type SampleKind =
  | { readonly kind: "pictures"; readonly resize: readonly [number, number]; readonly corruptPolicy: "fail" | "skip" }
  | { readonly kind: "rows"; readonly columns: readonly string[] };

export interface SampleLoaderOptions {
  readonly manifest: Manifest;
  /** The pictures' folder, or the file with the rows. */
  readonly root: string;
  readonly clock: Clock;
  /** Brings samples where `root` cannot be reached. */
  readonly stream?: SampleStream | undefined;
}

/** Random access to a data set's samples; close it. @throws CorruptDataError for a file of other rows. */
export async function openSampleLoader(options: SampleLoaderOptions, sample: SampleKind): Promise<SampleLoader> {
  const { manifest, root, stream } = options;
  if (sample.kind === "rows") return openRowsLoader({ manifest, file: root, columns: sample.columns, stream });
  const [height, width] = sample.resize;
  const { clock } = options;
  return openLoader({ manifest, root, stream, clock, height, width, corruptPolicy: sample.corruptPolicy });
}

export function bytesPerSample(sample: SampleKind): number {
  return sample.kind === "rows" ? sample.columns.length * 4 : sample.resize[0] * sample.resize[1] * 3;
}
