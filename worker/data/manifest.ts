// What the data set was when the job began: every sample with its class and the identity of its bytes. Built once; from then on
// the sample ids, the split, the ledger and `verify` all rest on it.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../common/errors.ts";
import { breathe, forEachBounded } from "./bounded.ts";
import { type CsvSource, listCsv } from "./csv-listing.ts";
import { Findings, type Skipped } from "./findings.ts";
import { fileIdentity, statIdentity } from "./identity.ts";
import { listImageFolder, type PictureFile } from "./image-folder.ts";

export interface ManifestClass {
  readonly name: string;
  /** Samples of the class. */
  readonly count: number;
}

export interface ManifestSample {
  /** Relative to the data set's folder, with "/". */
  readonly path: string;
  /** Index into the classes. */
  readonly class: number;
  readonly bytes: number;
  /** `sha256:HEX` of the bytes, or `stat:SIZE+MTIME` where the data set is too large to hash. */
  readonly identity: string;
}

/** A sample's id is its index in `samples`, which are in byte order of their paths. */
export interface Manifest {
  readonly version: 1;
  readonly format: "image-folder" | "csv";
  /** As the job names it; not part of the hash. */
  readonly source: string;
  readonly classes: readonly ManifestClass[];
  readonly samples: readonly ManifestSample[];
  /** sha256 of classes and samples: the same wherever the folder lies and whenever it was read. */
  readonly hash: string;
}

export interface ManifestProgress {
  readonly stage: "sizes" | "hashes";
  readonly files: number;
  readonly totalFiles: number;
}

export interface ManifestOptions {
  /** The folder that the samples' paths start at. */
  readonly root: string;
  /** Lists the samples, where they are not in folders named by their classes; `root` is `csvRoot` of it. */
  readonly csv?: CsvSource;
  readonly source: string;
  readonly signal?: AbortSignal;
  /** Called after each file of a stage; `hashes` is left out for a large data set. */
  readonly onProgress?: (progress: ManifestProgress) => void;
  /** Up to here contents are hashed, beyond it size and time stand for them. Default 512 MiB and 20,000 files. */
  readonly hashLimit?: { readonly bytes: number; readonly files: number };
}

const HASH_LIMIT = { bytes: 512 * 1024 * 1024, files: 20_000 };
const FILES_AT_ONCE = 8;

/** Reads a data set's folder or list. Throws one ConfigError with all problems: folders and files that are missing, empty, unreadable. */
export async function buildManifest(
  options: ManifestOptions,
): Promise<{ readonly manifest: Manifest; readonly skipped: Skipped }> {
  const { root, source, signal } = options;
  const findings = new Findings(source);
  const { csv } = options;
  const folder = await (csv === undefined ? listImageFolder(root, findings, signal) : listCsv(csv, findings, signal));
  const sized = await withSizes(folder.files, options, findings);
  const samples = withinHashLimit(sized, options) ? await withHashes(sized, options, findings) : sized;
  const classes = folder.classes.map((name) => ({ name, count: 0 }));
  for (const sample of samples) (classes[sample.class] ?? { count: 0 }).count++;
  const format = csv === undefined ? "image-folder" : "csv";
  const content = { version: 1, format, classes, samples } as const;
  return { manifest: { ...content, source, hash: await manifestHash(content) }, skipped: findings.skipped };
}

/** sha256 over format, classes and samples, one JSON array a line. */
export async function manifestHash(content: Omit<Manifest, "source" | "hash">): Promise<string> {
  const hash = createHash("sha256");
  const add = (line: readonly unknown[]): unknown => hash.update(`${JSON.stringify(line)}\n`);
  add([content.version, content.format, content.classes.length, content.samples.length]);
  for (const { name, count } of content.classes) add([name, count]);
  for (const [id, { path, class: index, bytes, identity }] of content.samples.entries()) {
    add([path, index, bytes, identity]);
    if (id % 2000 === 1999) await breathe();
  }
  return hash.digest("hex");
}

function withinHashLimit(samples: readonly ManifestSample[], { hashLimit = HASH_LIMIT }: ManifestOptions): boolean {
  const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
  return samples.length <= hashLimit.files && bytes <= hashLimit.bytes;
}

function withSizes(files: readonly PictureFile[], options: ManifestOptions, findings: Findings) {
  return eachFile("sizes", files, options, findings, async (file): Promise<ManifestSample> => {
    const stats = await stat(join(options.root, file.path));
    return { ...file, bytes: stats.size, identity: statIdentity(stats) };
  });
}

function withHashes(samples: readonly ManifestSample[], options: ManifestOptions, findings: Findings) {
  return eachFile("hashes", samples, options, findings, async (sample): Promise<ManifestSample> => {
    const identity = await fileIdentity(join(options.root, sample.path), options.signal);
    return { ...sample, identity };
  });
}

async function eachFile<T extends PictureFile>(
  stage: ManifestProgress["stage"],
  files: readonly T[],
  { signal, onProgress }: ManifestOptions,
  findings: Findings,
  read: (file: T) => Promise<ManifestSample>,
): Promise<ManifestSample[]> {
  const samples: ManifestSample[] = [];
  let done = 0;
  await forEachBounded(files.entries(), FILES_AT_ONCE, async ([index, file]) => {
    signal?.throwIfAborted();
    try {
      samples[index] = await read(file);
    } catch (thrown) {
      signal?.throwIfAborted();
      findings.problem({ path: file.path, message: `the file can't be read: ${messageOf(thrown)}` });
    }
    onProgress?.({ stage, files: ++done, totalFiles: files.length });
  });
  findings.throwIfAny();
  return samples;
}
