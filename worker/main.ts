// A worker process: registers with a coordinator, loads what the job needs, trains with the other workers, leaves. Wires the parts.
import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../common/clock.ts";
import { InvalidRequestError, JobFailedError, PeerLostError, UsageError } from "../common/errors.ts";
import { parseJob } from "../common/job/parse.ts";
import type { Job } from "../common/job/schema.ts";
import { failureReportOf } from "../proto/failure.ts";
import { runAgent } from "./agent.ts";
import type { AgentOptions, ReadyWorker } from "./agent-options.ts";
import type { CheckpointRegister } from "./checkpoint/register.ts";
import { Collective } from "./collective/collective.ts";
import { loadKernels } from "./compute/kernels/kernels.ts";
import { type Registration, register } from "./coordination/registration.ts";
import { ShutdownError } from "./coordination/session.ts";
import { dataAccess } from "./data-access.ts";
import { parseManifest } from "./data/manifest-file.ts";
import type { Transport } from "./links/link.ts";
import { unixTransport } from "./links/unix.ts";
import { Member } from "./member.ts";
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

/** For the coordinator to see itself why a peer is gone. */
const PEER_LOST_MS = 20_000;

/** The coordinator knows why it has ended this worker, and sees a peer's death itself; of all else it is told. */
async function tellFailure({ session }: Registration, error: unknown, ended: AbortSignal): Promise<void> {
  const lost = error instanceof PeerLostError;
  if (lost) await Promise.race([session.done, systemClock.sleep(PEER_LOST_MS, ended).catch(() => undefined)]);
  if (ended.aborted) return;
  const told = lost ? new JobFailedError("peer-lost", error.message, { cause: error }) : error;
  await session.report("failed", failureReportOf(told));
  throw told;
}

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
  const { jobFile, directory, eager, resume, replicas } = settingsSchema.parse(registration.settings);
  const job = parseJob(jobText, jobFile);
  const reports = new ReportQueue(session);
  const { points, transport = (own: Transport) => own, ...replaced } = options.instead ?? {};
  const links = new Links(registration, job, signal, transport);
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
      points: points?.(registration.workerId) ?? NO_POINTS,
      job,
      jobHash,
      manifest,
      plugins: await loadPlugins(job.spec, jobFile),
      cacheDir: options.cacheDir,
      eager,
      resume,
      replicas,
      clock: systemClock,
      signal,
      register: registerOf(registration),
      join: (ready) => links.join(ready, replicas),
    });
    await reports.settled();
    if (trained !== undefined && links.rank === 0) await session.report("trained", trained);
    await session.leave();
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
): Pick<AgentOptions, "onProgress" | "emit" | "emitAsWriter" | "onState" | "onStart" | "onTested"> {
  return {
    onProgress: (progress) => void reports.send("event", { event: "progress", ...progress }).catch(() => undefined),
    emit: (event) => reports.send("event", event),
    // Taken before anybody leaves: the worker that speaks for all may be the first to report the end.
    emitAsWriter: (event) => reports.sendAndWait("event", event),
    onState: () => Promise.resolve(), // the coordinator sees it in the session
    onStart: (start) => reports.sendAndWait("begin", start),
    onTested: (report) => reports.sendAndWait("tested", report),
  };
}

/** This worker's links to the others: they stand from `join` until `close`, or until the coordinator ends this worker. */
class Links {
  readonly #registration: Registration;
  readonly #job: Job;
  readonly #signal: AbortSignal;
  readonly #transport: (own: Transport) => Transport;
  #folder: string | undefined;
  #collective: Collective | undefined;
  rank = -1;

  constructor(registration: Registration, job: Job, signal: AbortSignal, transport: (own: Transport) => Transport) {
    this.#transport = transport;
    this.#registration = registration;
    this.#job = job;
    this.#signal = signal;
    signal.addEventListener("abort", () => void this.#collective?.close(), { once: true });
  }

  async join({ loaded, numerics, round, stateHash }: ReadyWorker, replicas: number): Promise<Member> {
    const { session, jobUid } = this.#registration;
    const { arena, device } = loaded;
    this.#folder = await mkdtemp(path.join(tmpdir(), "elastune-"));
    const { phaseParameters: floats } = arena.plan;
    const collective = await Collective.open({
      jobUid,
      memory: arena.memory,
      at: arena.exchange,
      plan: { floats, ranks: replicas, leaves: this.#job.spec.training.microBatches },
      kernels: loadKernels(arena.memory),
      listen: { kind: "given", transport: this.#transport(unixTransport(this.#folder)) },
    });
    this.#collective = collective;
    session.ready({ address: collective.address, device, numerics, round, stateHash });
    const start = await session.start(this.#signal);
    const addresses = start.members.map(({ address }) => address);
    await collective.join({ generation: start.generation, rank: start.rank, addresses }, this.#signal);
    this.rank = start.rank;
    return new Member({ collective, session, start, signal: this.#signal });
  }

  async close(): Promise<void> {
    await this.#collective?.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}
