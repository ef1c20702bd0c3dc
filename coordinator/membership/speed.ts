// How fast members are: who is slow is told of, and quotas follow.
import type { EventOf } from "./events.ts";
import { memberOf, withMember } from "./members.ts";
import type { MembershipPolicy } from "./policy.ts";
import { isUnbalanced, medianOf, speedsOf } from "./quotas.ts";
import { reconfigure } from "./reconfigure.ts";
import { type Effect, type Member, type MembershipState, type Transition, unchanged } from "./state.ts";

/** Of the median. */
const SLOW = 0.6;

/** A slow worker is told of once, and again only after it was not slow. */
export function takeSpeed(state: MembershipState, { workerId, perSecond }: EventOf<"speed">): Transition {
  const member = memberOf(state, workerId);
  if (member === undefined || perSecond <= 0) return unchanged(state);
  const others = state.members.filter((other) => other !== member);
  const median = medianOf([perSecond, ...others.flatMap(({ speed }) => (speed === undefined ? [] : [speed]))]);
  const isSlow = perSecond < SLOW * median;
  const isNews = isSlow && member.isSlow !== true;
  const next = withMember(state, member, { speed: perSecond, isSlow });
  return { state: next, effects: isNews ? [slowNews(member, perSecond, median)] : [] };
}

function slowNews({ workerId, host }: Member, perSecond: number, median: number): Effect {
  const percent = Math.round((100 * perSecond) / median);
  const message = `${workerId} on ${host} computes ${perSecond.toPrecision(3)} micro-batches a second, ${percent} % of the median`;
  const hint = "it gets fewer of them; see what else runs on that machine";
  return { kind: "warning", warning: { event: "warning", code: "slow-worker", message, hint } };
}

/** The next generation has other quotas, when they make steps a good deal shorter and the last time is long ago. */
export function rebalance(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  if (state.kind !== "active") return unchanged(state);
  if (state.rebalancedAt !== undefined && at - state.rebalancedAt < policy.rebalanceMs) return unchanged(state);
  const members = state.plan.members.flatMap(({ workerId }) => memberOf(state, workerId) ?? []);
  const isKnown = members.length === state.plan.members.length && members.every(({ speed }) => speed !== undefined);
  if (!isKnown || !isUnbalanced(state.plan.quotas, speedsOf(members), policy.microBatches)) return unchanged(state);
  const changes = [...state.changes, "quotas follow the speeds of the workers"];
  return reconfigure({ ...state, changes, rebalancedAt: at }, at, policy);
}
