// What users ask of a running job: pause, resume, stop, halt.
import { finish, isOver } from "./end.ts";
import { send } from "./members.ts";
import type { Asked, MembershipState, Transition } from "./state.ts";

type Command = "pause" | "resume" | "stop" | "halt";

/** Stored, then told to all. Asking again for what holds changes nothing. */
export function ask(state: MembershipState, command: Command): Transition {
  if (isOver(state) || state.kind === "ending") return { state, effects: [] };
  const asked = after(state.asked, command);
  if (asked.paused === state.asked.paused && asked.wanted === state.asked.wanted) return { state, effects: [] };
  const next = { ...state, asked };
  const { generation, members } = state;
  const store = { kind: "store", record: { generation, command: asked } } as const;
  // Before the first plan there is no round to end at.
  if (command === "halt" && state.kind !== "active") {
    const halted = finish(next, "halted");
    return { state: halted.state, effects: [store, ...halted.effects] };
  }
  return {
    state: next,
    effects: [store, ...members.map(({ workerId }) => send(workerId, { kind: "command", command }))],
  };
}

/** Stored, so that a coordinator that takes over knows it. */
export function scale(state: MembershipState, replicas: number): Transition {
  const asked = { ...state.asked, replicas };
  return {
    state: { ...state, asked },
    effects: [{ kind: "store", record: { generation: state.generation, command: asked } }],
  };
}

/** A job that is to end does not stay paused, nor is it paused; halt goes beyond stop. */
function after(asked: Asked, command: Command): Asked {
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
