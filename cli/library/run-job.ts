// Runs a job from start to end on this machine: events as an async iterator, cancellation by AbortSignal. The command line is a thin
// shell over this.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { cacheDir as defaultCacheDir } from "../../common/cache-dir.js";
import { systemClock } from "../../common/clock.ts";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { EventQueue } from "../../common/event-queue.ts";
import type { FinishedEvent, RunEvent, Stamped } from "../../common/events.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import { filePathOf, withAbsoluteLocations } from "../../common/job/locations.ts";
import { parseJob } from "../../common/job/parse.ts";
import type { Job } from "../../common/job/schema.ts";
import { type AgentOptions, runAgent } from "../../worker/agent.ts";
import type { Manifest } from "../../worker/data/manifest.ts";
import type { Skipped } from "../../worker/data/findings.ts";
import { readManifest, writeManifest } from "../../worker/data/manifest-file.ts";
import { dataSourceOf, readDataSet } from "../../worker/data/source.ts";
import { Callbacks } from "../../worker/plugins/callbacks.ts";
import { loadPlugins, type PluginRef } from "../../worker/plugins/load.ts";
import type { Trained } from "../../worker/training-loop.ts";
import { writeReport } from "../report/write.ts";
import { Recorder } from "./recorder.ts";
import { jobHashOf, refuseChangedJob } from "./resume.ts";
import { checkpointFolder, destination } from "./destinations.ts";
import { openRunFolder, readFinished, readText, type RunFolder, writeFinished } from "./run-folder.ts";

export interface RunOptions {
  /** Default: runs/NAME in the working directory. */
  readonly runDir?: string;
  /** Go on with the run in the folder; one that is finished gives its `finished` again. */
  readonly resume?: boolean;
  /** Compute with tfjs op by op instead of the compiled step. */
  readonly eager?: boolean;
  /** "path=value" overrides of the job's keys. */
  readonly set?: readonly string[];
  /** Stops at the next round's edge, after a checkpoint. The iterator then ends without `finished`. */
  readonly signal?: AbortSignal;
  /** Default: ELASTUNE_CACHE, else the user's cache folder. */
  readonly cacheDir?: string;
  /** Told of long work before training begins. */
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunProgress {
  readonly activity: string;
  readonly done: number;
  readonly total: number;
}

/** Events that may wait for a slow reader before training waits for it. */
const QUEUED_EVENTS = 1000;

/**
 * The run begins at once. A reader that leaves the loop stops it as the signal does: at the next round's edge, after a checkpoint.
 * @throws while iterating: ConfigError, UsageError, JobFailedError
 */
export function runJob(jobFile: string, options: RunOptions = {}): AsyncIterable<RunEvent & Stamped> {
  const left = new AbortController();
  const queue = new EventQueue<RunEvent & Stamped>(QUEUED_EVENTS, () => {
    left.abort();
  });
  const signal = AbortSignal.any([left.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const emit = (event: RunEvent): Promise<void> =>
    queue.push({ ...event, time: new Date(systemClock.now()).toISOString() });
  run(jobFile, { ...options, signal }, emit).then(
    () => {
      queue.close();
    },
    (error: unknown) => {
      queue.fail(error);
    },
  );
  return queue;
}

type Emit = (event: RunEvent) => Promise<void>;

async function run(jobFile: string, options: RunOptions, emit: Emit): Promise<void> {
  const job = await readJob(jobFile, options.set ?? []);
  const directory = path.resolve(options.runDir ?? path.join("runs", job.metadata.name));
  const resume = options.resume ?? false;
  const finished = resume ? await readFinished(directory) : undefined;
  if (finished !== undefined) {
    await emit(finished);
    return;
  }
  const folder = await openRunFolder(directory, resume, systemClock);
  const progress = { begun: false };
  try {
    await runInFolder({ job, jobFile, folder, options, emit, onBegun: () => (progress.begun = true) });
  } catch (error) {
    // Stopped before training began: there is nothing to save and nothing to say.
    if (!isStop(error, options)) throw error;
  } finally {
    await folder.close({ remove: !progress.begun });
  }
}

function isStop(error: unknown, { signal }: RunOptions): boolean {
  return signal?.aborted === true && error === signal.reason;
}

interface FolderRun {
  readonly job: Job;
  readonly jobFile: string;
  readonly folder: RunFolder;
  readonly options: RunOptions;
  readonly emit: Emit;
  /** Called when training begins: from then on the folder holds something worth keeping. */
  readonly onBegun: () => void;
}

async function runInFolder(run: FolderRun): Promise<void> {
  const { job, folder, options, emit } = run;
  const { directory } = folder;
  if (folder.existed) await refuseIfChanged(job, directory);
  const plugins = await loadPlugins(job.spec, run.jobFile);
  const callbacks = new Callbacks(plugins);
  const record = new Recorder({ directory, clock: systemClock, callbacks, emit, onBegun: run.onBegun });
  try {
    const manifest = await manifestFor(job, directory, options, (event) => record.event(event));
    const modelFile = must(filePathOf(job.spec.model.source, directory), "a file: model");
    const jobHash = await hashed(job, modelFile, plugins);
    const trained = await runAgent({ ...agentOptions(run, record), plugins, manifest, modelFile, jobHash });
    run.onBegun();
    if (trained === undefined) await record.event(stopped(run));
    else await finish(run, record, trained);
  } catch (error) {
    if (!isStop(error, options)) await record.failed(error);
    throw error;
  } finally {
    await record.close();
  }
}

function agentOptions(
  { job, jobFile, folder, options }: FolderRun,
  record: Recorder,
): Omit<AgentOptions, "plugins" | "manifest" | "modelFile" | "jobHash"> {
  const { directory } = folder;
  return {
    job,
    dataRoot: dataSourceOf(job.spec.dataset, directory).root,
    checkpointDir: checkpointFolder(job, directory),
    ledgerDir: path.join(directory, "ledger"),
    modelDir: modelDirOf(job, directory),
    sheetFile: path.join(directory, "augmentation.png"),
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    eager: options.eager ?? false,
    resume: folder.existed,
    clock: systemClock,
    onProgress: (progress) => options.onProgress?.(progress),
    emit: (event) => record.event(event),
    signal: options.signal ?? new AbortController().signal,
    onTested: (report) =>
      writeAtomically(path.join(directory, "test.json"), [`${JSON.stringify(report, undefined, 1)}\n`]),
    onPlanned: ({ totalSteps }) =>
      record.event({ event: "started", run: path.basename(directory), runDir: directory, job: jobFile, totalSteps }),
    onStart: async (from) => {
      await writeAtomically(path.join(directory, "job.yaml"), [stringifyJob(job)]);
      await record.begin(from);
    },
  };
}

async function finish({ job, folder }: FolderRun, record: Recorder, trained: Trained): Promise<void> {
  const { directory } = folder;
  const model = modelDirOf(job, directory);
  const finished = {
    event: "finished",
    seconds: process.uptime(),
    model,
    report: null,
    ...trained,
  } as const;
  await writeFinished(directory, finished);
  const report = await reportOf(directory, record);
  const complete: FinishedEvent = { ...finished, report, seconds: process.uptime() };
  await writeFinished(directory, complete);
  await record.event(complete);
}

/** The page for people; a run whose report cannot be drawn is finished all the same. */
async function reportOf(directory: string, record: Recorder): Promise<string | null> {
  try {
    return await writeReport(directory);
  } catch (error) {
    await record.event({
      event: "warning",
      code: "report-failed",
      message: `report.html was not written: ${messageOf(error)}`,
    });
    return null;
  }
}

async function readJob(jobFile: string, overrides: readonly string[]): Promise<Job> {
  let text: Uint8Array;
  try {
    text = await readFile(jobFile);
  } catch (error) {
    const message = isMissing(error) ? "there is no such file" : messageOf(error);
    throw new ConfigError(jobFile, [{ path: "", message }], { cause: error });
  }
  return withAbsoluteLocations(parseJob(text, jobFile, overrides), path.dirname(path.resolve(jobFile)));
}

async function refuseIfChanged(job: Job, directory: string): Promise<void> {
  const stored = await readText(path.join(directory, "job.yaml"));
  if (stored !== undefined) refuseChangedJob(parseJob(stored, path.join(directory, "job.yaml")), job, directory);
}

/** The manifest that the run began with, else a new one. */
async function manifestFor(
  job: Job,
  directory: string,
  { onProgress, signal }: RunOptions,
  emit: Emit,
): Promise<Manifest> {
  const file = path.join(directory, "manifest.json");
  if ((await readText(path.join(directory, "job.yaml"))) !== undefined)
    return readManifest(file).catch(refuseDamaged(file));
  const { manifest, skipped } = await readDataSet(dataSourceOf(job.spec.dataset, directory), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ files, totalFiles }) =>
      onProgress?.({ activity: "reading the data set", done: files, total: totalFiles }),
  });
  await writeManifest(file, manifest);
  if (skipped.count > 0) await emit(skippedWarning(skipped));
  return manifest;
}

