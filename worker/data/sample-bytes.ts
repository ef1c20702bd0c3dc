// Where the encoded bytes of samples come from: files that this process can reach, or a stream from one that can.
import { must } from "../../common/errors.ts";
import type { Manifest, ManifestSample } from "./manifest.ts";
import { type ReadBytes, type ReadContext, readSample } from "./read-sample.ts";
import { type SampleStream, StreamedSamples } from "./streamed-samples.ts";

/** The bytes of a sample, which are those of the manifest. @throws JobFailedError `data-changed` or `read-failed` */
export type SampleBytes = (id: number) => Promise<ReadBytes>;

export function bytesFromFiles(manifest: Manifest, context: ReadContext): SampleBytes {
  return (id) => readSample(sampleOf(manifest, id), context);
}

export function bytesFromStream(manifest: Manifest, stream: SampleStream, signal: AbortSignal): SampleBytes {
  const samples = new StreamedSamples({ stream, signal, sampleOf: (id) => sampleOf(manifest, id) });
  return (id) => samples.read(id);
}

export function sampleOf(manifest: Manifest, id: number): ManifestSample {
  return must(manifest.samples[id], `sample ${id} of ${manifest.samples.length}`);
}
