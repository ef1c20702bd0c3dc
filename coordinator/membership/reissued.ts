// Micro-batches of a round that was cut which are issued once more: whoever had them is lost, or had another State than the others.
// Part of the plan, since only its maker knows what came before; every worker puts it into the round's ledger record. Pure.
import type { FirstShares } from "../../common/first-shares.ts";
import { sharesOf } from "../../common/plan.ts";
import { rangesIn, type TreeRange } from "../../common/tree.ts";
import type { Plan } from "./state.ts";

/** A rank of the plan that is made. */
export interface Successor {
  readonly workerId: string;
  /** What it holds of the round; undefined when nothing that it had counts, since its State is not the others'. */
  readonly held: readonly TreeRange[] | undefined;
}

export interface Reissue {
  /** The plan before this one; undefined when there was none. */
  readonly before: Plan | undefined;
  /** Rounds that are complete before the one that was cut. */
  readonly round: number;
  /** Its micro-batches. */
  readonly leaves: number;
  /** By rank. */
  readonly successors: readonly Successor[];
  /** Who is to compute what now, by rank. */
  readonly shares: FirstShares;
}

/** In order, as few ranges as there can be. What a plan of the same round has named before is named again: the record is written once. */
export function reissuedIn({ before, round, leaves, successors, shares }: Reissue): readonly TreeRange[] {
  if (before === undefined) return [];
  const isFirst = before.round === round;
  const earlier = before.members.map(({ workerId }) => workerId);
  const issued = (isFirst ? before.first : undefined) ?? sharesOf(before.quotas, leaves).map(rangesIn);
  const counting = new Set(successors.filter(({ held }) => held !== undefined).map(({ workerId }) => workerId));
  const again = new Array<boolean>(leaves).fill(false);
  for (const [rank, ranges] of issued.entries()) if (!counting.has(earlier[rank] ?? "")) mark(again, ranges, true);
  for (const [rank, { held = [] }] of successors.entries()) mark(again, heldOf(held, shares[rank] ?? []), false);
  mark(again, (isFirst ? before.reissued : undefined) ?? [], true);
  return rangesWhere(again);
}

/** Its share, as far as it need not compute it. */
function heldOf(held: readonly TreeRange[], share: readonly TreeRange[]): readonly TreeRange[] {
  return share.filter(({ lo, hi }) => held.some((one) => one.lo <= lo && hi <= one.hi));
}

function mark(marks: boolean[], ranges: readonly TreeRange[], value: boolean): void {
  for (const { lo, hi } of ranges) marks.fill(value, lo, hi);
}

function rangesWhere(marks: readonly boolean[]): readonly TreeRange[] {
  const edges = [...marks, false].flatMap((mark, i) => (mark === (marks[i - 1] ?? false) ? [] : [i]));
  return edges.flatMap((lo, i) => (i % 2 === 0 ? [{ lo, hi: edges[i + 1] ?? lo }] : []));
}
