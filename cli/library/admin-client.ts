// What a person's tools ask of a running job's coordinator.
import type { Client } from "@grpc/grpc-js";
import { systemClock } from "../../common/clock.ts";
import { TransientError } from "../../common/errors.ts";
import { call, callStream } from "../../proto/client.ts";
import type { Method } from "../../proto/grpc.ts";
import type { StatusResponse, WorkerStatus } from "../../proto/messages.ts";
import { adminService } from "../../proto/services.ts";
import { Connection } from "../../worker/coordination/connection.ts";
import { type JobStateWord, jobStateWords } from "../../proto/words.ts";

export interface JobWorker {
  readonly workerId: string;
  readonly host: string;
  readonly pid: number;
  /** Empty until it is ready. */
  readonly device: string;
  readonly ready: boolean;
  /** Undefined outside a generation. */
  readonly rank: number | undefined;
}

export interface JobStatus {
  readonly jobUid: string;
  readonly jobName: string;
  readonly state: JobStateWord;
  /** 0 before the first. */
  readonly generation: number;
  readonly worldSize: number;
  /** Workers that are to take part; ready ones beyond them are spares. */
  readonly replicas: number;
  readonly paused: boolean;
  /** "none", "stop" or "halt". */
  readonly wanted: string;
  readonly workers: readonly JobWorker[];
  /** The last `step` event; undefined before the first. */
  readonly step: unknown;
  /** Why it waits or failed; empty otherwise. */
  readonly reason: string;
  /** "HOST:PORT" of the coordinator that leads. */
  readonly leader: string;
  /** Grows with each leader. */
  readonly fencingToken: number;
}

export interface WorkerExit {
  readonly host: string;
  readonly pid: number;
  /** What it ended with, and its last words. */
  readonly reason: string;
}

export interface NumberedEvent {
  readonly sequence: number;
  readonly event: unknown;
}

/** To be closed. Its calls throw TransientError when no coordinator answers, DeadlineError when it takes too long. */
export interface AdminClient {
  status(signal?: AbortSignal): Promise<JobStatus>;
  /** So many workers are to take part. @throws InvalidRequestError for a number that cannot be */
  scale(replicas: number, signal?: AbortSignal): Promise<void>;
  pause(signal?: AbortSignal): Promise<void>;
  resume(signal?: AbortSignal): Promise<void>;
  stop(signal?: AbortSignal): Promise<void>;
  /** A checkpoint is saved, and all leave. */
  halt(signal?: AbortSignal): Promise<void>;
  /** A worker's process has ended, as its parent saw: nobody need wait for a sign of life. */
  exited(exit: WorkerExit, signal?: AbortSignal): Promise<void>;
  /** From a sequence number on (0: all that are held) to the job's end. */
  events(from: number, signal?: AbortSignal): AsyncIterable<NumberedEvent>;
  close(): void;
}

/** Where there are several coordinators: for one of them to lead. */
const LEADER_MS = 15_000;
/** And for one of them to answer: it may be stopped. */
const ONE_MS = 3000;

/** @param addresses "HOST:PORT" of each coordinator: whichever leads is asked, or the one that it names */
export function openAdminClient(addresses: readonly string[]): AdminClient {
  const connection = new Connection({ addresses, clock: systemClock, random: Math.random });
  const ask = async <In, Out>(
    method: Method<In, unknown, never, Out>,
    request: In,
    signal: AbortSignal = NEVER,
  ): Promise<Out> => {
    if (!connection.areSeveral) return call(connection.client, method, request, { signal });
    return insistFor(
      connection,
      (client, either) => call(client, method, request, { signal: either, deadlineMs: ONE_MS }),
      signal,
    );
  };
  const asked = async (method: typeof adminService.pause, signal: AbortSignal | undefined): Promise<void> => {
    await ask(method, {}, signal);
  };
  return {
    status: async (signal) => statusOf(await ask(adminService.status, {}, signal)),
    scale: async (replicas, signal) => {
      await ask(adminService.scale, { replicas }, signal);
    },
    pause: (signal) => asked(adminService.pause, signal),
    resume: (signal) => asked(adminService.resume, signal),
    stop: (signal) => asked(adminService.stop, signal),
    halt: (signal) => asked(adminService.halt, signal),
    exited: async (exit, signal) => {
      await ask(adminService.exited, exit, signal);
    },
    events: async function* (from, signal = NEVER) {
      const { client } = connection;
      for await (const { sequence, eventJson } of callStream(client, adminService.events, { from }, { signal }))
        yield { sequence, event: JSON.parse(eventJson) as unknown };
    },
    close: () => {
      connection.close();
    },
  };
}

const NEVER = new AbortController().signal;

/** @throws TransientError when none has answered, or none of them leads */
async function insistFor<T>(
  connection: Connection,
  attempt: (client: Client, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const late = AbortSignal.timeout(LEADER_MS);
  try {
    return await connection.insist(attempt, AbortSignal.any([signal, late]));
  } catch (error) {
    if (late.aborted && !signal.aborted)
      throw new TransientError(`no coordinator led within ${LEADER_MS} ms`, { cause: error });
    throw error;
  }
}

function statusOf(response: StatusResponse): JobStatus {
  const { jobUid, jobName, state, generation, worldSize, replicas, paused, wanted, workers, stepJson, reason } =
    response;
  const { leader, fencingToken } = response;
  return {
    jobUid,
    jobName,
    state: jobStateWords.fromWire(state),
    generation,
    worldSize,
    replicas,
    paused,
    wanted,
    workers: workers.map(workerOf),
    step: stepJson === "" ? undefined : (JSON.parse(stepJson) as unknown),
    reason,
    leader,
    fencingToken,
  };
}

function workerOf({ workerId, host, pid, device, ready, rank }: WorkerStatus): JobWorker {
  return { workerId, host, pid, device, ready, rank: rank ?? undefined };
}
