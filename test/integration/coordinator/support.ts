// A coordinator on a free port, and workers of it, for tests.
import type { TestContext } from "node:test";
import { systemClock } from "../../../common/clock.ts";
import type { Coordinator, CoordinatorOptions, CoordinatorPolicy } from "../../../coordinator/server/coordinator.ts";
import { openCoordinator } from "../../../coordinator/server/open-coordinator.ts";
import type { GenerationRecord, MemberNews, NewGeneration, Warning } from "../../../coordinator/membership/state.ts";
import { register, type Registration, type RegisterOptions } from "../../../worker/coordination/registration.ts";
import type { Standing } from "../../../worker/coordination/standing.ts";
import type { Answer, ReadyInfo } from "../../../worker/coordination/worker-session.ts";

export const DEADLINE = { timeout: 20_000 };

export interface Opened {
  readonly coordinator: Coordinator;
  /** What was told and stored, in order. */
  readonly told: {
    readonly members: MemberNews[];
    readonly generations: NewGeneration[];
    readonly warnings: Warning[];
    readonly scales: number[];
    readonly reports: { readonly kind: string; readonly payload: unknown; readonly workerId: string }[];
    readonly stored: GenerationRecord[];
  };
}

export interface OpenOptions extends Partial<Omit<CoordinatorOptions, "policy">> {
  readonly policy?: Partial<CoordinatorPolicy>;
}

export async function aCoordinator(t: TestContext, { policy, ...options }: OpenOptions = {}): Promise<Opened> {
  const told: Opened["told"] = { members: [], generations: [], warnings: [], scales: [], reports: [], stored: [] };
  const coordinator = await openCoordinator({
    job: { uid: "uid-1", name: "flowers", text: "kind: FineTuneJob\n", hash: "abc", settings: { eager: false } },
    policy: { replicas: 1, min: 1, microBatches: 8, strictNumerics: true, ...policy },
    manifest: () => new Uint8Array(),
    readSample: (id) => Promise.resolve(Buffer.from(`sample ${id}`)),
    store: {
      store: (record) => {
        told.stored.push(record);
        return Promise.resolve();
      },
    },
    latest: { move: ({ name }) => Promise.resolve(name) },
    token: 7,
    listen: { host: "127.0.0.1", port: 0 },
    clock: systemClock,
    hooks: {
      onMember: (news) => void told.members.push(news),
      onGeneration: (generation) => void told.generations.push(generation),
      onWarning: (warning) => void told.warnings.push(warning),
      onScale: (replicas) => void told.scales.push(replicas),
      onReport: (kind, payload, workerId) => void told.reports.push({ kind, payload, workerId }),
    },
    ...options,
  });
  t.after(() => coordinator.close());
  return { coordinator, told };
}

export async function aWorker(
  t: TestContext,
  address: string,
  options: Partial<RegisterOptions> = {},
): Promise<Registration> {
  const registration = await register({
    addresses: [address],
    host: "host-1",
    pid: process.pid,
    signal: AbortSignal.timeout(DEADLINE.timeout),
    ...options,
  });
  t.after(() => registration.session.close());
  return registration;
}

export function readyInfo(info: Partial<ReadyInfo> = {}): ReadyInfo {
  return { address: "127.0.0.1:9", device: "cpu", numerics: { cpu: "avx2" }, ...info };
}

/** Of a worker that has completed so many rounds, and holds nothing of the next. */
export function standing(round = 0, stateHash = "00", placed = 0): Answer {
  const standing: Standing = { kind: "trained", round, stateHash, placed, leaves: 0, held: [] };
  return { enter: () => Promise.resolve(standing), reported: () => undefined };
}

/** Polls; the test's deadline ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Aborts at the test's deadline. */
export function soon(): AbortSignal {
  return AbortSignal.timeout(DEADLINE.timeout);
}
