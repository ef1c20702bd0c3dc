// When rounds begin, as far as workers' runs tell, and whether now is a good moment for a change that can wait. Pure. Workers go on with a
// round while a generation forms, so a change that begins early in a round costs nothing; one that meets its end makes all wait.
import type { Run } from "./events.ts";
import type { MembershipPolicy } from "./policy.ts";

export interface Pace {
  /** The newest round that a run was of. */
  readonly round: number;
  /** When the first run of it began. */
  readonly since: number;
  /** From the beginning of the round before to that of this one; undefined when one was not seen. */
  readonly roundMs: number | undefined;
}

/** A run has begun. */
export function paceAfter(pace: Pace | undefined, { round }: Run, at: number): Pace {
  if (pace === undefined || round > pace.round + 1) return { round, since: at, roundMs: undefined };
  if (round <= pace.round) return pace;
  return { round, since: at, roundMs: at - pace.since };
}

/** Whether a round has just begun, goes on for long enough, or seems not to go on at all (paused, say). */
export function isCalm(pace: Pace | undefined, at: number, { changeMs, idleMs }: MembershipPolicy): boolean {
  if (pace?.roundMs === undefined || at === pace.since) return true;
  const leftMs = pace.since + pace.roundMs - at;
  return leftMs >= changeMs || leftMs <= -idleMs;
}
