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
import type { Member, MembershipState, Plan } from "./state.ts";

export interface Standing {
  readonly member: Member;
  readonly report: GenerationReport;
}

export type Planned =
  /** `odd`: same round as the others, but another state; they get it from the others. */
  | { readonly kind: "plan"; readonly plan: Plan; readonly odd: readonly Standing[] }
  /** As many have one state as another, and nobody knows which is right. */
  | { readonly kind: "differ"; readonly one: Standing; readonly other: Standing };

/** @param standings in order of ranks */
export function planGeneration(
  standings: readonly Standing[],
  { deaths, issued }: Pick<MembershipState, "deaths" | "issued">,
  { microBatches }: MembershipPolicy,
): Planned {
  const holders = standings.filter(({ report }) => !report.fresh);
  const round = Math.max(0, ...holders.map(({ report }) => report.round));
  const newest = holders.filter(({ report }) => report.round === round);
  const right = newest.filter(({ report }) => countAlike(newest, report) * 2 > newest.length);
  const [one] = newest;
  if (one !== undefined && right.length === 0)
    return {
      kind: "differ",
      one,
      other: must(
        newest.find((at) => !isAlike(at.report, one.report)),
        "another state",
      ),
    };
  const odd = newest.filter((at) => !right.includes(at));
  const restore = holders.length === 0;
  const behind = restore ? [] : standings.flatMap((at, rank) => (right.includes(at) ? [] : [rank]));
  const members = standings.map(({ member: { workerId, host, ready } }) => ({
    workerId,
    host,
    address: ready?.address ?? "",
  }));
  const speeds = speedsOf(standings.map(({ member }) => member));
  const quotas = quotasFor(speeds, microBatches);
  const first = firstOf({ standings, right, odd, speeds, quotas, round, alone: suspectsOf(deaths, round), issued });
  const source = Math.max(
    0,
    standings.findIndex((at) => right.includes(at)),
  );
  const hash = hashOf([members, quotas]);
  const plan = { members, quotas, round, behind, source, restore, hash, ...first };
  return { kind: "plan", plan, odd };
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
  readonly issued: Plan | undefined;
}

/** Of a round that somebody has begun. What those hold who are behind was computed from another state. */
function firstOf(cut: FirstRound): Pick<Plan, "first" | "reissued"> {
  const { standings, right, odd, quotas, round, issued: before } = cut;
  const leaves = right.find(({ report }) => report.leaves > 0)?.report.leaves;
  if (leaves === undefined) return {};
  const successors = standings.map((at) => ({
    workerId: at.member.workerId,
    held: odd.includes(at) ? undefined : heldOf(at, right, leaves),
  }));
  const first = sharesOfFirst(cut, leaves);
  const shares = first ?? sharesOf(quotas, leaves).map(rangesIn);
  const reissued = reissuedIn({ before, round, leaves, successors, shares });
  return { ...(first === undefined ? {} : { first }), ...(reissued.length === 0 ? {} : { reissued }) };
}

/** Undefined when the quotas say it all. */
function sharesOfFirst({ standings, right, speeds, alone }: FirstRound, leaves: number): FirstShares | undefined {
  const holders = standings.map((at, rank) => ({
    held: heldOf(at, right, leaves),
    speed: must(speeds[rank], "a speed"),
  }));
  if (alone.length === 0 && holders.every(({ held }) => held.length === 0)) return undefined;
  return planFirstShares({ leaves, holders, alone, mostRanges: MOST_RANGES });
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
