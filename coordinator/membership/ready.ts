// Workers become ready, report where they stand, drain.
import type { EventOf } from "./events.ts";
import { memberOf, news, send, withMember } from "./members.ts";
import { numericsDifferences } from "./numerics.ts";
import type { MembershipPolicy } from "./policy.ts";
import { isOver } from "./end.ts";
import { type Member, type MembershipState, type ShutdownOrder, type Transition, unchanged } from "./state.ts";

/** Ready once; a worker says it again on each new session. */
export function takeReady(state: MembershipState, event: EventOf<"ready">, policy: MembershipPolicy): Transition {
  const member = memberOf(state, event.workerId);
  if (member === undefined || member.ready !== undefined || isOver(state)) return unchanged(state);
  const first = state.members.find(({ ready }) => ready !== undefined)?.ready ?? event.info;
  const differs = numericsDifferences(first.numerics, event.info.numerics);
  if (differs.length > 0 && policy.strictNumerics) return refuse(state, member, differs);
  const told = news({ ...member, ready: event.info }, { state: "ready", ...(differs.length > 0 ? { differs } : {}) });
  return { state: withMember(state, member, { ready: event.info }), effects: [told] };
}

function refuse(state: MembershipState, member: Member, differs: readonly string[]): Transition {
  const { workerId } = member;
  const reason = `its numerics differ from the first worker's: ${differs.join("; ")}`;
  const order: ShutdownOrder = { kind: "shutdown", code: "numerics-differ", reason };
  const members = state.members.filter((other) => other !== member);
  return {
    state: { ...state, members, barred: new Map(state.barred).set(workerId, order) },
    effects: [send(workerId, order), news(member, { state: "lost", reason })],
  };
}

/** Reports of another generation are stale; a repeated one changes nothing. */
export function takeReport(state: MembershipState, { workerId, report }: EventOf<"reported">): Transition {
  if (state.kind !== "reconfiguring" || report.generation !== state.generation) return unchanged(state);
  if (!state.participants.includes(workerId) || state.reports.has(workerId)) return unchanged(state);
  return unchanged({ ...state, reports: new Map(state.reports).set(workerId, report) });
}

/** From the next plan on it has no new work. The only one that is left keeps its work until another comes. */
export function takeDrain(state: MembershipState, { workerId, reason }: EventOf<"drain">): Transition {
  const member = memberOf(state, workerId);
  if (member === undefined || member.drains !== undefined || isOver(state)) return unchanged(state);
  const tookPart = state.participants.includes(workerId);
  const changes = tookPart ? [...state.changes, `${workerId} drains: ${reason}`] : state.changes;
  const told = news(member, { state: "draining", reason });
  return { state: { ...withMember(state, member, { drains: reason }), changes }, effects: [told] };
}
