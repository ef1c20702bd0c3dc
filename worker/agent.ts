// The agent of one worker: opens the compute thread, the data and the checkpoints, and drives training from round to round. Runs on
// the main thread and must never hold it: everything heavy is on the compute thread or in small slices.
import path from "node:path";
import type { Clock } from "../common/clock.ts";
import { ConfigError, JobFailedError, messageOf } from "../common/errors.ts";
import type { RunEvent } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { TestReport } from "../common/metrics/classification.ts";
import { programOf, withPossibleFeatures } from "../common/program/from-job.ts";
import { largestBatch, stepsPerEpoch, totalSteps, type TrainingProgram } from "../common/program/program.ts";
import { withEvaluationRestarted } from "../common/program/rounds.ts";
import { initialState, type ProgramState } from "../common/program/state.ts";
import { CheckpointStore } from "./checkpoint/store.ts";
import { Checkpointer } from "./checkpointer.ts";
import { ComputeThread } from "./compute/client.ts";
import type { Loaded } from "./compute/protocol.ts";
import { augments } from "./data/augment/plan.ts";
import { writeAugmentationSheet } from "./data/augment/sheet.ts";
import type { Manifest } from "./data/manifest.ts";
import { bytesPerSample, openSampleLoader, type SampleLoader } from "./data/sample-loader.ts";
import { sampleKindOf } from "./data/source.ts";
import { splitSamples } from "./data/split.ts";
import { Evaluator } from "./evaluator.ts";
import { FeatureStage } from "./features/stage.ts";
import { Feed, type SampleSource } from "./feed.ts";
import { loadRequestOf, lossOf, type LoadSettings } from "./load-request.ts";
import { RoundLedger } from "./ledger/round-ledger.ts";
import { refuseForeignFolder } from "./model/write-folder.ts";
import { type Fingerprint, fingerprintDifferences, numericsFingerprint } from "./numerics.ts";
import { augmentsOf } from "./plugins/augment.ts";
import type { LoadedPlugin } from "./plugins/check.ts";
import { pluginDifferences, pluginFingerprint, withoutPlugins } from "./plugins/fingerprint.ts";
import { RoundRunner } from "./round-runner.ts";
import type { Splits } from "./round-samples.ts";
import { type Trained, trainToEnd } from "./training-loop.ts";

export interface AgentOptions {
  readonly job: Job;
  /** Hash of what a resumed run must have in common with this one. */
  readonly jobHash: string;
  /** Of the job, in its order. */
  readonly plugins: readonly LoadedPlugin[];
  readonly modelFile: string;
  readonly dataRoot: string;
  readonly manifest: Manifest;
  readonly checkpointDir: string;
  readonly ledgerDir: string;
  readonly modelDir: string;
  /** Where the picture of augmented samples goes. */
  readonly sheetFile: string;
  readonly cacheDir: string;
  readonly eager: boolean;
  /** Go on from the newest whole checkpoint, if there is one. */
  readonly resume: boolean;
  readonly clock: Clock;
  /** Told of long work that is no step. */
  readonly onProgress: (progress: { readonly activity: string; readonly done: number; readonly total: number }) => void;
  /** Default: the data set's own loader. A test puts one here that hands over other samples than it is asked for. */
  readonly openLoader?: typeof openSampleLoader;
  /** Resolves when the event was taken. */
  readonly emit: (event: RunEvent) => Promise<void>;
  /** Told first of all: how long the job is. */
  readonly onPlanned: (plan: { readonly totalSteps: number }) => Promise<void>;
  /** Told once, before the first round: where training begins, and whether that step's validation is still to come. */
  readonly onStart: (start: { readonly step: number; readonly validates: boolean }) => Promise<void>;
  /** The test split was measured. */
  readonly onTested: (report: TestReport) => Promise<void>;
  /** Stop at the next round's edge, with a checkpoint. */
  readonly signal: AbortSignal;
}

