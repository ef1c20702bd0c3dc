// What bench/memory.ts measures, in a process of its own. Arguments: `epochs` or `large`, job file, run folder, cache folder, data
// folder, then overrides of the job. Prints one line of JSON.
import { systemClock } from "../../common/clock.ts";
import { buildManifest } from "../../worker/data/manifest.ts";
import { type Loader, openLoader } from "../../worker/data/loader.ts";
import { runJob } from "../../cli/library/run-job.ts";

/** In MiB. */
export interface EpochMemory {
  /** Resident memory after each epoch's validation. */
  readonly afterEpochs: readonly number[];
  readonly peak: number;
}

/** Peaks so far after each part, in MiB; times in seconds. */
export interface LargeMemory {
  readonly samples: number;
  readonly atStart: number;
  readonly manifest: { readonly peak: number; readonly seconds: number };
  readonly decoding: { readonly peak: number; readonly seconds: number };
  readonly training: { readonly peak: number; readonly seconds: number; readonly steps: number };
}

const SIDE = 96;
const BATCH = 128;

const [, , mode, jobFile = "", runDir = "", cacheDir = "", root = "", ...overrides] = process.argv;
const set = [`dataset.source=file:${root}`, ...overrides];
const result = mode === "epochs" ? await epochs() : await large();
process.stdout.write(`${JSON.stringify(result)}\n`);

async function epochs(): Promise<EpochMemory> {
  const afterEpochs: number[] = [];
  for await (const { event } of runJob(jobFile, { runDir, cacheDir, set, workers: 1 }))
    if (event === "validation") afterEpochs.push(mebibytes(process.memoryUsage.rss()));
  return { afterEpochs, peak: peak() };
}

/** The manifest of the data set, one pass over all of it, then the job. */
async function large(): Promise<LargeMemory> {
  const atStart = peak();
  const { manifest, manifestSeconds } = await timedManifest();
  const manifestPeak = peak();
  const { loader, decodingSeconds } = await decodeAll(manifest);
  const decodingPeak = peak();
  const began = performance.now();
  let steps = 0;
  for await (const event of runJob(jobFile, { runDir, cacheDir, set, workers: 1 }))
    if (event.event === "finished") steps = event.steps;
  await loader.close();
  return {
    samples: manifest.samples.length,
    atStart,
    manifest: { peak: manifestPeak, seconds: manifestSeconds },
    decoding: { peak: decodingPeak, seconds: decodingSeconds },
    training: { peak: peak(), seconds: secondsSince(began), steps },
  };
}

type Manifest = Awaited<ReturnType<typeof buildManifest>>["manifest"];

async function timedManifest(): Promise<{ manifest: Manifest; manifestSeconds: number }> {
  const began = performance.now();
  const { manifest } = await buildManifest({ root, source: root });
  return { manifest, manifestSeconds: secondsSince(began) };
}

/**
 * Each sample once, in batches, as training would ask for them. The loader stays open, its cache full, so that training has no more room
 * than in a worker that has seen all of the data set.
 */
async function decodeAll(manifest: Manifest): Promise<{ loader: Loader; decodingSeconds: number }> {
  const began = performance.now();
  const loader = openLoader({ manifest, root, height: SIDE, width: SIDE, corruptPolicy: "fail", clock: systemClock });
  const buffers = {
    pixels: new Uint8Array(BATCH * SIDE * SIDE * 3),
    labels: new Int32Array(BATCH),
    weights: new Float32Array(BATCH),
  };
  const idsFrom = (first: number): Int32Array =>
    Int32Array.from({ length: BATCH }, (_, i) => (first + i < manifest.samples.length ? first + i : -1));
  for (let first = 0; first < manifest.samples.length; first += BATCH) {
    loader.prefetch(Int32Array.from([...idsFrom(first), ...idsFrom(first + BATCH)]));
    await loader.prepare(idsFrom(first), buffers);
  }
  return { loader, decodingSeconds: secondsSince(began) };
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

/** The most memory that this process had resident so far. */
function peak(): number {
  return mebibytes(process.resourceUsage().maxRSS * 1024);
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
