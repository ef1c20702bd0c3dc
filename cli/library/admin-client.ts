// What a person's tools ask of a running job's coordinator.
import { call, callStream, openClient } from "../../proto/client.ts";
import type { StatusResponse, WorkerStatus } from "../../proto/messages.ts";
import { adminService } from "../../proto/services.ts";
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
  /** A worker's process has ended, as its parent saw: nobody need wait for a sign of life. */
  exited(exit: WorkerExit, signal?: AbortSignal): Promise<void>;
  /** From a sequence number on (0: all that are held) to the job's end. */
  events(from: number, signal?: AbortSignal): AsyncIterable<NumberedEvent>;
  close(): void;
}

/** @param address "HOST:PORT" of a coordinator */
export function openAdminClient(address: string): AdminClient {
  const client = openClient(address);
  const asked = async (method: typeof adminService.pause, signal: AbortSignal | undefined): Promise<void> => {
    await call(client, method, {}, optional(signal));
  };
  return {
    status: async (signal) => statusOf(await call(client, adminService.status, {}, optional(signal))),
    scale: async (replicas, signal) => {
      await call(client, adminService.scale, { replicas }, optional(signal));
    },
    pause: (signal) => asked(adminService.pause, signal),
    resume: (signal) => asked(adminService.resume, signal),
    stop: (signal) => asked(adminService.stop, signal),
    exited: async (exit, signal) => {
      await call(client, adminService.exited, exit, optional(signal));
    },
    events: async function* (from, signal) {
      for await (const { sequence, eventJson } of callStream(client, adminService.events, { from }, optional(signal)))
        yield { sequence, event: JSON.parse(eventJson) as unknown };
    },
    close: () => {
      client.close();
    },
  };
}

function statusOf(response: StatusResponse): JobStatus {
  const { jobUid, jobName, state, generation, worldSize, replicas, paused, wanted, workers, stepJson, reason } =
    response;
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
  };
}

function workerOf({ workerId, host, pid, device, ready, rank }: WorkerStatus): JobWorker {
  return { workerId, host, pid, device, ready, rank: rank ?? undefined };
}

function optional(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
