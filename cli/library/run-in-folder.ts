// The process that owns a run's folder: job, manifest, events, report and `finished`. How the training itself is done is given to it.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { systemClock } from "../../common/clock.ts";
import { ConfigError, messageOf } from "../../common/errors.ts";
import type { FinishedEvent, RunEvent } from "../../common/events.ts";
import { isMissing, writeAtomically } from "../../common/files.ts";
import { stringifyJob } from "../../common/job/canonical.ts";
import { withAbsoluteLocations } from "../../common/job/locations.ts";
import { parseJob } from "../../common/job/parse.ts";
import type { Job } from "../../common/job/schema.ts";
import { totalSteps } from "../../common/program/program.ts";
import type { AgentOptions } from "../../worker/agent-options.ts";
import type { Manifest } from "../../worker/data/manifest.ts";
import type { Skipped } from "../../worker/data/findings.ts";
import { readManifest, writeManifest } from "../../worker/data/manifest-file.ts";
import { dataSourceOf, readDataSet } from "../../worker/data/source.ts";
import { refuseForeignFolder } from "../../worker/model/write-folder.ts";
import { Callbacks } from "../../worker/plugins/callbacks.ts";
import type { LoadedPlugin } from "../../worker/plugins/check.ts";
import { loadPlugins, type PluginRef } from "../../worker/plugins/load.ts";
import { runPlaces } from "../../worker/run-places.ts";
import { planOf } from "../../worker/run-plan.ts";
import type { Trained } from "../../worker/loop-parts.ts";
import { writeReport } from "../report/write.ts";
import type { Emit } from "./event-stream.ts";
import { Recorder } from "./recorder.ts";
import { jobHashOf, refuseChangedJob } from "./resume.ts";
import { openRunFolder, readFinished, readText, type RunFolder, writeFinished } from "./run-folder.ts";

export interface JobRunOptions {
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

/**
 * Opens or takes up the run's folder, gets ready what all kinds of training need, trains, finishes.
 * @throws ConfigError, UsageError, JobFailedError
 */
export async function runInOwnFolder(jobFile: string, options: JobRunOptions, emit: Emit, train: Train): Promise<void> {
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
    await runInFolder({ job, jobFile, folder, options, emit, train, onBegun: () => (progress.begun = true) });
  } catch (error) {
    // Stopped before training began: there is nothing to save and nothing to say.
    if (!isStop(error, options)) throw error;
  } finally {
    await folder.close({ remove: !progress.begun });
  }
}

function isStop(error: unknown, { signal }: JobRunOptions): boolean {
  return signal?.aborted === true && error === signal.reason;
}

/**
 * The same in a folder that several coordinators share, by the one that leads: it takes up what is there.
 * @returns "stopped" where `options.signal` ended it; everything is then left as it is
 */
export async function runInSharedFolder(
  jobFile: string,
  options: JobRunOptions,
  folder: RunFolder,
  { emit, train }: { readonly emit: Emit; readonly train: Train },
): Promise<"over" | "stopped"> {
  const job = await readJob(jobFile, options.set ?? []);
  try {
    await runInFolder({ job, jobFile, folder, options, emit, train, takesUp: true, onBegun: () => undefined });
    return "over";
  } catch (error) {
    if (isStop(error, options)) return "stopped";
    throw error;
  }
}

/** What is told while a job trains, whoever trains it. */
export type TrainHooks = Pick<AgentOptions, "onProgress" | "emit" | "onTested" | "onStart">;

/** A run that is ready to be trained. */
export interface PreparedRun extends FolderRun {
  readonly plugins: readonly LoadedPlugin[];
  readonly manifest: Manifest;
  readonly jobHash: string;
  readonly hooks: TrainHooks;
  /** That was told before this process led; undefined before training began. */
  readonly lastStep: number | undefined;
}

/** Trains: in this process, or by workers. @returns undefined when it was halted before its end */
export type Train = (run: PreparedRun) => Promise<Trained | undefined>;

interface FolderRun {
  readonly job: Job;
  readonly jobFile: string;
  readonly folder: RunFolder;
  readonly options: JobRunOptions;
  readonly emit: Emit;
  readonly train: Train;
  /** Another coordinator may have begun already. */
  readonly takesUp?: boolean;
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
    const { modelFile, modelDir } = runPlaces(job, directory);
    const jobHash = await hashed(job, modelFile, plugins);
    await refuseForeignFolder(modelDir, "spec.output.destination");
    const lastStep = run.takesUp === true ? await record.takeUp() : undefined;
    await record.event(started(run, totalSteps(planOf(job.spec, manifest).program)));
    const trained = await run.train({ ...run, hooks: hooksOf(run, record), plugins, manifest, jobHash, lastStep });
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

function hooksOf({ job, folder, options }: FolderRun, record: Recorder): TrainHooks {
  const { directory } = folder;
  return {
    onProgress: (progress) => options.onProgress?.(progress),
    emit: (event) => record.event(event),
    onTested: (report) =>
      writeAtomically(path.join(directory, "test.json"), [`${JSON.stringify(report, undefined, 1)}\n`]),
    onStart: async (from) => {
      await writeAtomically(path.join(directory, "job.yaml"), [stringifyJob(job)]);
      await record.begin(from);
    },
  };
}

function started({ jobFile, folder: { directory } }: FolderRun, steps: number): RunEvent {
  return { event: "started", run: path.basename(directory), runDir: directory, job: jobFile, totalSteps: steps };
}

async function finish({ job, folder }: FolderRun, record: Recorder, trained: Trained): Promise<void> {
  const { directory } = folder;
  const model = runPlaces(job, directory).modelDir;
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

/** @throws ConfigError */
export async function readJob(jobFile: string, overrides: readonly string[]): Promise<Job> {
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
  { onProgress, signal }: JobRunOptions,
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
