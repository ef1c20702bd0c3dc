// A worker process: registers with a coordinator, loads what the job needs, trains with the other workers, leaves. Wires the parts.
import { hostname } from "node:os";
import { systemClock } from "../common/clock.ts";
import {
  ConfigError,
  CorruptDataError,
  InvalidRequestError,
  JobFailedError,
  messageOf,
  UsageError,
} from "../common/errors.ts";
import { parseJob } from "../common/job/parse.ts";
import { failureReportOf } from "../proto/failure.ts";
import { runAgent } from "./agent.ts";
import type { AgentOptions } from "./agent-options.ts";
import type { CheckpointRegister } from "./checkpoint/register.ts";
import { type Registration, register } from "./coordination/registration.ts";
import { ShutdownError } from "./coordination/worker-session.ts";
import { dataAccess } from "./data-access.ts";
import { parseManifest } from "./data/manifest-file.ts";
import { Links } from "./joining.ts";
import type { Transport } from "./links/link.ts";
import { loadPlugins } from "./plugins/load.ts";
import { NO_POINTS, type ProtocolPoints } from "./protocol-points.ts";
import { ReportQueue } from "./report-queue.ts";
import { runPlaces } from "./run-places.ts";
import { settingsSchema } from "./settings.ts";

export interface WorkerOptions {
  /** "HOST:PORT" of each coordinator. */
  readonly coordinators: readonly string[];
  /** Refused by a coordinator that has another job. */
  readonly jobHash?: string;
  readonly cacheDir: string;
  /** Where the data set lies on this machine. Left out: where the job says. */
  readonly dataRoot?: string;
  /** Leave at once, without a word. */
  readonly signal: AbortSignal;
  /** Leave in order: what was computed here is committed first. */
  readonly drain: AbortSignal;
  readonly instead?: Replacements;
}

/** What tests put in the place of a worker's own parts. */
export interface Replacements extends Pick<AgentOptions, "computeBackend" | "openLoader"> {
  readonly points?: (workerId: string) => ProtocolPoints;
  readonly transport?: (own: Transport) => Transport;
}

/** Works until the job is over or has no more use for this worker. @throws what made it fail; the coordinator has been told */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const registration = await registered(options);
  const { session } = registration;
  const stop = new AbortController();
  void session.done.then((shutdown) => {
    stop.abort(new ShutdownError(shutdown));
  });
  try {
    await work(registration, options, AbortSignal.any([options.signal, stop.signal]));
  } catch (error) {
    await tellFailure(registration, error, stop.signal);
  } finally {
    await session.close();
  }
}

/** The coordinator knows why it has ended this worker; of all else it is told. */
async function tellFailure({ session }: Registration, error: unknown, ended: AbortSignal): Promise<void> {
  if (ended.aborted) {
    throwIfReplaced(ended.reason as ShutdownError);
    return;
  }
  if (isJobs(error)) await session.report("failed", failureReportOf(error));
  else await session.leave(messageOf(error));
  throw error;
}

/** Another process in this one's place may do better: whoever started it is to see that by the exit code. */
function throwIfReplaced({ code, message }: ShutdownError): void {
  if (REPLACED.includes(code)) throw new JobFailedError("worker-dismissed", `${code}: ${message}`);
}

const REPLACED = ["stuck", "cut-off", "set-aside", "coordinator-lost", "refused"];

/** What every worker would fail with. Anything else may be this one's alone: another takes its place, and the job goes on. */
function isJobs(error: unknown): boolean {
  if (error instanceof JobFailedError) return !OWN_FAILURES.includes(error.code);
  return error instanceof ConfigError || error instanceof CorruptDataError;
}

const OWN_FAILURES = ["compute-thread-died", "compute-closed", "out-of-memory", "copy-damaged"];

async function registered({ coordinators, jobHash, signal }: WorkerOptions): Promise<Registration> {
  const expected = jobHash === undefined ? {} : { jobHash };
  try {
    return await register({ addresses: coordinators, host: hostname(), pid: process.pid, signal, ...expected });
  } catch (error) {
    if (error instanceof InvalidRequestError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function work(registration: Registration, options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const { session, jobText, jobHash } = registration;
  const { jobFile, directory, eager, resume, replicas, maxWorkers } = settingsSchema.parse(registration.settings);
  const job = parseJob(jobText, jobFile);
  const reports = new ReportQueue(session);
  const { points: pointsOf, transport = (own: Transport) => own, ...replaced } = options.instead ?? {};
  const points = pointsOf?.(registration.workerId) ?? NO_POINTS;
  const links = new Links({ registration, job, signal, maxWorkers, transport, points });
  const drain = (): void => {
    session.drain("it was asked to end");
  };
  if (options.drain.aborted) drain();
  else options.drain.addEventListener("abort", drain, { once: true, signal });
  const places = runPlaces(job, directory);
  const manifest = await parseManifest(await registration.manifest(signal), "the coordinator's manifest");
  try {
    const data = await dataAccess({ job, manifest, places, own: options.dataRoot, registration });
    if (data.warning !== undefined) await reports.send("event", data.warning);
    const trained = await runAgent({
      ...hooksOf(reports),
      ...places,
      ...data.access,
      ...replaced,
      points,
      job,
      jobHash,
      manifest,
      plugins: await loadPlugins(job.spec, jobFile),
      cacheDir: options.cacheDir,
      eager,
      resume,
      replicas,
      maxWorkers,
      clock: systemClock,
      signal,
      register: registerOf(registration),
      join: (ready) => links.join(ready),
    });
    await reports.settled();
    if (trained !== undefined) await session.report("trained", trained);
    await session.leave(links.drained ? "drained" : undefined);
  } finally {
    await links.close();
  }
}

/** The coordinator's store says which checkpoint is the newest. */
function registerOf({ session, workerId }: Registration): CheckpointRegister {
  return {
    writer: workerId,
    get fencingToken() {
      return session.fencingToken;
    },
    publish: (change) => session.publish(change),
  };
}

/** What the agent tells goes to the coordinator, which owns the run's folder. */
function hooksOf(
  reports: ReportQueue,
): Pick<AgentOptions, "onProgress" | "emit" | "emitAsWriter" | "onState" | "onStart" | "onTested" | "untakenRound"> {
  return {
    onProgress: (progress) => void reports.send("event", { event: "progress", ...progress }).catch(() => undefined),
    emit: (event, spoken) => reports.send("event", { ...event, spoken }, spoken?.round),
    // Taken before anybody leaves: the worker that speaks for all may be the first to report the end.
    emitAsWriter: (event) => reports.sendAndWait("event", event),
    onState: () => Promise.resolve(), // the coordinator sees it in the session
    onStart: (start) => reports.sendAndWait("begin", start),
    onTested: (report, spoken) => reports.send("tested", { ...report, spoken }, spoken?.round),
    untakenRound: () => reports.unansweredRound,
  };
}
