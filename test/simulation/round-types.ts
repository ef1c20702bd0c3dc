// What a simulated worker's rounds are given and tell.
import type { Round } from "../../common/program/rounds.ts";
import type { Plan } from "../../coordinator/membership/state.ts";
import type { Finding } from "../../worker/audit.ts";
import type { Audit } from "./auditing.ts";
import type { Frame } from "./messages.ts";
import type { Turn } from "./parts.ts";
import type { Reduction } from "./reduction.ts";

/** A worker's part in a generation. */
export interface Place {
  readonly workerId: string;
  readonly generation: number;
  readonly rank: number;
  readonly plan: Plan;
}

export interface RoundsOwner {
  send(to: number, frame: Omit<Frame, "generation">): void;
  /** A round has begun: it needs something of every rank. */
  begun(): void;
  /** A round is complete, and it was not the last. */
  completed(isFirst: boolean): void;
  /** The last round is complete. */
  ended(): void;
  /** The job can't go on. */
  failed(reason: string): void;
  /** A peer has another state. */
  diverged(reason: string): void;
  /** An audit has shown that a rank computed otherwise than most. */
  wrongNumbers(rank: number, reason: string): void;
}

/** An exchange under way. */
export interface Current {
  /** Of the exchanges of this generation. */
  readonly exchange: number;
  /** Rounds that were complete before. */
  readonly number: number;
  /** Undefined: the exchange before the first round. */
  readonly round: Round | undefined;
  readonly stateHash: string;
  readonly turn: Turn;
  readonly reduction: Reduction | undefined;
  readonly audit?: Audit | undefined;
  /** What was found of the audited micro-batch, when workers differ: this exchange brings what it comes to once more. */
  readonly found?: readonly Finding[];
  isSummed: boolean;
}
