// What the membership's machine is told. Plain data.
import type { TreeRange } from "../../common/tree.ts";

/** What a worker tells of itself when it is ready to train. */
export interface ReadyInfo {
  /** Where peers reach it. */
  readonly address: string;
  readonly device: string;
  /** What may change a bit of its results, by name. */
  readonly numerics: Readonly<Record<string, unknown>>;
}

/** One life of a worker. */
export interface Comer {
  readonly workerId: string;
  /** Of its registration; ranks are in this order. */
  readonly order: number;
  readonly host: string;
  readonly pid: number;
  /** What it obeys, as it says when its session opens. */
  readonly started?: Started;
}

/** A generation whose Start a worker has, and no report for a later one since. */
export interface Started {
  readonly generation: number;
  readonly planHash: string;
}

/** Micro-batches that are computed at once. */
export interface Run extends TreeRange {
  /** Rounds that were complete before the run's. */
  readonly round: number;
}

/** Where a worker stands when it enters a generation. */
export interface GenerationReport {
  readonly generation: number;
  /** Rounds that are complete. */
  readonly round: number;
  readonly stateHash: string;
  /** It has no state yet. */
  readonly fresh: boolean;
  /** Generation in which it last took its place: its state comes from there. 0 for a fresh worker. */
  readonly placed: number;
  /** Micro-batches of the round after those that are complete; 0 when it has not begun that round. */
  readonly leaves: number;
  /** What it has computed of that round, or has in hand. */
  readonly held: readonly TreeRange[];
}

export type CommandName = "pause" | "resume" | "stop" | "halt";

/** `at`: monotonic time in ms; the only way in which time enters. */
export type MembershipEvent = { readonly at: number } /** A session opened: the worker's first one, or its next. */ & (
  | { readonly kind: "opened"; readonly member: Comer }
  /** Its session closed; it may open another. */
  | { readonly kind: "closed"; readonly workerId: string }
  | { readonly kind: "ready"; readonly workerId: string; readonly info: ReadyInfo }
  | { readonly kind: "reported"; readonly workerId: string; readonly report: GenerationReport }
  /** Without a reason: it has done all that it had to do. */
  | { readonly kind: "left"; readonly workerId: string; readonly reason: string | undefined }
  /** Taken for dead. With `isStuck` it lives, but its process is of no use: it is not taken back. */
  | { readonly kind: "lost"; readonly workerId: string; readonly reason: string; readonly isStuck?: boolean }
  /** A process ended, as whoever started it sees. */
  | { readonly kind: "exited"; readonly host: string; readonly pid: number; readonly reason: string }
  | { readonly kind: "peer-lost"; readonly workerId: string; readonly peer: string; readonly generation: number }
  /** Members that should have the same state have not. */
  | { readonly kind: "diverged"; readonly generation: number; readonly reason: string }
  /** An audit has shown that `peer` computes other numbers than most others. */
  | { readonly kind: "wrong-numbers"; readonly peer: string; readonly generation: number; readonly reason: string }
  /** The worker wants to leave once it has finished what it has begun. */
  | { readonly kind: "drain"; readonly workerId: string; readonly reason: string }
  | { readonly kind: "scaled"; readonly replicas: number }
  /** A run of micro-batches begins, or is done. */
  | { readonly kind: "run"; readonly workerId: string; readonly run: Run; readonly done: boolean }
  | { readonly kind: "speed"; readonly workerId: string; readonly perSecond: number }
  | { readonly kind: "trained" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "asked"; readonly command: CommandName }
  | { readonly kind: "tick" }
);

export type EventOf<Kind extends MembershipEvent["kind"]> = Extract<MembershipEvent, { readonly kind: Kind }>;
