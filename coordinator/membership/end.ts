// The ways in which a job ends: trained, failed, halted.
import { send, shutdownOf } from "./members.ts";
import type { Effect, Failure, MembershipPolicy, MembershipState, Transition } from "./state.ts";

/** Whether nothing changes any more. */
export function isOver({ kind }: MembershipState): boolean {
  return kind === "ended" || kind === "failed" || kind === "halted";
}

/** The result is stored. Workers leave by themselves; those without a part are sent away. */
export function beginEnding(state: MembershipState, at: number, { leavingMs }: MembershipPolicy): Transition {
  if (isOver(state) || state.kind === "ending") return { state, effects: [] };
  const { generation, members, asked } = state;
  const plan = state.kind === "active" ? state.plan : undefined;
  const planned = new Set(plan?.members.map(({ workerId }) => workerId));
  const staying = members.filter(({ workerId }) => planned.has(workerId));
  const ending = { kind: "ending", generation, members: staying, asked, plan, deadline: at + leavingMs } as const;
  const away = members
    .filter((member) => !staying.includes(member))
    .map(({ workerId }) => send(workerId, shutdownOf(ending)));
  const next = endIfAllLeft(ending, at);
  return { state: next.state, effects: [...away, ...next.effects] };
}

/** Over when everyone has gone, or has had time enough to go. */
export function endIfAllLeft(state: MembershipState, at: number): Transition {
  if (state.kind === "ending" && (state.members.length === 0 || at >= state.deadline)) return finish(state, "ended");
  if (state.kind !== "active" || plannedLeft(state) > 0) return { state, effects: [] };
  if (state.asked.wanted === "halt") return finish(state, "halted");
  return fail(state, { code: "worker-lost", message: "all workers have left, and none of them reported the result" });
}

type Active = Extract<MembershipState, { kind: "active" }>;

function plannedLeft({ plan, members }: Active): number {
  const present = new Set(members.map(({ workerId }) => workerId));
  return plan.members.filter(({ workerId }) => present.has(workerId)).length;
}

export function fail(state: MembershipState, failure: Failure): Transition {
  if (isOver(state) || state.kind === "ending") return { state, effects: [] };
  const { generation, members, asked } = state;
  return close({ kind: "failed", generation, members, asked, failure });
}

export function finish(state: MembershipState, kind: "ended" | "halted"): Transition {
  const { generation, members, asked } = state;
  return close({ kind, generation, members, asked });
}

function close(state: MembershipState): Transition {
  const goodbyes = state.members.map(({ workerId }): Effect => send(workerId, shutdownOf(state)));
  return { state, effects: [...goodbyes, { kind: "end" }] };
}
