// Features of a data set on disk: blocks of consecutive samples, each a file that is whole or not there. A folder is named by the key
// of everything that its numbers depend on, so that a later job with the same key finds them.
import { createHash } from "node:crypto";
import { open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import { CorruptDataError } from "../../common/errors.ts";
import { canonicalJson } from "../../common/job/canonical.ts";
import { encodeSafetensorsHeader, parseSafetensorsHeader } from "../../common/safetensors.ts";

/** What the numbers depend on. */
export interface FeatureKey {
  /** sha256 of the trunk as it is now: layers and weights. */
  readonly trunk: string;
  /** Hash of the data manifest: samples and the identity of their bytes. */
  readonly data: string;
  readonly preprocess: unknown;
  readonly augment: unknown;
  readonly numerics: Readonly<Record<string, string>>;
}

/** Changes with what a block's file holds. */
const LAYOUT = 2;

export function featureFolder(root: string, key: FeatureKey): string {
  const hash = createHash("sha256")
    .update(canonicalJson({ ...key, block: FEATURE_BLOCK, layout: LAYOUT }))
    .digest("hex");
  return path.join(root, hash.slice(0, 32));
}

/** One block: features of its samples, and which of them were set aside because they do not decode. */
export interface FeatureBlock {
  /** samples x floats. */
  readonly features: Float32Array;
  /** 1 for a sample that counts. */
  readonly weights: Float32Array;
  /** Digests of the samples and the bytes that the features were computed from: a phase that trains on them proves them by these. */
  readonly digests: BigUint64Array;
}

export class FeatureStore {
  readonly #folder: string;
  readonly #floats: number;

  /** @param floats of one sample */
  constructor(folder: string, floats: number) {
    this.#folder = folder;
    this.#floats = floats;
  }

  /** Names of the blocks that are there. */
  async list(): Promise<ReadonlySet<string>> {
    try {
      return new Set((await readdir(this.#folder)).filter((name) => name.endsWith(".safetensors")));
    } catch (error) {
      if (isMissing(error)) return new Set();
      throw error;
    }
  }

  async write(name: string, { features, weights, digests }: FeatureBlock): Promise<void> {
    await writeAtomically(path.join(this.#folder, name), [
      this.#header(weights.length),
      bytesOf(digests),
      bytesOf(weights),
      bytesOf(features),
    ]);
  }

  /** @throws CorruptDataError when the file is not a whole block of these features; it is removed, since it can be computed again. */
  async read(name: string, samples: number): Promise<FeatureBlock> {
    const file = path.join(this.#folder, name);
    const handle = await open(file, "r");
    try {
      const header = this.#header(samples);
      const bytes = Buffer.alloc(header.length + samples * (3 + this.#floats) * 4);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      if (bytesRead !== bytes.length || !bytes.subarray(0, header.length).equals(header))
        throw await this.#corrupt(file, bytes);
      const data = bytes.buffer.slice(bytes.byteOffset + header.length, bytes.byteOffset + bytes.length);
      const floats = new Float32Array(data, samples * 8);
      const digests = new BigUint64Array(data, 0, samples);
      return { digests, weights: floats.subarray(0, samples), features: floats.subarray(samples) };
    } finally {
      await handle.close();
    }
  }

  async #corrupt(file: string, bytes: Buffer): Promise<CorruptDataError> {
    await rm(file, { force: true });
    try {
      parseSafetensorsHeader(bytes, file);
    } catch (error) {
      if (error instanceof CorruptDataError) return error;
      throw error;
    }
    return new CorruptDataError(
      `${file}: holds other features than expected; it was removed, so run the job again with --resume`,
    );
  }

  #header(samples: number): Buffer {
    return encodeSafetensorsHeader([
      // 64 bits each, in the place of two floats.
      { name: "digests", shape: [samples, 2] },
      { name: "weights", shape: [samples] },
      { name: "features", shape: [samples, this.#floats] },
    ]);
  }
}

/** File name of the block that begins at a sample, of one version of its pictures (0: as they are). */
export function blockName(firstSample: number, version: number): string {
  return `v${version}-${String(firstSample).padStart(9, "0")}.safetensors`;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
