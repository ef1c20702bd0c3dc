// The plan of a generation, from what its members report: where they go on, who lacks the state, who computes what.
import { must } from "../../common/errors.ts";
import { type FirstShares, MOST_RANGES, planFirstShares } from "../../common/first-shares.ts";
import { type Quotas, sharesOf } from "../../common/plan.ts";
import { mixText } from "../../common/sampling/hash.ts";
import { rangesIn, type TreeRange } from "../../common/tree.ts";
import type { GenerationReport } from "./events.ts";
import { suspectsOf } from "./poison.ts";
import { reissuedIn } from "./reissued.ts";
import type { MembershipPolicy } from "./policy.ts";
import { quotasFor, speedsOf } from "./quotas.ts";
import type { Doubt, Member, MembershipState, Plan } from "./state.ts";

export interface Standing {
  readonly member: Member;
  readonly report: GenerationReport;
}

export type Planned =
  /** `odd`: same round as the others, but another state; they get it from the others. */
  | { readonly kind: "plan"; readonly plan: Plan; readonly odd: readonly Standing[] }
  /** As many have one state as another, and nobody knows which is right: all go back to a checkpoint. */
  | ({ readonly kind: "undecided"; readonly plan: Plan } & Differing)
  /** And a checkpoint has not helped. */
  | ({ readonly kind: "differ" } & Differing);

export interface Differing {
  readonly one: Standing;
  /** Undefined when whoever had another state is gone. */
  readonly other: Standing | undefined;
}

/** What the plan of `generation` goes by, beside reports. */
export interface Past extends Pick<MembershipState, "generation" | "deaths" | "issued" | "divergedAmong" | "pace"> {
  /** Now. */
  readonly at: number;
}

/** @param standings in order of ranks */
export function planGeneration(standings: readonly Standing[], past: Past, policy: MembershipPolicy): Planned {
  const doubt = past.issued?.doubt;
  const holders = standings.filter(({ report }) => !report.fresh && report.placed >= (doubt?.generation ?? 0));
  const round = Math.max(0, ...holders.map(({ report }) => report.round));
  const newest = holders.filter(({ report }) => report.round === round);
  // Those who have died since may have had the right one.
  const voters = Math.max(newest.length, past.divergedAmong);
  const right = newest.filter(({ report }) => countAlike(newest, report) * 2 > voters);
  const differing = right.length > 0 ? undefined : differingOf(newest);
  if (differing === undefined) {
    const odd = newest.filter((at) => !right.includes(at));
    return { kind: "plan", plan: planOf({ standings, right, odd, round, doubt, past, policy }), odd };
  }
  if (doubt !== undefined && round <= doubt.round) return { kind: "differ", ...differing };
  const again = { generation: past.generation, round };
  const plan = planOf({ standings, right, odd: [], round: 0, doubt: again, past, policy });
  return { kind: "undecided", plan, ...differing };
}

/** Undefined when nobody has a state. */
function differingOf([one, ...others]: readonly Standing[]): Differing | undefined {
  if (one === undefined) return undefined;
  return { one, other: others.find((at) => !isAlike(at.report, one.report)) };
}

interface Basis {
  readonly standings: readonly Standing[];
  /** Those whose state counts; with none of them all restore. */
  readonly right: readonly Standing[];
  readonly odd: readonly Standing[];
  readonly round: number;
  readonly doubt: Doubt | undefined;
  readonly past: Past;
  readonly policy: MembershipPolicy;
}

function planOf({ standings, right, odd, round, doubt, past, policy }: Basis): Plan {
  const restore = right.length === 0;
  const members = standings.map(({ member: { workerId, host, ready } }) => ({
    workerId,
    host,
    address: ready?.address ?? "",
  }));
  const speeds = speedsOf(standings.map(({ member }) => member));
  const quotas = quotasFor(speeds, policy.microBatches);
  const alone = suspectsOf(past.deaths, round);
  return {
    members,
    quotas,
    round,
    behind: restore ? [] : standings.flatMap((at, rank) => (right.includes(at) ? [] : [rank])),
    source: Math.max(
      0,
      standings.findIndex((at) => right.includes(at)),
    ),
    restore,
    hash: hashOf([members, quotas]),
    ...(doubt === undefined ? {} : { doubt }),
    ...firstOf({ standings, right, odd, speeds, quotas, round, alone, past, policy }),
  };
}

function countAlike(standings: readonly Standing[], report: GenerationReport): number {
  return standings.filter((at) => isAlike(at.report, report)).length;
}

function isAlike(a: GenerationReport, b: GenerationReport): boolean {
  return a.stateHash === b.stateHash;
}

interface FirstRound {
  readonly standings: readonly Standing[];
  readonly right: readonly Standing[];
  readonly odd: readonly Standing[];
  readonly speeds: readonly number[];
  readonly quotas: Quotas;
  readonly round: number;
  readonly alone: readonly number[];
  readonly past: Past;
  readonly policy: MembershipPolicy;
}

/** Of a round that somebody has begun. What those hold who are behind was computed from another state. */
function firstOf(cut: FirstRound): Pick<Plan, "first" | "reissued"> {
  const { standings, right, odd, quotas, round, past } = cut;
  const leaves = right.find(({ report }) => report.leaves > 0)?.report.leaves;
  if (leaves === undefined) return {};
  const successors = standings.map((at) => ({
    workerId: at.member.workerId,
    held: odd.includes(at) ? undefined : heldOf(at, right, leaves),
  }));
  const first = sharesOfFirst(cut, leaves);
  const shares = first ?? sharesOf(quotas, leaves).map(rangesIn);
  const reissued = reissuedIn({ before: past.issued, round, leaves, successors, shares });
  return { ...(first === undefined ? {} : { first }), ...(reissued.length === 0 ? {} : { reissued }) };
}

/** Undefined when the quotas say it all. */
function sharesOfFirst(cut: FirstRound, leaves: number): FirstShares | undefined {
  const { standings, right, speeds, alone } = cut;
  const isPaceKnown = standings.some(({ member }) => member.speed !== undefined);
  const holders = standings.map((at, rank) => {
    const held = heldOf(at, right, leaves);
    const speed = must(speeds[rank], "a speed");
    const busy = right.includes(at) ? leftOf(held, speed, cut) : cut.policy.catchUpMs / 1000;
    return { held, speed, busy: isPaceKnown ? busy : 0 };
  });
  if (alone.length === 0 && holders.every(({ held }) => held.length === 0)) return undefined;
  return planFirstShares({ leaves, holders, alone, mostRanges: MOST_RANGES });
}

/** Seconds until a member has computed what it holds, if it began with the round; speeds are per second. */
function leftOf(held: readonly TreeRange[], speed: number, { past: { pace, at }, round }: FirstRound): number {
  if (pace?.round !== round || speed <= 0) return 0;
  const size = held.reduce((sum, { lo, hi }) => sum + hi - lo, 0);
  return Math.max(0, size / speed - (at - pace.since) / 1000);
}

function heldOf(at: Standing, right: readonly Standing[], leaves: number): readonly TreeRange[] {
  return right.includes(at) && at.report.leaves === leaves ? at.report.held : [];
}

/** 16 hex digits. */
function hashOf(value: unknown): string {
  return mixText(JSON.stringify(value))
    .map((half) => (half >>> 0).toString(16).padStart(8, "0"))
    .join("");
}
