// The feature stage of a phase: outputs of its frozen trunk, computed once per sample in stored blocks, then fed to the phase in place
// of pictures. Blocks that an earlier job left under the same key are not computed again.
import type { Clock } from "../../common/clock.ts";
import { must, StaleGenerationError } from "../../common/errors.ts";
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import type { FeaturesRound } from "../../common/program/rounds.ts";
import { type Arena, inputViews } from "../compute/arena.ts";
import type { ComputeThread } from "../compute/client.ts";
import type { StartedTrunk } from "../compute/protocol.ts";
import type { Manifest } from "../data/manifest.ts";
import type { Feed, FedMicroBatch, SampleSource } from "../feed.ts";
import type { Command, Members } from "../members.ts";
import type { ProtocolPoints } from "../protocol-points.ts";
import type { ReadyPhase } from "../ready-phase.ts";
import { exchange } from "../round-messages.ts";
import type { PlannedMicroBatch } from "../round-samples.ts";
import { FeatureLoader } from "./loader.ts";
import { FEATURE_BOUNDS, pruneFeatures } from "./prune.ts";
import { blockName, featureFolder, type FeatureKey, FeatureStore } from "./store.ts";

export interface FeatureStageOptions {
  readonly compute: ComputeThread;
  readonly ready: Pick<ReadyPhase, "startTrunk">;
  readonly arena: Arena;
  readonly feed: Feed;
  readonly members: Members;
  readonly points: ProtocolPoints;
  readonly pictures: SampleSource;
  readonly manifest: Manifest;
  /** Folder of all features. */
  readonly root: string;
  /** What the key holds beside the trunk. */
  readonly key: Omit<FeatureKey, "trunk">;
  /** Fixed augmented versions of each sample, beside the sample as it is. */
  readonly variants: number;
  readonly clock: Clock;
  readonly onProgress: (done: number, total: number) => void;
}

interface Opened {
  readonly phase: number;
  readonly trunk: StartedTrunk;
  readonly store: FeatureStore;
  /** Blocks that need not be computed. */
  readonly stored: Set<string>;
  /** Whether all workers of a generation found every block when they looked: one may look while another has begun to store. */
  agreed: { readonly generation: number; readonly complete: boolean } | undefined;
  /** Blocks of the generation's rounds that are over. */
  readonly committed: Set<string>;
}

interface Block {
  readonly name: string;
  readonly planned: PlannedMicroBatch;
}

/** Bytes of blocks that stay in memory. */
const CACHE_BYTES = 1024 ** 3;

export class FeatureStage {
  readonly #options: FeatureStageOptions;
  #opened: Opened | undefined;

  constructor(options: FeatureStageOptions) {
    this.#options = options;
  }

  /**
   * Looks what is stored for a phase, and in each generation once asks the other workers. @returns whether every block is, for all of
   * them alike
   */
  async open(phase: number): Promise<boolean> {
    if (this.#opened?.phase !== phase) this.#opened = await this.#look(phase);
    const opened = this.#opened;
    if (opened.agreed?.generation !== this.#options.members.generation) await this.#agree(opened);
    return this.#allBlocks().every(({ name }) => opened.committed.has(name)) || opened.agreed?.complete === true;
  }

  /** Computes and stores our share of a round's blocks, those that are not there. */
  async run(round: FeaturesRound): Promise<Command> {
    const { phase, offset, samples } = round;
    await this.open(phase);
    const { members, manifest, points } = this.#options;
    const { stored, committed } = this.#now();
    const blocks = this.#blocksOf(offset, samples);
    members.beginRound();
    const { lo, hi } = members.shareOf(blocks.length);
    await this.#computeMissing(
      blocks.slice(lo, hi).filter(({ name }) => !stored.has(name)),
      round,
    );
    points.reach("before-exchange", round);
    const { command } = await exchange(members, {});
    members.seal();
    for (const { name } of blocks) committed.add(name);
    this.#options.onProgress(offset + samples, manifest.samples.length);
    return command;
  }

  /** Where the phase's samples come from. */
  source(): SampleSource {
    const { store, trunk } = this.#now();
    const loader = new FeatureLoader({
      store,
      manifest: this.#options.manifest,
      floats: trunk.floats,
      cacheBytes: CACHE_BYTES,
    });
    return { loader, bytesPerSample: trunk.floats * 4, augment: this.#options.pictures.augment };
  }

  async #look(phase: number): Promise<Opened> {
    const { ready, root, key, clock } = this.#options;
    const trunk = await ready.startTrunk(phase);
    const folder = featureFolder(root, { ...key, trunk: trunk.sha256 });
    await pruneFeatures(root, folder, clock.now(), FEATURE_BOUNDS);
    const store = new FeatureStore(folder, trunk.floats);
    return { phase, trunk, store, stored: new Set(), agreed: undefined, committed: new Set() };
  }

  /** A worker that has come since may have another cache; one that was lost may have stored blocks before. */
  async #agree(opened: Opened): Promise<void> {
    const { members } = this.#options;
    const { generation } = members;
    for (const name of await opened.store.list()) opened.stored.add(name);
    const found = this.#allBlocks().every(({ name }) => opened.stored.has(name));
    members.beginRound();
    const { messages } = await exchange(members, { found });
    opened.agreed = { generation, complete: messages.every((one) => one.found) };
    opened.committed.clear();
  }

