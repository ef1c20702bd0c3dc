// From the job to what the compute thread is told.
import { availableParallelism } from "node:os";
import path from "node:path";
import type { JobSpec } from "../common/job/schema.ts";
import { must } from "../common/errors.ts";
import { classWeightsOf } from "../common/program/class-weights.ts";
import type { LoadRequest } from "./compute/protocol.ts";
import type { LossOptions } from "./compute/loss.ts";
import type { OptimizerSpec } from "./compute/optimizer.ts";
import type { Manifest } from "./data/manifest.ts";
import { featureColumns } from "./data/source.ts";
import type { PluginRef } from "./plugins/load.ts";

export interface LoadSettings {
  readonly loss: LossOptions;
  /** The one whose loss takes the place of that. */
  readonly lossPlugin: PluginRef | undefined;
  readonly modelFile: string;
  readonly classes: readonly string[];
  readonly eager: boolean;
  /** Samples of the largest step that any phase may grow to. */
  readonly largestBatch: number;
  /** Whether there is a validation split, by which a phase's best weights are known. */
  readonly validates: boolean;
  /** Workers that train the job on this machine, at most. */
  readonly replicas: number;
  /** World size at most. */
  readonly maxWorkers: number;
  /** elastune's cache folder; compiled graphs go below it. */
  readonly cacheDir: string;
}

export function loadRequestOf(spec: JobSpec, settings: LoadSettings): LoadRequest {
  const { model, dataset, training, workers } = spec;
  const { lossPlugin } = settings;
  return {
    modelFile: settings.modelFile,
    cutAt: model.cutAt,
    weights: model.weights,
    head: model.head,
    classes: settings.classes,
    seed: training.seed,
    columns: featureColumns(dataset),
    resize: dataset.preprocess.resize,
    scale: dataset.preprocess.scale,
    phases: training.phases.map(({ name, unfreeze, learningRate, batchNormalization }) => ({
      name,
      unfreeze,
      learningRate,
      batchNormalization,
    })),
    optimizer: optimizerOf(training.optimizer),
    clipNorm: training.clipNorm,
    loss: settings.loss,
    lossPlugin: lossPlugin && { file: lossPlugin.file, sha256: lossPlugin.sha256 },
    largestMicroBatch: settings.largestBatch / training.microBatches,
    microBatches: training.microBatches,
    keepBest: settings.validates,
    towers: towersOf(spec, settings.replicas),
    ranks: settings.maxWorkers,
    compute: settings.eager ? "eager" : "graph",
    formats: spec.output.formats.filter((format) => format !== "tfjs"),
    device: workers.device,
    cacheDir: path.join(settings.cacheDir, "graphs"),
  };
}

/**
 * The loss that the job asks for.
 * @param trainSplit manifest ids of the samples that train
 * @throws ConfigError for weights of classes that there are not
 */
export function lossOf({ training }: JobSpec, manifest: Manifest, trainSplit: Int32Array): LossOptions {
  const { labelSmoothing, classWeights } = training.loss;
  if (classWeights === undefined) return { labelSmoothing, classWeights };
  const counts = manifest.classes.map(() => 0);
  for (const id of trainSplit) {
    const label = must(manifest.samples[id], `sample ${id}`).class;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const classes = manifest.classes.map(({ name }, label) => ({ name, count: counts[label] ?? 0 }));
  return { labelSmoothing, classWeights: classWeightsOf(classWeights, classes) };
}

function optimizerOf(optimizer: JobSpec["training"]["optimizer"]): OptimizerSpec {
  return "adamw" in optimizer ? { kind: "adamw", ...optimizer.adamw } : { kind: "sgd", ...optimizer.sgd };
}

/** Micro-batches that run at once: changes speed, never bits. More than a step has would stand idle. */
function towersOf({ workers, training }: JobSpec, replicas: number): number {
  const threads =
    workers.threads === "auto" ? Math.max(1, Math.floor(availableParallelism() / replicas)) : workers.threads;
  return Math.min(threads, training.microBatches);
}
