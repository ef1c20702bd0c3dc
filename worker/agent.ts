// The agent of one worker: opens the compute thread, the data and the checkpoints, and drives training from round to round. Runs on
// the main thread and must never hold it: everything heavy is on the compute thread or in small slices.
import path from "node:path";
import type { Clock } from "../common/clock.ts";
import { ConfigError, JobFailedError, messageOf } from "../common/errors.ts";
import type { RunEvent } from "../common/events.ts";
import type { Job } from "../common/job/schema.ts";
import type { TestReport } from "../common/metrics/classification.ts";
import { withPossibleFeatures } from "../common/program/from-job.ts";
import { largestBatch, stepsPerEpoch, type TrainingProgram } from "../common/program/program.ts";
import { withEvaluationRestarted } from "../common/program/rounds.ts";
import { initialState, type ProgramState } from "../common/program/state.ts";
import type { NamedManifest } from "./checkpoint/manifest.ts";
import type { CheckpointRegister } from "./checkpoint/register.ts";
import type { DamagedCheckpoint, Restored } from "./checkpoint/restore.ts";
import type { StateLayout } from "./checkpoint/state-file.ts";
import { CheckpointStore } from "./checkpoint/store.ts";
import { Checkpointer } from "./checkpointer.ts";
import { ComputeThread } from "./compute/client.ts";
import type { Loaded } from "./compute/protocol.ts";
import { augments } from "./data/augment/plan.ts";
import { writeAugmentationSheet } from "./data/augment/sheet.ts";
import type { Manifest } from "./data/manifest.ts";
import { bytesPerSample, openSampleLoader, type SampleLoader } from "./data/sample-loader.ts";
import { sampleKindOf } from "./data/source.ts";
import type { SampleStream } from "./data/streamed-samples.ts";
import { Evaluator } from "./evaluator.ts";
import { FeatureStage } from "./features/stage.ts";
import { Feed, type SampleSource } from "./feed.ts";
import { loadRequestOf, lossOf, type LoadSettings } from "./load-request.ts";
import { RoundLedger } from "./ledger/round-ledger.ts";
import type { Members } from "./members.ts";
import { type Fingerprint, fingerprintDifferences, numericsFingerprint } from "./numerics.ts";
import { augmentsOf } from "./plugins/augment.ts";
import type { LoadedPlugin } from "./plugins/check.ts";
import { pluginDifferences, pluginFingerprint, withoutPlugins } from "./plugins/fingerprint.ts";
import { planOf } from "./run-plan.ts";
import type { RunPlaces } from "./run-places.ts";
import { RoundRunner } from "./round-runner.ts";
import type { Splits } from "./round-samples.ts";
import { type Trained, trainToEnd } from "./training-loop.ts";

export interface AgentOptions extends RunPlaces {
  readonly job: Job;
  /** Hash of what a resumed run must have in common with this one. */
  readonly jobHash: string;
  /** Of the job, in its order. */
  readonly plugins: readonly LoadedPlugin[];
  readonly manifest: Manifest;
  readonly cacheDir: string;
  readonly eager: boolean;
  /** Workers that train the job on this machine, at most. */
  readonly replicas: number;
  /** Go on from the newest whole checkpoint, if there is one. */
  readonly resume: boolean;
  readonly clock: Clock;
  /** Told of long work that is no step. */
  readonly onProgress: (progress: { readonly activity: string; readonly done: number; readonly total: number }) => void;
  /** Brings samples where `dataRoot` cannot be reached from here. */
  readonly stream?: SampleStream | undefined;
  /** Default: the data set's own loader. A test puts one here that hands over other samples than it is asked for. */
  readonly openLoader?: typeof openSampleLoader;
  /** Resolves when the event was taken. */
  readonly emit: (event: RunEvent) => Promise<void>;
  /** The same for what this worker tells though another one speaks for all. */
  readonly emitAsWriter: (event: RunEvent) => Promise<void>;
  /** Told what this worker does. */
  readonly onState: (state: "started" | "ready" | "left", device: string) => Promise<void>;
  /** Keeps which checkpoint is the newest. */
  readonly register: CheckpointRegister;
  /** This worker could begin: finds those to train with. Closing them is the caller's business. */
  readonly join: (ready: ReadyWorker) => Promise<Members>;
  /** Told once, before the first round: where training begins, and whether that step's validation is still to come. */
  readonly onStart: (start: { readonly step: number; readonly validates: boolean }) => Promise<void>;
  /** The test split was measured. */
  readonly onTested: (report: TestReport) => Promise<void>;
  /** Aborted: reading and decoding end at once. */
  readonly signal: AbortSignal;
}

/** A worker that could begin, and where it stands. */
export interface ReadyWorker {
  readonly loaded: Loaded;
  readonly numerics: Fingerprint;
  /** Rounds that are complete. */
  readonly round: number;
  readonly stateHash: string;
}

/** What a run came to; undefined when it was halted before its end. */
export async function runAgent(options: AgentOptions): Promise<Trained | undefined> {
  const { job, onState } = options;
  const { splits, program: wanted } = planOf(job.spec, options.manifest);
  const compute = new ComputeThread();
  let loader: SampleLoader | undefined;
  try {
    await onState("started", job.spec.workers.device);
    const loaded = await compute.call("load", loadRequestOf(job.spec, settingsOf(options, wanted, splits)));
    await onState("ready", loaded.device);
    loader = await (options.openLoader ?? openSampleLoader)(
      { ...options, root: options.dataRoot },
      sampleKindOf(job.spec.dataset),
    );
    const program = withPossibleFeatures(
      wanted,
      loaded.features.map((possible) => possible && picturesAreFixed(options)),
    );
    const numerics = await numericsFingerprint(loaded);
    const parts = { ...options, splits, program, compute, loaded, loader, numerics };
    const begun = await begin(parts);
    const { state, stateHash } = begun;
    const members = await options.join({ loaded, numerics, round: state.round, stateHash });
    await compute.call("takeShare", members.shareOf(program.microBatches));
    const trained = await train(spoken({ ...parts, ...begun, members }));
    await onState("left", loaded.device);
    return trained;
  } finally {
    await loader?.close();
    await compute.close();
  }
}

