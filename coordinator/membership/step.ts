// Who takes part, as a pure state machine: no clock, no sockets, no store.
//   M1. The generation goes up by one each time the set of members changes, and never down.
//   M2. Ranks are 0 to worldSize - 1 in order of worker id.
//   M3. Time enters only through the event's `at`.
//   M4. A generation, its plan and a command are stored before anyone is told of them.
//   M5. Start goes to those, and only to those, who reported for its generation from the same round and state.
//   M6. After the end nothing changes any more; a worker that comes then is sent away.
import type { MembershipEvent, MembershipPolicy, MembershipState, Transition } from "./state.ts";
import { ask, scale } from "./ask.ts";
import { beginEnding, endIfAllLeft, fail } from "./end.ts";
import { formIfDue, takeReady, takeReport } from "./form.ts";
import { admit, memberOf, remove } from "./members.ts";

export function step(state: MembershipState, event: MembershipEvent, policy: MembershipPolicy): Transition {
  switch (event.kind) {
    case "opened":
      return admit(state, event.member);
    case "ready":
      return takeReady(state, event, policy);
    case "reported":
      return takeReport(state, event, policy);
    case "left":
    case "lost":
      return depart(state, event);
    case "exited":
      return exited(state, event);
    case "trained":
      return beginEnding(state, event.at, policy);
    case "failed":
      return fail(state, { code: "reported", message: event.message });
    case "asked":
      return ask(state, event.command);
    case "scaled":
      return scale(state, event.replicas);
    case "tick":
      return tick(state, event.at, policy);
  }
}

function tick(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  switch (state.kind) {
    case "forming":
      return formIfDue(state, at, policy);
    case "reconfiguring":
      return at < state.deadline ? { state, effects: [] } : fail(state, unanswered(state, policy));
    case "ending":
      return endIfAllLeft(state, at);
    default:
      return { state, effects: [] };
  }
}

type Reconfiguring = Extract<MembershipState, { kind: "reconfiguring" }>;

function unanswered(state: Reconfiguring, { reportMs }: MembershipPolicy) {
  const missing = state.participants.filter(({ workerId }) => !state.reports.has(workerId));
  const names = missing.map(({ workerId, host }) => `${workerId} on ${host}`).join(", ");
  const message = `no answer to the reconfiguration to generation ${state.generation} within ${reportMs} ms from ${names}`;
  return { code: "worker-lost", message } as const;
}

/** Of no member: it had left, or never came. */
function exited(state: MembershipState, { at, host, pid, reason }: Extract<MembershipEvent, { kind: "exited" }>) {
  const member = state.members.find((one) => one.host === host && one.pid === pid);
  if (member === undefined) return { state, effects: [] };
  return depart(state, { at, kind: "lost", workerId: member.workerId, reason });
}

type Departure = Extract<MembershipEvent, { kind: "left" | "lost" }>;

/** In this version a worker that goes before its end takes the job with it, unless all were asked to go or it had no part yet. */
function depart(state: MembershipState, event: Departure): Transition {
  const member = memberOf(state, event.workerId);
  if (member === undefined) return { state, effects: [] };
  const without = remove(state, member, event);
  if (!mattersTo(state, event)) return endIfDone(without, event.at);
  const went = event.kind === "lost" ? "was lost" : "left before the end";
  const failed = fail(without.state, {
    code: "worker-lost",
    message: `${member.workerId} on ${member.host} (pid ${member.pid}) ${went}: ${event.reason ?? "no reason given"}`,
  });
  return { state: failed.state, effects: [...without.effects, ...failed.effects] };
}

function mattersTo(state: MembershipState, event: Departure): boolean {
  const asked = event.kind === "left" && (event.reason === undefined || state.asked.wanted === "halt");
  switch (state.kind) {
    case "forming":
      return true;
    case "reconfiguring":
      return state.participants.some(({ workerId }) => workerId === event.workerId);
    case "active":
      return !asked && state.plan.members.some(({ workerId }) => workerId === event.workerId);
    default:
      return false;
  }
}

function endIfDone({ state, effects }: Transition, at: number): Transition {
  const next = endIfAllLeft(state, at);
  return { state: next.state, effects: [...effects, ...next.effects] };
}