/** Without the manifest nobody can say whether the data is still what the run began with. */
function refuseDamaged(file: string): (error: unknown) => never {
  return (error) => {
    throw new ConfigError(file, [{ path: "", message: messageOf(error), hint: "begin a new run by --run-dir DIR" }], {
      cause: error,
    });
  };
}

function skippedWarning({ count, examples }: Skipped): RunEvent {
  const named = examples.slice(0, 3).map(({ path: file, reason }) => `${file} (${reason})`);
  return {
    event: "warning",
    code: "files-skipped",
    message: `${count} files of the data set are no samples: ${named.join(", ")}${count > 3 ? ", ..." : ""}`,
  };
}

async function hashed(job: Job, modelFile: string, plugins: readonly PluginRef[]): Promise<string> {
  try {
    return await jobHashOf(job, modelFile, plugins);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const message = isMissing(error) ? "there is no such file" : messageOf(error);
    throw new ConfigError(modelFile, [{ path: "spec.model.source", message }], { cause: error });
  }
}

function modelDirOf(job: Job, directory: string): string {
  return destination(job.spec.output.destination, directory, "model");
}

function stopped({ jobFile, folder, options }: FolderRun): RunEvent {
  const same = [...(options.set ?? []).map((set) => `--set ${set}`), ...(options.eager === true ? ["--eager"] : [])];
  const command = ["elastune run", jobFile, "--run-dir", folder.directory, "--resume", ...same].join(" ");
  return {
    event: "warning",
    code: "stopped",
    message: "stopped before the end; a checkpoint holds everything so far",
    hint: `go on by: ${command}`,
  };
}
