// The ways in which a job ends: trained, failed, halted.
import { send, shutdownOf } from "./members.ts";
import type { MembershipPolicy } from "./policy.ts";
import {
  commonOf,
  type Effect,
  type Failure,
  type MembershipState,
  type StateOf,
  type Transition,
  unchanged,
} from "./state.ts";

/** Whether nothing changes any more. */
export function isOver({ kind }: MembershipState): boolean {
  return kind === "ended" || kind === "failed" || kind === "halted";
}

/** The result is stored; that it is said again changes nothing. Workers leave by themselves; those without a part are sent away. */
export function beginEnding(state: MembershipState, at: number, { leavingMs }: MembershipPolicy): Transition {
  if (isOver(state) || state.kind === "ending") return unchanged(state);
  const staying = state.members.filter(({ workerId }) => state.participants.includes(workerId));
  const plan = state.kind === "active" ? state.plan : undefined;
  const ending: StateOf<"ending"> = {
    ...commonOf(state),
    kind: "ending",
    members: staying,
    plan,
    deadline: at + leavingMs,
  };
  const away = state.members
    .filter((member) => !staying.includes(member))
    .map(({ workerId }) => send(workerId, shutdownOf(ending)));
  const next = endIfAllLeft(ending, at);
  return { state: next.state, effects: [...away, ...next.effects] };
}

/** Over when everyone has gone, or has had time enough to go. */
export function endIfAllLeft(state: MembershipState, at: number): Transition {
  if (state.kind === "ending" && (state.members.length === 0 || at >= state.deadline)) return finish(state, "ended");
  const hasParticipants = state.kind === "active" || state.kind === "reconfiguring";
  if (!hasParticipants || state.participants.length > 0) return unchanged(state);
  if (state.asked.wanted === "halt") return finish(state, "halted");
  return fail(state, { code: "worker-lost", message: "all workers have left, and none of them reported the result" });
}

export function fail(state: MembershipState, failure: Failure): Transition {
  if (isOver(state) || state.kind === "ending") return unchanged(state);
  return close({ ...commonOf(state), kind: "failed", failure });
}

export function finish(state: MembershipState, kind: "ended" | "halted"): Transition {
  return close({ ...commonOf(state), kind });
}

function close(state: MembershipState): Transition {
  const goodbyes = state.members.map(({ workerId }): Effect => send(workerId, shutdownOf(state)));
  return { state, effects: [...goodbyes, { kind: "end" }] };
}
