// Members come and go, and are told what holds now.
import type { Comer } from "./events.ts";
import {
  type Effect,
  type Member,
  type MemberNews,
  type MembershipState,
  type Order,
  type ShutdownOrder,
  type StateOf,
  type Transition,
  unchanged,
} from "./state.ts";

export function memberOf(state: MembershipState, workerId: string): Member | undefined {
  return state.members.find((member) => member.workerId === workerId);
}

/** The same state, but for what is new of one member. */
export function withMember(state: MembershipState, member: Member, change: Partial<Member>): MembershipState {
  const changed = { ...member, ...change };
  return { ...state, members: state.members.map((other) => (other === member ? changed : other)) };
}

/** A new worker's session, or a known one's next: whatever holds now is sent again, since what was said to the one before may be lost. */
export function admit(state: MembershipState, comer: Comer): Transition {
  const { workerId } = comer;
  const away = state.barred.get(workerId) ?? goodbyeOf(state);
  const known = memberOf(state, workerId);
  if (known !== undefined) {
    const back = withMember(state, known, { isConnected: true, runs: [] });
    return { state: back, effects: [...leaveOf(state, comer), ...toldAgain(back, workerId)] };
  }
  if (away !== undefined) return { state, effects: [send(workerId, away)] };
  const member = { ...comer, isConnected: true, runs: [] };
  const members = [...state.members, member].sort((a, b) => a.order - b.order);
  const admitted = { ...state, members };
  const orders = state.hasBegun ? toldAgain(admitted, workerId) : told(admitted, workerId);
  return { state: admitted, effects: [news(member, { state: "started" }), ...leaveOf(state, comer), ...orders] };
}

/** Who was taken for dead may still train in a generation that is over; alone in its plan, it would do so to the end. */
function leaveOf({ kind, generation, participants }: MembershipState, { workerId, started }: Comer): readonly Effect[] {
  const isOver = (kind === "reconfiguring" || kind === "active") && (started?.generation ?? generation) < generation;
  return isOver && !participants.includes(workerId) ? [send(workerId, { kind: "reconfigure", generation })] : [];
}

function told(state: MembershipState, workerId: string): readonly Effect[] {
  return ordersFor(state, workerId).map((order) => send(workerId, order));
}

/** It may have been told to pause, by another leader perhaps, and not that it may go on. */
function toldAgain(state: MembershipState, workerId: string): readonly Effect[] {
  const isAsked = goodbyeOf(state) !== undefined || commandsOf(state).length > 0;
  const resume = isAsked ? [] : [send(workerId, { kind: "command", command: "resume" })];
  return [...told(state, workerId), ...resume];
}

export function disconnect(state: MembershipState, workerId: string): Transition {
  const member = memberOf(state, workerId);
  return unchanged(member === undefined ? state : withMember(state, member, { isConnected: false }));
}

export function news(member: Member, what: Pick<MemberNews, "state" | "reason" | "differs">): Effect {
  const { workerId, host, pid, ready } = member;
  const device = ready === undefined ? {} : { device: ready.device };
  return { kind: "member", news: { workerId, host, pid, ...device, ...what } };
}

export function send(workerId: string, order: Order): Effect {
  return { kind: "send", workerId, order };
}

/** Level-triggered: not what changed but what a worker must know now. */
function ordersFor(state: MembershipState, workerId: string): readonly Order[] {
  switch (state.kind) {
    case "forming":
      return commandsOf(state);
    case "reconfiguring":
      if (!state.participants.includes(workerId) || state.reports.has(workerId)) return commandsOf(state);
      return [{ kind: "reconfigure", generation: state.generation }, ...commandsOf(state)];
    case "active":
      return startOf(state, workerId);
    case "returning":
    case "ending":
      return [];
    default:
      return [shutdownOf(state)];
  }
}

/** What a member of the plan is told; nothing for a worker outside it. */
export function startOf(state: StateOf<"active">, workerId: string): readonly Order[] {
  const rank = state.plan.members.findIndex((member) => member.workerId === workerId);
  if (rank < 0) return [];
  return [{ kind: "start", generation: state.generation, rank, plan: state.plan }, ...commandsOf(state)];
}

function commandsOf({ asked }: MembershipState): readonly Order[] {
  return [
    ...(asked.paused ? [{ kind: "command", command: "pause" } as const] : []),
    ...(asked.wanted === "none" ? [] : [{ kind: "command", command: asked.wanted } as const]),
  ];
}

/** What is said to newcomers when nobody is needed any more. */
function goodbyeOf(state: MembershipState): ShutdownOrder | undefined {
  return ["forming", "returning", "reconfiguring", "active"].includes(state.kind) ? undefined : shutdownOf(state);
}

/** Why nobody is needed any more. */
export function shutdownOf(state: MembershipState): ShutdownOrder {
  if (state.kind === "failed") return { kind: "shutdown", code: "failed", reason: state.failure.message };
  if (state.kind === "halted") return { kind: "shutdown", code: "halted", reason: "the job was halted" };
  return { kind: "shutdown", code: "finished", reason: "the job is finished" };
}
