// Members come and go, and are told what holds now.
import type { Effect, Member, MemberNews, MembershipState, Order, Transition } from "./state.ts";

export function memberOf(state: MembershipState, workerId: string): Member | undefined {
  return state.members.find((member) => member.workerId === workerId);
}

/** A new worker's session, or a known one's next: whatever holds now is sent again. */
export function admit(state: MembershipState, member: Member): Transition {
  if (memberOf(state, member.workerId) !== undefined) return { state, effects: due(state, member.workerId) };
  if (state.kind !== "forming") return { state, effects: [sendAway(state, member.workerId)] };
  const members = [...state.members, member].sort((a, b) => a.order - b.order);
  const admitted = { ...state, members };
  return { state: admitted, effects: [news(member, { state: "started" }), ...due(admitted, member.workerId)] };
}

export function remove(
  state: MembershipState,
  member: Member,
  { kind, reason }: { readonly kind: "left" | "lost"; readonly reason: string | undefined },
): Transition {
  const members = state.members.filter((other) => other !== member);
  const told = news(member, { state: kind, ...(reason === undefined ? {} : { reason }) });
  return { state: { ...state, members }, effects: [told] };
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
function due(state: MembershipState, workerId: string): readonly Effect[] {
  return ordersFor(state, workerId).map((order) => send(workerId, order));
}

function ordersFor(state: MembershipState, workerId: string): readonly Order[] {
  switch (state.kind) {
    case "forming":
      return commandsOf(state);
    case "reconfiguring":
      if (!state.participants.some((member) => member.workerId === workerId) || state.reports.has(workerId)) return [];
      return [{ kind: "reconfigure", generation: state.generation }];
    case "active":
      return startOf(state, workerId);
    case "ending":
      return [];
    default:
      return [shutdownOf(state)];
  }
}

type Active = Extract<MembershipState, { kind: "active" }>;

/** What a member of the plan is told; nothing for a worker outside it. */
export function startOf(state: Active, workerId: string): readonly Order[] {
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

function sendAway(state: MembershipState, workerId: string): Effect {
  const running = ["reconfiguring", "active"].includes(state.kind);
  const reason = "the job has begun; joining a running job is not supported yet";
  return send(workerId, running ? { kind: "shutdown", code: "late", reason } : shutdownOf(state));
}

/** Why nobody is needed any more. */
export function shutdownOf(state: MembershipState): Order {
  if (state.kind === "failed") return { kind: "shutdown", code: "failed", reason: state.failure.message };
  if (state.kind === "halted") return { kind: "shutdown", code: "halted", reason: "the job was halted" };
  return { kind: "shutdown", code: "finished", reason: "the job is finished" };
}
