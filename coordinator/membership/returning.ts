// A new leader of a job that is under way: it waits for the workers of the stored plan, and goes on in the same generation where all of
// them come back and obey that plan still (no step is lost, nobody stops computing). Else it makes the next generation of those who came.
import { send, startOf } from "./members.ts";
import { reconfigure } from "./reconfigure.ts";
import type { MembershipPolicy } from "./policy.ts";
import {
  type Asked,
  commonOf,
  type Death,
  initialMembership,
  type MembershipState,
  type Plan,
  type StateOf,
  type Transition,
  unchanged,
} from "./state.ts";

/** What leaders before this one have stored. */
export interface StoredMembership {
  /** The last; 0 before the first. */
  readonly generation: number;
  /** The last plan, which may be of an earlier generation: its leader ended before the next one was planned. */
  readonly planned: { readonly generation: number; readonly plan: Plan } | undefined;
  readonly asked: Asked | undefined;
  /** In the round that was under way. */
  readonly deaths: readonly Death[];
}

/** What a leader begins with. @param at now, by the clock of the events */
export function membershipAfter(stored: StoredMembership, at: number, policy: MembershipPolicy): MembershipState {
  const { generation, planned, deaths } = stored;
  const fresh = initialMembership(policy.replicas, generation);
  const asked = stored.asked ?? fresh.asked;
  if (planned === undefined) return { ...fresh, asked, deaths };
  return {
    ...commonOf(fresh),
    kind: "returning",
    asked,
    deaths,
    hasBegun: true,
    participants: planned.plan.members.map(({ workerId }) => workerId),
    issued: planned.plan,
    plan: planned.plan,
    planned: planned.generation,
    deadline: at + policy.returningMs,
  };
}

export function settleReturning(state: StateOf<"returning">, at: number, policy: MembershipPolicy): Transition {
  const back = state.members.filter(
    ({ workerId, ready }) => state.participants.includes(workerId) && ready !== undefined,
  );
  const areAll = back.length === state.participants.length && back.length > 0;
  if (!areAll && at < state.deadline) return unchanged(state);
  if (areAll && obeyAll(state)) return goOn(state);
  return reconfigure({ ...state, changes: [...state.changes, ...changesOf(state)] }, at, policy);
}

/** Of the last generation, with the stored plan. One that has reported for a later one has left it. */
function obeyAll({ generation, planned, plan, participants, members }: StateOf<"returning">): boolean {
  if (planned !== generation || participants.length !== plan.members.length) return false;
  return participants.every((id) => {
    const started = members.find(({ workerId }) => workerId === id)?.started;
    return started?.generation === generation && started.planHash === plan.hash;
  });
}

function goOn(state: StateOf<"returning">): Transition {
  const { generation, plan } = state;
  const active: StateOf<"active"> = { ...commonOf(state), kind: "active", plan };
  const reason = "another coordinator leads";
  const news = { generation, worldSize: plan.members.length, round: plan.round, reason, goesOn: true } as const;
  // Said again: with it comes the new leader's token.
  const orders = plan.members.flatMap(({ workerId }) =>
    startOf(active, workerId).map((order) => send(workerId, order)),
  );
  return { state: active, effects: [{ kind: "generation", news }, ...orders] };
}

function changesOf({ participants, members }: StateOf<"returning">): readonly string[] {
  const missing = participants.filter((id) => !members.some(({ workerId, ready }) => workerId === id && ready));
  return ["another coordinator leads", ...missing.map((workerId) => `${workerId} has not come back`)];
}