/** What a run came to; undefined when it was stopped before its end. */
export async function runAgent(options: AgentOptions): Promise<Trained | undefined> {
  const { job, manifest, emit } = options;
  const splits = splitSamples(manifest, job.spec.training.seed, job.spec.dataset.split);
  const wanted = programOf(job.spec, {
    train: splits.train.length,
    validation: splits.validation.length,
    test: splits.test.length,
  });
  await refuseForeignFolder(options.modelDir, "spec.output.destination");
  await options.onPlanned({ totalSteps: totalSteps(wanted) });
  const compute = new ComputeThread();
  let loader: SampleLoader | undefined;
  try {
    const worker = { event: "worker", worker: "w1", pid: process.pid } as const;
    await emit({ ...worker, device: job.spec.workers.device, state: "started" });
    const loaded = await compute.call("load", loadRequestOf(job.spec, settingsOf(options, wanted, splits)));
    await emit({ ...worker, device: loaded.device, state: "ready" });
    loader = await (options.openLoader ?? openSampleLoader)(
      { ...options, root: options.dataRoot },
      sampleKindOf(job.spec.dataset),
    );
    const program = withPossibleFeatures(
      wanted,
      loaded.features.map((possible) => possible && picturesAreFixed(options)),
    );
    const trained = await train({ ...options, splits, program, compute, loaded, loader });
    await emit({ ...worker, device: loaded.device, state: "left" });
    return trained;
  } finally {
    await loader?.close();
    await compute.close();
  }
}

/** A picture that is changed anew in each epoch has no features that could be kept. */
function picturesAreFixed({ job, plugins }: Pick<AgentOptions, "job" | "plugins">): boolean {
  const { augment } = job.spec.dataset;
  return augmentsOf(plugins).length === 0 && (!augments(augment) || augment.variants > 0);
}

interface AgentParts extends AgentOptions {
  readonly splits: Splits;
  readonly program: TrainingProgram;
  readonly compute: ComputeThread;
  readonly loaded: Loaded;
  readonly loader: SampleLoader;
}

function settingsOf(options: AgentOptions, program: TrainingProgram, splits: Splits): LoadSettings {
  const { job, modelFile, eager, cacheDir, manifest, plugins } = options;
  const classes = manifest.classes.map(({ name }) => name);
  return {
    modelFile,
    eager,
    cacheDir,
    classes,
    loss: lossOf(job.spec, manifest, splits.train),
    lossPlugin: plugins.find(({ plugin }) => plugin.loss !== undefined),
    largestBatch: largestBatch(program),
    validates: program.samples.validation > 0,
  };
}

async function train(parts: AgentParts): Promise<Trained | undefined> {
  const { job, manifest, emit, program, compute, loaded, loader } = parts;
  const numerics = await numericsFingerprint(loaded);
  const fingerprint = { ...numerics, ...pluginFingerprint(parts.plugins) };
  const layout = { arena: loaded.arena, weights: loaded.stateWeights };
  const store = new CheckpointStore(
    { checkpoints: parts.checkpointDir, ledger: parts.ledgerDir },
    job.spec.checkpoint.keep,
    layout,
  );
  const state = parts.resume ? await restore(parts, store, numerics) : initialState(program);
  const ledger = new RoundLedger();
  const checkpointer = new Checkpointer({
    store,
    compute,
    ledger,
    identity: { job: parts.jobHash, data: manifest.hash, numerics: fingerprint },
    onWritten: (step, file) => emit({ event: "checkpoint", step, path: file }),
    onFailed: (step, error) => emit(checkpointWarning(step, error)),
  });
  if (state.round > 0) checkpointer.restored(state);
  await parts.onStart({ step: state.step, validates: state.evaluation?.split === "validation" });
  await warnAboutSteps(program, emit);
  await writeSheet(parts);
  const feed = new Feed(loaded.arena);
  const pictures = sourceOf(parts);
  const runner = new RoundRunner({ ...parts, feed });
  const features = featureStageOf(parts, feed, pictures, numerics);
  const evaluator = new Evaluator(manifest, (sampleId) => loader.isSetAside(sampleId), parts.plugins);
  return trainToEnd(
    {
      ...parts,
      runner,
      pictures,
      features,
      evaluator,
      layout,
      checkpointer,
      ledger,
      startedMs: parts.clock.monotonicMs(),
    },
    state,
  );
}

