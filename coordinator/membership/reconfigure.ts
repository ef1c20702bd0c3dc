// One mechanism for every change: a generation is stored, all who take part report where they stand, the plan is made and stored, all start.
// It begins anew, with the next generation, whenever those who take part change on the way.
import { must } from "../../common/errors.ts";
import { fail, finish } from "./end.ts";
import { send, startOf } from "./members.ts";
import { fewest, haveChanged, participantsNow, works } from "./participants.ts";
import { isCalm } from "./pace.ts";
import { type Differing, planGeneration, type Standing } from "./plan.ts";
import type { MembershipPolicy } from "./policy.ts";
import { deathsSince, recorded } from "./poison.ts";
import {
  commonOf,
  type Effect,
  type Member,
  type MembershipState,
  type Plan,
  type StateOf,
  type Transition,
  unchanged,
} from "./state.ts";

/** What follows from what is known now; nothing when all is as it should be. */
export function settle(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  switch (state.kind) {
    case "forming":
      return formIfDue(state, at, policy);
    case "reconfiguring":
      if (haveChanged(state, participantsNow(state, policy))) return beginAnew(state, at, policy);
      return state.reports.size < state.participants.length ? unchanged(state) : start(state, at, policy);
    case "active":
      return isDue(state, policy) && (isShort(state) || isCalm(state.pace, at, policy))
        ? reconfigure(state, at, policy)
        : unchanged(state);
    default:
      return unchanged(state);
  }
}

/** Before the first round whoever has gone is waited for again; later those who are here go on. */
function beginAnew(state: StateOf<"reconfiguring">, at: number, policy: MembershipPolicy): Transition {
  if (state.hasBegun || !haveGone(state)) return reconfigure(state, at, policy);
  return formIfDue({ ...commonOf(state), kind: "forming", participants: [], enoughSince: undefined }, at, policy);
}

/** Begins with all that were asked for at once, with the fewest that will do after a while; once it has begun it waits for no more. */
function formIfDue(state: StateOf<"forming">, at: number, policy: MembershipPolicy): Transition {
  const ready = participantsNow(state, policy).length;
  if (ready < Math.max(1, fewest(state, policy))) return unchanged({ ...state, enoughSince: undefined });
  const enoughSince = state.enoughSince ?? at;
  const wanted = Math.min(state.asked.replicas, policy.microBatches);
  const isDue = state.hasBegun || ready >= wanted || at - enoughSince >= policy.formingMs;
  return isDue ? reconfigure(state, at, policy) : unchanged({ ...state, enoughSince });
}

function isDue(state: StateOf<"active">, policy: MembershipPolicy): boolean {
  const now = participantsNow(state, policy);
  return haveChanged(state, now) || (now.some(works) && now.some((member) => isToBeRelieved(state, member)));
}

/** Without those who have gone no round ends; and each round takes longer until others have taken their places. */
function isShort(state: StateOf<"active">): boolean {
  return haveGone(state) || state.participants.length < state.mostAtOnce;
}

function haveGone({ participants, members }: MembershipState): boolean {
  return participants.some((id) => !members.some(({ workerId }) => workerId === id));
}

/** It drains, and has new work still. */
function isToBeRelieved({ plan }: StateOf<"active">, member: Member): boolean {
  const rank = plan.members.findIndex(({ workerId }) => workerId === member.workerId);
  return !works(member) && (plan.quotas[rank] ?? 0) > 0;
}

/** The next generation, of those who are here; with too few of them the job waits. */
export function reconfigure(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  const members = participantsNow(state, policy);
  const participants = members.map(({ workerId }) => workerId);
  if (members.length < Math.max(1, fewest(state, policy))) return wait(state, participants, policy);
  const generation = state.generation + 1;
  const orders = participants.map((workerId) => send(workerId, { kind: "reconfigure", generation }));
  const joined = participants.filter((workerId) => !state.participants.includes(workerId));
  const changes = [...state.changes, ...joined.map((workerId) => `${workerId} joined`)];
  const deadline = at + policy.reportMs;
  return {
    state: {
      ...commonOf(state),
      kind: "reconfiguring",
      generation,
      participants,
      changes,
      deadline,
      reports: new Map(),
    },
    effects: [{ kind: "store", record: { generation, ...recorded(state.deaths) } }, ...orders],
  };
}

