// Which faults are to happen, and where: told to every process by one variable of the environment. A fault happens once, in the first
// process that comes to its place; that it happened is a file of its name.
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Round } from "../../../common/program/rounds.ts";
import type { CoordinatorPoint } from "../../../coordinator/protocol-points.ts";
import type { ProtocolPoint } from "../../../worker/protocol-points.ts";

export interface Fault {
  /** Names it, and the file that says it happened. */
  readonly name: string;
  /** Such as worker-2, in order of registration. Left out: whichever comes first. */
  readonly worker?: string;
  /** One of a coordinator's is for process faults alone. */
  readonly point: ProtocolPoint | CoordinatorPoint;
  readonly round?: RoundPlace;
  /** Name of a fault that must have happened before. */
  readonly after?: string;
  /** Name of a fault that a coordinator waits for in its place, before its own happens. */
  readonly once?: string;
  readonly what: FaultKind;
}

export interface RoundPlace {
  readonly kind: "features" | "train" | "eval" | "test" | "end";
  /** A step's number; of the others, how many samples of the stage or split come before. Left out: any. */
  readonly index?: number;
}

export type FaultKind =
  /** Nothing: its file says that somebody came there. */
  | { readonly kind: "mark" }
  | ProcessFault
  | { readonly kind: "throw" }
  | { readonly kind: "full-disk"; readonly writes: number }
  | ComputeFault
  | LinkFault
  | CoordinatorLinkFault;

export type ProcessFault =
  | { readonly kind: "kill" }
  | { readonly kind: "stop" }
  | { readonly kind: "stop-then-continue"; readonly ms: number }
  | { readonly kind: "block-event-loop"; readonly ms: number }
  | { readonly kind: "out-of-memory" };

/** Happens in the next run on the compute thread; in that and in each one after it, for the last kind. */
export interface ComputeFault {
  readonly kind: "throw-in-compute" | "wrong-bit-in-gradient" | "wrong-bit-in-weights" | "wrong-bits-in-gradients";
}

/** @property link in the order in which they were made: the one that we read from for a cut or a wrong bit, that we write to else */
export type LinkFault =
  | { readonly kind: "cut-link" | "blackhole-link" | "wrong-bit-on-link"; readonly link: number }
  | { readonly kind: "delay-link"; readonly link: number; readonly ms: number };

export type CoordinatorLinkFault =
  | { readonly kind: "cut-coordinator" }
  | { readonly kind: "blackhole-coordinator" | "delay-coordinator"; readonly ms: number };

export interface FaultPlan {
  readonly faults: readonly Fault[];
  /** Of the files that say what happened. */
  readonly folder: string;
}

/** What such a file says. */
export interface Hit {
  /** Or "coordinator". */
  readonly worker: string;
  readonly pid: number;
  /** Date.now(). */
  readonly at: number;
}

const VARIABLE = "ELASTUNE_TEST_FAULTS";

export function faultsEnvironment(plan: FaultPlan): Readonly<Record<string, string>> {
  return { [VARIABLE]: JSON.stringify(plan) };
}

export function readFaults(): FaultPlan {
  return JSON.parse(process.env[VARIABLE] ?? '{"faults":[],"folder":""}') as FaultPlan;
}

export function isPlace(fault: Fault, worker: string, point: ProtocolPoint, round: Round | undefined): boolean {
  if (fault.point !== point || (fault.worker ?? worker) !== worker) return false;
  if (fault.round === undefined) return true;
  if (round === undefined) return false;
  const { kind, index } = placeOf(round);
  return fault.round.kind === kind && (fault.round.index ?? index) === index;
}

function placeOf(round: Round): Required<RoundPlace> {
  switch (round.kind) {
    case "features":
      return { kind: "features", index: round.offset };
    case "train":
      return { kind: "train", index: round.step };
    case "evaluate":
      return { kind: round.split === "test" ? "test" : "eval", index: round.offset };
    case "end":
      return { kind: "end", index: 0 };
  }
}

export function hasHappened(name: string, folder: string): boolean {
  return existsSync(path.join(folder, name));
}

/** @returns whether this process is the one in which the fault happens */
export function claim({ name, after }: Fault, folder: string, worker: string): boolean {
  if (after !== undefined && !hasHappened(after, folder)) return false;
  const hit: Hit = { worker, pid: process.pid, at: Date.now() };
  try {
    writeFileSync(path.join(folder, name), JSON.stringify(hit), { flag: "wx" });
    return true;
  } catch {
    return false; // it has happened elsewhere
  }
}