  async #computeMissing(missing: readonly Block[], round: FeaturesRound): Promise<void> {
    const { feed, pictures, members, points } = this.#options;
    const { trunk } = this.#now();
    const prepared = feed.prepare(
      missing.map(({ planned }) => planned),
      pictures,
    );
    for (let next = 0; next < missing.length; next += trunk.towers) {
      if (members.interrupted) {
        prepared.discard();
        throw new StaleGenerationError(members.generation, "the generation ended within a round");
      }
      const taken = await prepared.take(trunk.towers);
      try {
        await this.#computeBlocks(missing.slice(next, next + trunk.towers), taken);
        points.reach("after-run", round);
      } finally {
        prepared.release(taken);
      }
    }
  }

  async #computeBlocks(blocks: readonly Block[], taken: readonly FedMicroBatch[]): Promise<void> {
    const { trunk, store } = this.#now();
    const outputs = [...(await this.#options.compute.call("features", taken))];
    for (const [i, { name, planned }] of blocks.entries()) {
      const { input, digests } = must(taken[i], "a prepared block");
      // A block whose every sample was set aside was not run.
      const computed =
        input === undefined
          ? new Float32Array(planned.real * trunk.floats)
          : must(outputs.shift(), "a block's features");
      const weights = input === undefined ? new Float32Array(planned.real) : this.#weightsOf(input, planned.real);
      const features = computed.subarray(0, planned.real * trunk.floats);
      await store.write(name, { features, weights, digests: digests.slice(0, planned.real) });
    }
  }

  #weightsOf(input: number, real: number): Float32Array {
    return inputViews(this.#options.arena, input, this.#now().trunk.input).sampleWeights.slice(0, real);
  }

  #allBlocks(): Block[] {
    return this.#blocksOf(0, this.#options.manifest.samples.length);
  }

  /** Blocks of the samples [offset, offset + samples), in every version. */
  #blocksOf(offset: number, samples: number): Block[] {
    const versions = 1 + this.#options.variants;
    const total = this.#options.manifest.samples.length;
    const blocks: Block[] = [];
    for (let first = offset; first < offset + samples; first += FEATURE_BLOCK)
      for (let version = 0; version < versions; version++)
        blocks.push({ name: blockName(first, version), planned: plannedBlock(first, version, total) });
    return blocks;
  }

  #now(): Opened {
    return must(this.#opened, "a phase whose features were opened");
  }
}

function plannedBlock(first: number, version: number, total: number): PlannedMicroBatch {
  const real = Math.min(FEATURE_BLOCK, total - first);
  const sampleIds = Int32Array.from({ length: FEATURE_BLOCK }, (_, i) => (i < real ? first + i : -1));
  return { sampleIds, real, seed: [0, 0], augmentEpoch: version === 0 ? undefined : version - 1 };
}
