// What users ask of a running job: pause, resume, stop, halt, another number of workers.
import { finish, isOver } from "./end.ts";
import type { CommandName } from "./events.ts";
import { send } from "./members.ts";
import { recorded } from "./poison.ts";
import { type Asked, type Effect, type MembershipState, type Transition, unchanged } from "./state.ts";

/** Stored, then told to all. Asking again for what holds changes nothing. */
export function ask(state: MembershipState, command: CommandName): Transition {
  if (isOver(state) || state.kind === "ending") return unchanged(state);
  const asked = after(state.asked, command);
  if (asked.paused === state.asked.paused && asked.wanted === state.asked.wanted) return unchanged(state);
  const next = { ...state, asked };
  const store = stored(next);
  // Nobody computes a round, so there is none to end at.
  if (command === "halt" && state.kind === "forming") {
    const halted = finish(next, "halted");
    return { state: halted.state, effects: [store, ...halted.effects] };
  }
  return {
    state: next,
    effects: [store, ...state.members.map(({ workerId }) => send(workerId, { kind: "command", command }))],
  };
}

/** Whoever starts processes brings the number about; here it says how many may take part. */
export function scale(state: MembershipState, replicas: number): Transition {
  if (isOver(state) || state.kind === "ending" || state.asked.replicas === replicas) return unchanged(state);
  const next = { ...state, asked: { ...state.asked, replicas }, mostAtOnce: state.participants.length };
  return { state: next, effects: [stored(next), { kind: "scale", replicas }] };
}

function stored({ generation, asked, deaths }: MembershipState): Effect {
  return { kind: "store", record: { generation, command: asked, ...recorded(deaths) } };
}

/** A job that is to end does not stay paused, nor is it paused; halt goes beyond stop. */
function after(asked: Asked, command: CommandName): Asked {
  switch (command) {
    case "pause":
      return asked.wanted === "none" ? { ...asked, paused: true } : asked;
    case "resume":
      return { ...asked, paused: false };
    case "stop":
      return asked.wanted === "halt" ? asked : { ...asked, paused: false, wanted: "stop" };
    case "halt":
      return { ...asked, paused: false, wanted: "halt" };
  }
}
