// Members go: in order, or by dying. Neither ends the job, but for a micro-batch that workers die of again and again.
import { endIfAllLeft, fail, isOver } from "./end.ts";
import type { EventOf } from "./events.ts";
import { memberOf, news, send } from "./members.ts";
import { deathsOf, poisonOf } from "./poison.ts";
import type { MembershipPolicy } from "./policy.ts";
import {
  chain,
  type Effect,
  type Member,
  type MembershipState,
  type ShutdownOrder,
  type Transition,
  unchanged,
} from "./state.ts";

/** Says itself that it goes. Without a reason, or where all were asked to, its part is done: nobody has to take it over. */
export function leave(state: MembershipState, { workerId, reason, at }: EventOf<"left">): Transition {
  const member = memberOf(state, workerId);
  if (member === undefined) return unchanged(state);
  const isDone = reason === undefined || state.asked.wanted === "halt";
  const without = isDone ? finished(state, member) : removed(state, member, `${workerId} has left: ${reason}`);
  const told = news(member, { state: "left", ...(reason === undefined ? {} : { reason }) });
  const failed = isDone || member.drains !== undefined ? [] : deathsOf(member, reason);
  return buried({ ...without, deaths: [...without.deaths, ...failed] }, [told], at);
}

/** Who is to leave and has no part has nothing to finish. */
export function releaseIdle(state: MembershipState): Transition {
  if (isOver(state) || state.kind === "ending") return unchanged(state);
  const idle = state.members.filter(
    ({ workerId, drains }) => drains !== undefined && !state.participants.includes(workerId),
  );
  const order = { kind: "shutdown", code: "drained", reason: "it has no part in the job" } as const;
  return {
    state: { ...state, members: state.members.filter((member) => !idle.includes(member)) },
    effects: idle.flatMap((member) => [
      send(member.workerId, order),
      news(member, { state: "left", reason: "drained" }),
    ]),
  };
}

/** @param bars for a process that lives but is of no use: it is told so, and not taken back */
export function lose(
  state: MembershipState,
  member: Member,
  { reason, bars }: { readonly reason: string; readonly bars?: ShutdownOrder["code"] },
  at: number,
): Transition {
  const { workerId } = member;
  const told = news(member, { state: "lost", reason });
  const without = removed(state, member, `${workerId} on ${member.host} was lost: ${reason}`);
  const deaths = [...without.deaths, ...deathsOf(member, reason)];
  const order = bars === undefined ? undefined : ({ kind: "shutdown", code: bars, reason } as const);
  const barred = order === undefined ? without.barred : new Map(without.barred).set(workerId, order);
  const goodbye = order === undefined ? [] : [send(workerId, order)];
  return buried({ ...without, deaths, barred }, [told, ...goodbye, { kind: "release", workerId }], at);
}

/** What a death may end: a job that is over but for this worker, and one whose workers die of the same again and again. */
function buried(state: MembershipState, effects: readonly Effect[], at: number): Transition {
  const poison = poisonOf(state.deaths);
  return chain({ state, effects }, (next) =>
    poison === undefined ? endIfAllLeft(next, at) : fail(next, { code: "poison-micro-batch", message: poison }),
  );
}

/** Who has not answered the reconfiguration in time. */
export function loseSilent(state: MembershipState, at: number, { reportMs }: MembershipPolicy): Transition {
  if (state.kind !== "reconfiguring" || at < state.deadline) return unchanged(state);
  const { generation, participants, reports } = state;
  const reason = `no answer to the reconfiguration to generation ${generation} within ${reportMs} ms`;
  const silent = state.members.filter(({ workerId }) => participants.includes(workerId) && !reports.has(workerId));
  return silent.reduce<Transition>(
    (before, member) => chain(before, (next) => lose(next, member, { reason }, at)),
    unchanged(state),
  );
}

/** Its part is to be taken over. */
function removed(state: MembershipState, member: Member, change: string): MembershipState {
  const members = state.members.filter((other) => other.workerId !== member.workerId);
  const tookPart = state.participants.includes(member.workerId);
  return { ...state, members, changes: tookPart ? [...state.changes, change] : state.changes };
}

function finished(state: MembershipState, { workerId }: Member): MembershipState {
  return {
    ...state,
    members: state.members.filter((other) => other.workerId !== workerId),
    participants: state.participants.filter((other) => other !== workerId),
  };
}
