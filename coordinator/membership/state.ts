// Who takes part: what the membership's machine knows, is told and wants done. Plain data.
import type { Quotas } from "../../common/plan.ts";

/** What a worker tells of itself when it is ready to train. */
export interface ReadyInfo {
  /** Where peers reach it. */
  readonly address: string;
  readonly device: string;
  /** What may change a bit of its results, by name. */
  readonly numerics: Readonly<Record<string, unknown>>;
}

/** A worker with a session. */
export interface Member {
  readonly workerId: string;
  /** Of its registration; ranks are in this order. */
  readonly order: number;
  readonly host: string;
  readonly pid: number;
  readonly ready?: ReadyInfo;
}

/** Where a worker stands when it enters a generation. */
export interface GenerationReport {
  readonly generation: number;
  /** Rounds that are complete. */
  readonly round: number;
  readonly stateHash: string;
}

/** Who computes what within a generation. */
export interface Plan {
  /** In order of ranks. */
  readonly members: readonly PlannedMember[];
  readonly quotas: Quotas;
}

export interface PlannedMember {
  readonly workerId: string;
  readonly host: string;
  readonly address: string;
}

export type Wanted = "none" | "stop" | "halt";

/** What users asked for. */
export interface Asked {
  readonly paused: boolean;
  readonly wanted: Wanted;
  /** Workers that are to take part; left out: as many as the job begins with. */
  readonly replicas?: number;
}

interface Common {
  /** The last that was stored; 0 before the first. */
  readonly generation: number;
  /** In order of registration. */
  readonly members: readonly Member[];
  readonly asked: Asked;
}

export type MembershipState = Common &
  (
    | {
        /** Waiting for enough workers. */
        readonly kind: "forming";
        /** Since when the fewest that will do are ready. */
        readonly enoughSince: number | undefined;
      }
    | {
        /** Waiting for the report of everyone who takes part in `generation`. */
        readonly kind: "reconfiguring";
        readonly deadline: number;
        readonly participants: readonly Member[];
        readonly reports: ReadonlyMap<string, GenerationReport>;
      }
    | { readonly kind: "active"; readonly plan: Plan }
    | {
        /** The result is stored; workers leave. */
        readonly kind: "ending";
        readonly plan: Plan | undefined;
        readonly deadline: number;
      }
    | { readonly kind: "ended" }
    | { readonly kind: "halted" }
    | { readonly kind: "failed"; readonly failure: Failure }
  );

/** `reported`: a worker said what is wrong, and whoever was told has the error. */
export interface Failure {
  readonly code: "worker-lost" | "workers-differ" | "reported";
  readonly message: string;
}

/** `at`: monotonic time in ms; the only way in which time enters. */
export type MembershipEvent = { readonly at: number } & (
  | { readonly kind: "opened"; readonly member: Member }
  | { readonly kind: "ready"; readonly workerId: string; readonly info: ReadyInfo }
  | { readonly kind: "reported"; readonly workerId: string; readonly report: GenerationReport }
  /** Without a reason: it has done all that it had to do. */
  | { readonly kind: "left"; readonly workerId: string; readonly reason: string | undefined }
  | { readonly kind: "lost"; readonly workerId: string; readonly reason: string }
  /** Its process has ended, as whoever started it saw. */
  | { readonly kind: "exited"; readonly host: string; readonly pid: number; readonly reason: string }
  | { readonly kind: "trained" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "asked"; readonly command: "pause" | "resume" | "stop" | "halt" }
  | { readonly kind: "scaled"; readonly replicas: number }
  | { readonly kind: "tick" }
);

/** What one worker is told. */
export type Order =
  | { readonly kind: "reconfigure"; readonly generation: number }
  | { readonly kind: "start"; readonly generation: number; readonly rank: number; readonly plan: Plan }
  | { readonly kind: "command"; readonly command: "pause" | "resume" | "stop" | "halt" }
  | { readonly kind: "shutdown"; readonly code: ShutdownCode; readonly reason: string };

export type ShutdownCode = "finished" | "halted" | "failed" | "numerics-differ" | "late";

/** What must be durable before anyone acts on it. */
export interface GenerationRecord {
  readonly generation: number;
  readonly plan?: Plan;
  readonly command?: Asked;
}

/** What became of a worker. */
export interface MemberNews {
  readonly workerId: string;
  readonly host: string;
  readonly pid: number;
  readonly device?: string;
  readonly state: "started" | "ready" | "left" | "lost";
  readonly reason?: string;
  /** Where its numerics differ from the first worker's, when that is allowed. */
  readonly differs?: readonly string[];
}

/** To be carried out in order, each to its end before the next. */
export type Effect =
  | { readonly kind: "store"; readonly record: GenerationRecord }
  | { readonly kind: "send"; readonly workerId: string; readonly order: Order }
  | { readonly kind: "member"; readonly news: MemberNews }
  | { readonly kind: "generation"; readonly generation: number; readonly worldSize: number; readonly round: number }
  | { readonly kind: "end" };

export interface MembershipPolicy {
  /** Training begins as soon as so many are ready. */
  readonly replicas: number;
  /** It begins with so many once `formingMs` have passed. */
  readonly min: number;
  readonly formingMs: number;
  /** Of a train round: no more workers than these can take part. */
  readonly microBatches: number;
  /** A worker whose numerics differ from the first's is refused. */
  readonly strictNumerics: boolean;
  /** For the answer to a reconfiguration. */
  readonly reportMs: number;
  /** For workers to leave once the result is stored. */
  readonly leavingMs: number;
}

export interface Transition {
  readonly state: MembershipState;
  readonly effects: readonly Effect[];
}

export const DEFAULT_TIMES = { formingMs: 30_000, reportMs: 1500, leavingMs: 10_000 };

export function initialMembership(generation = 0): MembershipState {
  return { kind: "forming", generation, members: [], asked: { paused: false, wanted: "none" }, enoughSince: undefined };
}