function wait(state: MembershipState, participants: readonly string[], policy: MembershipPolicy): Transition {
  if (state.asked.wanted === "halt") return finish(state, "halted");
  const message = `${participants.length} of at least ${fewest(state, policy)} workers are left: training waits for others`;
  const hint = "they go on when another worker is ready";
  return {
    state: { ...commonOf(state), kind: "forming", participants, enoughSince: undefined },
    effects: [{ kind: "warning", warning: { event: "warning", code: "too-few-workers", message, hint } }],
  };
}

function start(state: StateOf<"reconfiguring">, at: number, policy: MembershipPolicy): Transition {
  const standings = state.participants.map((id) => standingOf(state, id));
  const planned = planGeneration(standings, { ...state, at }, policy);
  if (planned.kind === "differ") {
    const message = `${differenceOf(planned)}, as before they went back to a checkpoint`;
    return fail(state, { code: "workers-differ", message });
  }
  const { effects, state: active } = activate(state, planned.plan);
  const news = planned.kind === "plan" ? planned.odd.map(oddNews) : [undecidedNews(planned)];
  return { state: active, effects: [...news, ...effects] };
}

function activate(state: StateOf<"reconfiguring">, plan: Plan): Transition {
  const { generation, asked } = state;
  const active: StateOf<"active"> = {
    ...commonOf(state),
    kind: "active",
    plan,
    hasBegun: true,
    changes: [],
    issued: plan,
    divergedAmong: 0,
    mostAtOnce: Math.max(state.mostAtOnce, state.participants.length),
    brokenLinks: [],
    // After a restore the rounds of before come again.
    deaths: plan.restore ? state.deaths : deathsSince(state.deaths, plan.round),
  };
  const command = asked.paused || asked.wanted !== "none" ? { command: asked } : {};
  const worldSize = plan.members.length;
  return {
    state: active,
    effects: [
      { kind: "store", record: { generation, plan, ...command, ...recorded(active.deaths) } },
      { kind: "generation", news: { generation, worldSize, round: plan.round, reason: reasonOf(state, worldSize) } },
      ...plan.members.flatMap(({ workerId }) => startOf(active, workerId).map((order) => send(workerId, order))),
    ],
  };
}

function reasonOf({ hasBegun, changes }: MembershipState, worldSize: number): string {
  return hasBegun && changes.length > 0 ? changes.join("; ") : `${worldSize} workers are ready`;
}

function standingOf(state: StateOf<"reconfiguring">, workerId: string): Standing {
  const member = state.members.find((one) => one.workerId === workerId);
  return { member: must(member, "a participant"), report: must(state.reports.get(workerId), "its report") };
}

function oddNews(standing: Standing): Effect {
  const message = `${describe(standing)}, unlike most others at that round: it gets theirs`;
  const hint = "look for what sets that machine apart: memory errors, another library, another processor";
  return { kind: "warning", warning: { event: "warning", code: "state-differs", message, hint } };
}

function undecidedNews(differing: Differing): Effect {
  const message = `${differenceOf(differing)}: all go back to the newest checkpoint`;
  const hint = "look for what is wrong with one of these machines: memory errors, another library, another processor";
  return { kind: "warning", warning: { event: "warning", code: "states-undecided", message, hint } };
}

function differenceOf({ one, other }: Differing): string {
  const others = other === undefined ? "the others that had another one are gone" : describe(other);
  return `${describe(one)}, but ${others}, and nobody can tell which of them is right`;
}

function describe({ member, report }: Standing): string {
  return `${member.workerId} on ${member.host} stands at round ${report.round} with state ${report.stateHash}`;
}
