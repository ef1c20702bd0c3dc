// The agent of one worker: opens the compute thread, the data and the checkpoints, and drives training from round to round. Runs on
// the main thread and must never hold it: everything heavy is on the compute thread or in small slices.
import { messageOf } from "../common/errors.ts";
import type { RunEvent } from "../common/events.ts";
import { withPossibleFeatures } from "../common/program/from-job.ts";
import { largestBatch, stepsPerEpoch, type TrainingProgram } from "../common/program/program.ts";
import { initialState, type ProgramState } from "../common/program/state.ts";
import type { Restored } from "./checkpoint/restore.ts";
import type { AgentOptions } from "./agent-options.ts";
import { CheckpointStore } from "./checkpoint/store.ts";
import { Checkpointer } from "./checkpointer.ts";
import { ComputeThread } from "./compute/client.ts";
import { loadKernels } from "./compute/kernels/kernels.ts";
import type { Loaded } from "./compute/protocol.ts";
import { augments } from "./data/augment/plan.ts";
import { writeAugmentationSheet } from "./data/augment/sheet.ts";
import { openSampleLoader, type SampleLoader } from "./data/sample-loader.ts";
import { sampleKindOf } from "./data/source.ts";
import { Evaluator } from "./evaluator.ts";
import { Feed } from "./feed.ts";
import { loadRequestOf, lossOf, type LoadSettings } from "./load-request.ts";
import type { Begun, Trained } from "./loop-parts.ts";
import { RoundLedger } from "./ledger/round-ledger.ts";
import type { Members } from "./members.ts";
import { type Fingerprint, numericsFingerprint } from "./numerics.ts";
import { pluginFingerprint } from "./plugins/fingerprint.ts";
import { ReadyPhase } from "./ready-phase.ts";
import { resumeFrom, tellDamaged } from "./resume.ts";
import { planOf } from "./run-plan.ts";
import { RoundRunner } from "./round-runner.ts";
import type { Splits } from "./round-samples.ts";
import { featureStageOf, picturesAreFixed, sourceOf } from "./sample-source.ts";
import { Speaker } from "./speaker.ts";
import { trainToEnd } from "./training-loop.ts";

/** What a run came to; undefined when it was halted before its end. */
export async function runAgent(options: AgentOptions): Promise<Trained | undefined> {
  const { job, onState } = options;
  const { splits, program: wanted } = planOf(job.spec, options.manifest);
  const compute = new ComputeThread(options.computeBackend);
  let loader: SampleLoader | undefined;
  try {
    await onState("started", job.spec.workers.device);
    const loaded = await compute.call("load", loadRequestOf(job.spec, settingsOf(options, wanted, splits)));
    await onState("ready", loaded.device);
    const kind = sampleKindOf(job.spec.dataset);
    loader = await (options.openLoader ?? openSampleLoader)({ ...options, root: options.dataRoot }, kind);
    const program = withPossibleFeatures(
      wanted,
      loaded.features.map((possible) => possible && picturesAreFixed(options)),
    );
    const numerics = await numericsFingerprint(loaded, kind.kind === "pictures");
    const members = await options.join({ loaded, numerics });
    const trained = await train({ ...options, splits, program, compute, loaded, loader, numerics, members });
    await onState("left", loaded.device);
    return trained;
  } finally {
    await loader?.close();
    await compute.close();
  }
}

interface AgentParts extends AgentOptions {
  readonly splits: Splits;
  readonly program: TrainingProgram;
  readonly compute: ComputeThread;
  readonly loaded: Loaded;
  readonly loader: SampleLoader;
  readonly numerics: Fingerprint;
  readonly members: Members;
}

function settingsOf(options: AgentOptions, program: TrainingProgram, splits: Splits): LoadSettings {
  const { job, modelFile, eager, cacheDir, manifest, plugins, replicas, maxWorkers } = options;
  const classes = manifest.classes.map(({ name }) => name);
  return {
    modelFile,
    eager,
    replicas,
    maxWorkers,
    cacheDir,
    classes,
    loss: lossOf(job.spec, manifest, splits.train),
    lossPlugin: plugins.find(({ plugin }) => plugin.loss !== undefined),
    largestBatch: largestBatch(program),
    validates: program.samples.validation > 0,
  };
}

async function train(parts: AgentParts): Promise<Trained | undefined> {
  const { job, manifest, loaded, compute, members } = parts;
  const layout = { arena: loaded.arena, weights: loaded.stateWeights };
  const folders = { checkpoints: parts.checkpointDir, ledger: parts.ledgerDir };
  const store = new CheckpointStore(folders, job.spec.checkpoint.keep, layout);
  const ledger = new RoundLedger();
  const checkpointer = checkpointerOf(parts, store, ledger);
  const speaker = new Speaker(parts, members);
  const feed = new Feed(loaded.arena);
  const pictures = sourceOf(parts);
  const stateHash = await compute.call("snapshot", undefined);
  const ready = new ReadyPhase(parts);
  const runner = new RoundRunner({ ...parts, ready, feed, stateHash, auditEvery: job.spec.numerics.audit });
  const features = featureStageOf({ ...parts, ready }, feed, pictures);
  const evaluator = new Evaluator(manifest, parts.plugins);
  const restore = () => begin(parts, store, checkpointer, runner);
  return trainToEnd({
    ...parts,
    kernels: loadKernels(loaded.arena.memory),
    layout,
    runner,
    ready,
    pictures,
    features,
    evaluator,
    checkpointer,
    ledger,
    speaker,
    newest: () => store.newestState(),
    restore,
  });
}

function checkpointerOf(parts: AgentParts, store: CheckpointStore, ledger: RoundLedger): Checkpointer {
  const { manifest, numerics, emitAsWriter } = parts;
  return new Checkpointer({
    ...parts,
    store,
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
}

/** All begin: from the newest checkpoint, or with the job. One of them tells. */
async function begin(
  parts: AgentParts,
  store: CheckpointStore,
  checkpointer: Checkpointer,
  runner: RoundRunner,
): Promise<Begun> {
  const { compute, program, members, emit } = parts;
  // In a later generation whatever the first one has published counts.
  const from = parts.resume || members.generation > 1 ? await store.restore() : NOTHING_FOUND;
  if (members.rank === 0) await tellDamaged(parts, from.damaged);
  const state = from.found === undefined ? await startOver(parts) : await resumeFrom(parts, from.found);
  const stateHash = await compute.call("snapshot", undefined);
  await runner.takeOver(stateHash);
  await checkpointer.begin(from.found, from.latest);
  if (members.rank === 0) {
    await parts.onStart({ step: state.step, validates: state.evaluation?.split === "validation" });
    await warnAboutSteps(program, emit);
    await writeSheet(parts);
  }
  return { state, stateHash };
}

/** In a later generation this process may have trained already. */
async function startOver({ compute, program }: AgentParts): Promise<ProgramState> {
  await compute.call("startOver", undefined);
  return initialState(program);
}

const NOTHING_FOUND: Restored = { found: undefined, latest: null, damaged: [] };

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
