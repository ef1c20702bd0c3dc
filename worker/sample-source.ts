// From the job to where a round's samples come from: the data set, or the features of a frozen trunk.
import path from "node:path";
import type { AgentOptions } from "./agent-options.ts";
import type { ComputeThread } from "./compute/client.ts";
import type { Loaded } from "./compute/protocol.ts";
import { augments } from "./data/augment/plan.ts";
import { bytesPerSample, type SampleLoader } from "./data/sample-loader.ts";
import { sampleKindOf } from "./data/source.ts";
import { FeatureStage } from "./features/stage.ts";
import type { Feed, SampleSource } from "./feed.ts";
import type { Members } from "./members.ts";
import type { Fingerprint } from "./numerics.ts";
import { augmentsOf } from "./plugins/augment.ts";
import type { ReadyPhase } from "./ready-phase.ts";

interface SourceParts extends Pick<AgentOptions, "job" | "plugins"> {
  readonly loader: SampleLoader;
}

interface FeatureParts extends Pick<AgentOptions, "job" | "manifest" | "cacheDir" | "clock" | "points" | "onProgress"> {
  readonly compute: ComputeThread;
  readonly ready: ReadyPhase;
  readonly loaded: Loaded;
  readonly members: Members;
  readonly numerics: Fingerprint;
}

/** A picture that is changed anew in each epoch has no features that could be kept. */
export function picturesAreFixed({ job, plugins }: Pick<AgentOptions, "job" | "plugins">): boolean {
  const { augment } = job.spec.dataset;
  return augmentsOf(plugins).length === 0 && (!augments(augment) || augment.variants > 0);
}

export function featureStageOf(parts: FeatureParts, feed: Feed, pictures: SampleSource): FeatureStage {
  const { compute, ready, loaded, manifest, cacheDir, members, numerics } = parts;
  const { preprocess, augment } = parts.job.spec.dataset;
  const variants = pictures.augment === undefined ? 0 : augment.variants;
  const key = { data: manifest.hash, preprocess, augment: augmentKey(pictures), numerics };
  const onProgress = (done: number, total: number): void => {
    parts.onProgress({ activity: "computing features of the frozen trunk", done, total });
  };
  const root = path.join(cacheDir, "features");
  return new FeatureStage({
    compute,
    ready,
    arena: loaded.arena,
    feed,
    members,
    pictures,
    manifest,
    root,
    key,
    variants,
    clock: parts.clock,
    points: parts.points,
    onProgress,
  });
}

/** What the features of augmented pictures depend on, as plain data. */
function augmentKey({ augment }: SampleSource): unknown {
  if (augment === undefined) return null;
  const { plugins = [], ...rest } = augment;
  return plugins.length === 0 ? rest : { ...rest, plugins: plugins.map(({ sha256 }) => sha256) };
}

/** Pictures, or rows of numbers, as the job has them changed. */
export function sourceOf({ job, loader, plugins: all }: SourceParts): SampleSource {
  const { dataset } = job.spec;
  const spec = dataset.augment;
  const plugins = augmentsOf(all);
  const augment = { spec, seed: job.spec.training.seed, ...(plugins.length > 0 && { plugins }) };
  return {
    loader,
    bytesPerSample: bytesPerSample(sampleKindOf(dataset)),
    augment: augments(spec) || plugins.length > 0 ? augment : undefined,
  };
}
