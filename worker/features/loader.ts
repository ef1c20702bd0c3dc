// Fills the buffers of a micro-batch from stored features, as the picture loader does from pictures. Blocks stay in memory as far as
// they fit; beyond that they are read again.
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import { must } from "../../common/errors.ts";
import type { Augmentation } from "../data/loader.ts";
import type { Manifest } from "../data/manifest.ts";
import { type MicroBatchBuffers, placeDigest, placeNothing } from "../data/micro-batch-buffers.ts";
import { blockName, type FeatureBlock, type FeatureStore } from "./store.ts";

export interface FeatureLoaderOptions {
  readonly store: FeatureStore;
  readonly manifest: Manifest;
  readonly floats: number;
  /** Bytes of blocks that stay in memory. */
  readonly cacheBytes: number;
}

export class FeatureLoader {
  readonly #options: FeatureLoaderOptions;
  readonly #blocks = new Map<string, Promise<FeatureBlock>>();
  readonly #most: number;

  constructor(options: FeatureLoaderOptions) {
    this.#options = options;
    this.#most = Math.max(1, Math.floor(options.cacheBytes / (FEATURE_BLOCK * options.floats * 4)));
  }

  /** As Loader.prepare; `pixels` takes the features' bytes. */
  async prepare(samples: Int32Array, buffers: MicroBatchBuffers, augmentation?: Augmentation): Promise<void> {
    const { pixels, labels, weights } = buffers;
    const { floats, manifest } = this.#options;
    const version = versionOf(augmentation);
    for (const [i, id] of samples.entries()) {
      if (id < 0) {
        placeNothing(buffers, i, floats * 4);
        continue;
      }
      const place = id % FEATURE_BLOCK;
      const block = await this.#block(id - place, version);
      const own = block.features.subarray(place * floats, (place + 1) * floats);
      pixels.set(new Uint8Array(own.buffer, own.byteOffset, own.byteLength), i * floats * 4);
      labels[i] = must(manifest.samples[id], `sample ${id}`).class;
      weights[i] = block.weights[place] ?? 0;
      placeDigest(buffers, i, must(block.digests[place], `the digest of sample ${id}`));
    }
  }

  #block(first: number, version: number): Promise<FeatureBlock> {
    const name = blockName(first, version);
    const known = this.#blocks.get(name);
    if (known !== undefined) return known;
    const samples = Math.min(FEATURE_BLOCK, this.#options.manifest.samples.length - first);
    const read = this.#options.store.read(name, samples);
    // What came first stays: in a new random order each epoch, that is no worse than any other choice.
    if (this.#blocks.size < this.#most) this.#blocks.set(name, read);
    return read;
  }
}

/** 0 is the picture as it is; version k + 1 is the k-th of the fixed variants. */
function versionOf(augmentation: Augmentation | undefined): number {
  return augmentation === undefined ? 0 : 1 + (augmentation.epoch % Math.max(1, augmentation.spec.variants));
}
