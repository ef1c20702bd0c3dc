// How a worker comes to a job: it registers with a coordinator and is given the job, its data and a session.
import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../../common/clock.ts";
import { call } from "../../proto/client.ts";
import type { RegisterResponse } from "../../proto/messages.ts";
import { coordinatorService } from "../../proto/services.ts";
import { PROTOCOL_VERSION } from "../../proto/settings.ts";
import { Connection } from "./connection.ts";
import { readManifest, readSamples, type Sample } from "./dataset.ts";
import { openSession } from "./session.ts";
import type { WorkerSession } from "./worker-session.ts";

export interface RegisterOptions {
  /** "HOST:PORT" of each coordinator. */
  readonly addresses: readonly string[];
  /** Refused by a coordinator of another job. Left out: whatever job it has. */
  readonly jobHash?: string;
  readonly host: string;
  readonly pid: number;
  /** Ends the waiting for a coordinator. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

export interface Registration {
  readonly workerId: string;
  readonly jobUid: string;
  readonly jobName: string;
  /** Canonical YAML. */
  readonly jobText: string;
  readonly jobHash: string;
  /** What the coordinator was given as the run's settings; the reader checks it. */
  readonly settings: unknown;
  readonly manifest: (signal?: AbortSignal) => Promise<Uint8Array>;
  /** Encoded bytes, in the order of the ids. */
  readonly samples: (ids: readonly number[], signal?: AbortSignal) => AsyncIterable<Sample>;
  /** Open from now on; closing it closes the connection. */
  readonly session: WorkerSession;
}

/**
 * Tries until a coordinator answers.
 * @throws InvalidRequestError when it refuses this worker; the signal's reason
 */
export async function register(options: RegisterOptions): Promise<Registration> {
  const { addresses, signal, clock = systemClock } = options;
  const connection = new Connection({ addresses, clock, random: Math.random });
  try {
    const registered = await ask(connection, options);
    return registrationOf(registered, connection, clock);
  } catch (error) {
    connection.close();
    signal.throwIfAborted();
    throw error;
  }
}

function ask(connection: Connection, { jobHash = "", host, pid, signal }: RegisterOptions): Promise<RegisterResponse> {
  const request = { protocolVersion: PROTOCOL_VERSION, jobHash, host, pid, attemptId: randomUUID() };
  return connection.insist(
    (client, either) => call(client, coordinatorService.register, request, { signal: either }),
    signal,
  );
}

function registrationOf(registered: RegisterResponse, connection: Connection, clock: Clock): Registration {
  const { workerId, jobUid, jobName, jobText, jobHash, settingsJson, fencingToken } = registered;
  return {
    workerId,
    jobUid,
    jobName,
    jobText,
    jobHash,
    settings: JSON.parse(settingsJson) as unknown,
    manifest: (signal) => readManifest(connection, signal),
    samples: (ids, signal) => readSamples(connection, ids, signal),
    session: openSession({ connection, workerId, fencingToken, clock }),
  };
}
