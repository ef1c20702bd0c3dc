// A worker's part in a generation, as the coordinator's Start says it. Pure.
import type { Quotas } from "../../common/plan.ts";
import type { TreeRange } from "../../common/tree.ts";
import type { SessionResponse } from "../../proto/messages.ts";

export interface Start {
  readonly generation: number;
  readonly rank: number;
  /** Of each rank's worker: id, host, and where it is reached. */
  readonly members: readonly { readonly workerId: string; readonly host: string; readonly address: string }[];
  /** Micro-batches of a train round for each rank. */
  readonly quotas: Quotas;
  /** Rounds that are complete before the generation's first. */
  readonly round: number;
  /** Who computes what of the first round, by rank, where that is not what the quotas say: all keep what they have of it. */
  readonly first: readonly (readonly TreeRange[])[] | undefined;
  /** Micro-batches of that round whose worker was lost, or had another State. */
  readonly reissued: readonly TreeRange[];
  /** Ranks that get the State of `round` from `source` before the first round. */
  readonly behind: readonly number[];
  readonly source: number;
  /** Nobody has a State that counts: all restore the newest checkpoint, or begin anew. */
  readonly restore: boolean;
  /** Of members and quotas, as the coordinator has stored them. */
  readonly planHash: string;
}

export function startOf(start: NonNullable<SessionResponse["start"]>): Start {
  const { generation, rank, quotas, round, behind, source, restore, planHash } = start;
  return {
    generation,
    rank,
    members: start.members.map(({ workerId, host, linkAddress }) => ({ workerId, host, address: linkAddress })),
    quotas,
    round,
    first:
      start.first.length === 0 ? undefined : start.first.map(({ ranges }) => ranges.map(({ lo, hi }) => ({ lo, hi }))),
    reissued: start.reissued.map(({ lo, hi }) => ({ lo, hi })),
    behind,
    source,
    restore,
    planHash,
  };
}
