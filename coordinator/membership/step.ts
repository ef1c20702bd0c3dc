// Who takes part, as a pure state machine: no clock, no sockets, no store.
//   M1. The generation goes up by one each time the members change or their quotas do, and never down.
//   M2. Ranks are 0 to worldSize - 1 in order of worker id.
//   M3. Time enters only through the event's `at`.
//   M4. A generation, its plan and a command are stored before anyone is told of them.
//   M5. Start goes to those, and only to those, who reported for its generation; who does not have its state is named as behind.
//   M6. After the end nothing changes any more; a worker that comes then is sent away.
//   M7. What holds is a function of the state: an event that is repeated changes nothing, a new session is told it again.
//   M8. A worker that dies or leaves does not fail the job.
import { ask, scale } from "./ask.ts";
import { leave, lose, loseSilent, releaseIdle } from "./depart.ts";
import { beginEnding, endIfAllLeft, fail } from "./end.ts";
import type { EventOf, MembershipEvent } from "./events.ts";
import { admit, disconnect, memberOf, withMember } from "./members.ts";
import { mendLinks, takePeerLost } from "./peers.ts";
import { paceAfter } from "./pace.ts";
import { deathsSince } from "./poison.ts";
import type { MembershipPolicy } from "./policy.ts";
import { takeDrain, takeReady, takeReport } from "./ready.ts";
import { reconfigure, settle } from "./reconfigure.ts";
import { settleReturning } from "./returning.ts";
import { rebalance, takeSpeed } from "./speed.ts";
import { setAside } from "./set-aside.ts";
import { chain, type MembershipState, type Transition, unchanged } from "./state.ts";

export function step(state: MembershipState, event: MembershipEvent, policy: MembershipPolicy): Transition {
  const { at } = event;
  const taken = take(state, event, policy);
  const judged = chain(taken, (next) => mendLinks(next, at, policy));
  const settled = chain(judged, (next) =>
    next.kind === "returning" ? settleReturning(next, at, policy) : settle(next, at, policy),
  );
  return chain(settled, releaseIdle);
}

function take(state: MembershipState, event: MembershipEvent, policy: MembershipPolicy): Transition {
  switch (event.kind) {
    case "opened":
      return admit(state, event.member);
    case "closed":
      return disconnect(state, event.workerId);
    case "ready":
      return takeReady(state, event, policy);
    case "reported":
      return takeReport(state, event);
    case "left":
      return leave(state, event);
    case "lost":
    case "exited":
      return takeLoss(state, event);
    case "peer-lost":
      return takePeerLost(state, event);
    case "diverged":
      return takeDiverged(state, event, policy);
    case "wrong-numbers":
      return setAside(state, event);
    case "drain":
      return takeDrain(state, event);
    case "scaled":
      return scale(state, event.replicas);
    case "run":
      return takeRun(state, event);
    case "speed":
      return takeSpeed(state, event);
    case "trained":
      return beginEnding(state, event.at, policy);
    case "failed":
      return fail(state, { code: "reported", message: event.message });
    case "asked":
      return ask(state, event.command);
    case "tick":
      return tick(state, event.at, policy);
  }
}

/** All say what they have: most of them are right. */
function takeDiverged(state: MembershipState, event: EventOf<"diverged">, policy: MembershipPolicy): Transition {
  if (state.kind !== "active" || event.generation !== state.generation) return unchanged(state);
  const changes = [...state.changes, `states differ: ${event.reason}`];
  return reconfigure({ ...state, changes, divergedAmong: state.participants.length }, event.at, policy);
}

function tick(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  const answered = chain(loseSilent(state, at, policy), (next) => rebalance(next, at, policy));
  return chain(answered, (next) => (next.kind === "ending" ? endIfAllLeft(next, at) : unchanged(next)));
}

function takeLoss(state: MembershipState, event: EventOf<"lost" | "exited">): Transition {
  const member =
    event.kind === "lost"
      ? memberOf(state, event.workerId)
      : state.members.find(({ host, pid }) => host === event.host && pid === event.pid);
  if (member === undefined) return unchanged(state);
  const { reason } = event;
  const isStuck = event.kind === "lost" && event.isStuck === true;
  return lose(state, member, isStuck ? { reason, bars: "stuck" } : { reason }, event.at);
}

/** Runs end in the order in which they began. A round that somebody computes shows that the ones before are complete. */
function takeRun(state: MembershipState, { workerId, run, done, at }: EventOf<"run">): Transition {
  const member = memberOf(state, workerId);
  if (member === undefined) return unchanged(state);
  const runs = done ? member.runs.slice(member.runs.findIndex(({ lo }) => lo === run.lo) + 1) : [...member.runs, run];
  const pace = done ? state.pace : paceAfter(state.pace, run, at);
  return unchanged({ ...withMember(state, member, { runs }), pace, deaths: deathsSince(state.deaths, run.round) });
}