/** One worker speaks for all: what happens to all of them alike is told once. */
function spoken(parts: TrainParts): TrainParts {
  if (parts.members.rank === 0) return parts;
  const silent = (): Promise<void> => Promise.resolve();
  return { ...parts, emit: silent, onStart: silent, onTested: silent, onProgress: () => undefined };
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
  readonly numerics: Fingerprint;
}

/** Where training begins. */
interface Begun {
  readonly state: ProgramState;
  /** Of weights, slots and best weights, in hex. */
  readonly stateHash: string;
  readonly layout: StateLayout;
  readonly store: CheckpointStore;
  readonly from: Pick<Restored, "found" | "latest">;
}

interface TrainParts extends AgentParts, Begun {
  readonly members: Members;
}

function settingsOf(options: AgentOptions, program: TrainingProgram, splits: Splits): LoadSettings {
  const { job, modelFile, eager, cacheDir, manifest, plugins, replicas } = options;
  const classes = manifest.classes.map(({ name }) => name);
  return {
    modelFile,
    eager,
    replicas,
    cacheDir,
    classes,
    loss: lossOf(job.spec, manifest, splits.train),
    lossPlugin: plugins.find(({ plugin }) => plugin.loss !== undefined),
    largestBatch: largestBatch(program),
    validates: program.samples.validation > 0,
  };
}

async function begin(parts: AgentParts): Promise<Begun> {
  const { job, loaded, compute, program } = parts;
  const layout = { arena: loaded.arena, weights: loaded.stateWeights };
  const folders = { checkpoints: parts.checkpointDir, ledger: parts.ledgerDir };
  const store = new CheckpointStore(folders, job.spec.checkpoint.keep, layout);
  const from = parts.resume ? await store.restore() : { found: undefined, latest: null, damaged: [] };
  await tellDamaged(parts, from.damaged);
  const state = from.found === undefined ? initialState(program) : await resumeFrom(parts, from.found);
  return { state, stateHash: await compute.call("snapshot", undefined), layout, store, from };
}

async function train(parts: TrainParts): Promise<Trained | undefined> {
  const { manifest, emit, emitAsWriter, program, loaded, numerics, from, state } = parts;
  const ledger = new RoundLedger();
  const checkpointer = new Checkpointer({
    ...parts,
    snapshot: () => parts.compute.call("snapshot", undefined),
    ledger,
    identity: {
      job: parts.jobHash,
      data: manifest.hash,
      numerics: { ...numerics, ...pluginFingerprint(parts.plugins) },
    },
    onPublished: (step, file) => emitAsWriter({ event: "checkpoint", step, path: file }),
    onFailed: (step, error) => emitAsWriter(checkpointWarning(step, error)),
  });
  await checkpointer.begin(from.found, from.latest);
  await parts.onStart({ step: state.step, validates: state.evaluation?.split === "validation" });
  await warnAboutSteps(program, emit);
  await writeSheet(parts);
  const feed = new Feed(loaded.arena);
  const pictures = sourceOf(parts);
  const runner = new RoundRunner({ ...parts, feed });
  const features = featureStageOf(parts, feed, pictures);
  const evaluator = new Evaluator(manifest, parts.plugins);
  return trainToEnd({ ...parts, runner, pictures, features, evaluator, checkpointer, ledger }, state);
}

/** People look before the training is done; a sheet that cannot be made stops nothing. */
async function writeSheet({ job, loader, manifest, splits, sheetFile, emit, members }: TrainParts): Promise<void> {
  const { augment: spec, preprocess } = job.spec.dataset;
  if (!augments(spec) || members.rank !== 0) return;
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

function featureStageOf(parts: TrainParts, feed: Feed, pictures: SampleSource): FeatureStage {
  const { compute, loaded, manifest, cacheDir, members, numerics } = parts;
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
    members,
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

async function tellDamaged({ emit }: AgentParts, damaged: readonly DamagedCheckpoint[]): Promise<void> {
  for (const { file, reason } of damaged) {
    const message = `${file} cannot be used: ${reason}`;
    await emit({
      event: "warning",
      code: "checkpoint-damaged",
      message,
      hint: "the checkpoint before it is used",
    });
  }
}

/** @throws ConfigError when the checkpoint belongs to another job, data set or machine. */
async function resumeFrom(parts: AgentParts, { manifest }: NamedManifest): Promise<ProgramState> {
  const plugins = pluginDifferences(manifest.numerics, parts.plugins);
  const problems = [
    ...(manifest.job === parts.jobHash || plugins.length > 0 ? [] : ["the job's training was changed"]),
    ...plugins,
    ...(manifest.data === parts.manifest.hash ? [] : ["the data set is another one"]),
    ...(parts.job.spec.numerics.mode === "relaxed"
      ? []
      : fingerprintDifferences(withoutPlugins(manifest.numerics), parts.numerics)),
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
  const message = `the checkpoint of step ${step} was not published: ${messageOf(error)}`;
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