/** People look before the training is done; a sheet that cannot be made stops nothing. */
async function writeSheet({ job, loader, manifest, splits, sheetFile, emit }: AgentParts): Promise<void> {
  const { augment: spec, preprocess } = job.spec.dataset;
  if (!augments(spec)) return;
  const [height, width] = preprocess.resize;
  try {
    await writeAugmentationSheet({
      loader,
      size: { height, width },
      manifest,
      samples: splits.train,
      spec,
      seed: job.spec.training.seed,
      file: sheetFile,
    });
  } catch (error) {
    await emit({
      event: "warning",
      code: "augmentation-sheet-failed",
      message: `no picture of augmented samples: ${messageOf(error)}`,
    });
  }
}

function featureStageOf(parts: AgentParts, feed: Feed, pictures: SampleSource, numerics: Fingerprint): FeatureStage {
  const { compute, loaded, manifest, cacheDir } = parts;
  const { preprocess, augment } = parts.job.spec.dataset;
  const variants = pictures.augment === undefined ? 0 : augment.variants;
  const key = { data: manifest.hash, preprocess, augment: augmentKey(pictures), numerics };
  const onProgress = (done: number, total: number): void => {
    parts.onProgress({ activity: "computing features of the frozen trunk", done, total });
  };
  const root = path.join(cacheDir, "features");
  return new FeatureStage({
    compute,
    arena: loaded.arena,
    feed,
    pictures,
    manifest,
    root,
    key,
    variants,
    clock: parts.clock,
    onProgress,
  });
}

/** What the features of augmented pictures depend on, as plain data. */
function augmentKey({ augment }: SampleSource): unknown {
  if (augment === undefined) return null;
  const { plugins = [], ...rest } = augment;
  return plugins.length === 0 ? rest : { ...rest, plugins: plugins.map(({ sha256 }) => sha256) };
}

function sourceOf({ job, loader, plugins: all }: AgentParts): SampleSource {
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

/** @throws ConfigError when the newest checkpoint belongs to another job, data set or machine. */
async function restore(parts: AgentParts, store: CheckpointStore, numerics: Fingerprint): Promise<ProgramState> {
  const { manifest, damaged } = await store.restore();
  for (const { file, reason } of damaged) {
    const message = `${file} cannot be used: ${reason}`;
    await parts.emit({
      event: "warning",
      code: "checkpoint-damaged",
      message,
      hint: "the checkpoint before it is used",
    });
  }
  if (manifest === undefined) return initialState(parts.program);
  const plugins = pluginDifferences(manifest.numerics, parts.plugins);
  const problems = [
    ...(manifest.job === parts.jobHash || plugins.length > 0 ? [] : ["the job's training was changed"]),
    ...plugins,
    ...(manifest.data === parts.manifest.hash ? [] : ["the data set is another one"]),
    ...(parts.job.spec.numerics.mode === "relaxed"
      ? []
      : fingerprintDifferences(withoutPlugins(manifest.numerics), numerics)),
  ];
  if (problems.length > 0) {
    const hint =
      "a resumed run goes on bit by bit only with the same job, data and numerics; `numerics: relaxed` accepts another machine";
    throw new ConfigError(
      `${parts.checkpointDir}: this run cannot go on here`,
      problems.map((message) => ({ path: path.basename(manifest.tensors.file), message, hint })),
    );
  }
  const stateHash = await parts.compute.call("restore", undefined);
  if (stateHash !== manifest.stateHash)
    throw new JobFailedError(
      "checkpoint-damaged",
      `the restored state's hash is ${stateHash}, expected ${manifest.stateHash}`,
    );
  return withEvaluationRestarted(manifest.state);
}

function checkpointWarning(step: number, error: unknown): RunEvent {
  const message = `the checkpoint of step ${step} was not written: ${messageOf(error)}`;
  return {
    event: "warning",
    code: "checkpoint-failed",
    message,
    hint: "training goes on; the checkpoint before it stays",
  };
}

/** A batch larger than the training set is most often a mistake. */
async function warnAboutSteps(program: TrainingProgram, emit: AgentOptions["emit"]): Promise<void> {
  if (stepsPerEpoch(program) > 1 || program.samples.train === program.batchSize) return;
  const message = `an epoch is one step: there are ${program.samples.train} training samples and training.batchSize is ${program.batchSize}`;
  await emit({ event: "warning", code: "batch-larger-than-data", message, hint: "lower training.batchSize" });
}
