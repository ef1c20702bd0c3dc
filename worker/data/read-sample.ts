// Reads a sample's file and holds it against the manifest. A read error is the storage's and may pass; other bytes than the
// manifest's are somebody's change and fail the job; neither is a corrupt sample.
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../common/clock.ts";
import { JobFailedError } from "../../common/errors.ts";
import { bytesIdentity, isContentHash, statIdentity } from "./identity.ts";
import type { ManifestSample } from "./manifest.ts";

/** Pauses before the second and third try. */
const PAUSES_MS = [200, 1000];

export interface ReadContext {
  readonly root: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A file's bytes and the identity that they turned out to have. */
export interface ReadBytes {
  readonly bytes: Uint8Array;
  readonly identity: string;
}

/**
 * The file's bytes, which are those of the manifest. Throws JobFailedError `read-failed` after three tries, `data-changed` at once.
 */
export async function readSample(sample: ManifestSample, context: ReadContext): Promise<ReadBytes> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await readOnce(sample, context);
    } catch (thrown) {
      if (!isReadError(thrown)) throw thrown;
      await context.clock.sleep(pauseMs, context.signal);
    }
  }
  try {
    return await readOnce(sample, context);
  } catch (thrown) {
    if (!isReadError(thrown)) throw thrown;
    const tries = `after ${PAUSES_MS.length + 1} tries: ${thrown.message}`;
    throw new JobFailedError("read-failed", `${sample.path} can't be read, ${tries}`, { cause: thrown });
  }
}

async function readOnce(sample: ManifestSample, { root, signal }: ReadContext): Promise<ReadBytes> {
  signal.throwIfAborted();
  const file = await open(join(root, sample.path));
  try {
    const stats = await file.stat();
    // Before reading: a file that has grown out of all proportion never gets into memory.
    if (stats.size !== sample.bytes) throw changed(sample, `${stats.size} bytes instead of ${sample.bytes}`);
    const bytes = await file.readFile();
    if (!isContentHash(sample.identity) && statIdentity(stats) !== sample.identity)
      throw changed(sample, "another modification time");
    return await checkedBytes(sample, bytes);
  } finally {
    await file.close();
  }
}

/** Bytes from anywhere, which are those of the manifest as far as it tells: by their hash, else by their number. @throws as `readSample` */
export async function checkedBytes(sample: ManifestSample, bytes: Uint8Array): Promise<ReadBytes> {
  if (bytes.length !== sample.bytes) throw changed(sample, `${bytes.length} bytes instead of ${sample.bytes}`);
  const identity = isContentHash(sample.identity) ? await bytesIdentity(bytes) : sample.identity;
  if (identity !== sample.identity) throw changed(sample, "other content");
  return { bytes, identity };
}

function changed(sample: ManifestSample, difference: string): JobFailedError {
  return new JobFailedError("data-changed", `${sample.path} is not what it was when the run began: ${difference}`, {
    hint: "put the file back, or begin a new run with the new data",
  });
}

/** Errors of system calls carry the call's name. */
function isReadError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && "syscall" in thrown;
}
