// A member computes other numbers than the others, as an audit has shown: another process takes its place.
import { lose } from "./depart.ts";
import type { EventOf } from "./events.ts";
import { memberOf } from "./members.ts";
import { type Effect, type Member, type MembershipState, type Transition, unchanged } from "./state.ts";

/** Every member says so: the first one counts. What was said in another generation is found out again in this one. */
export function setAside(state: MembershipState, event: EventOf<"wrong-numbers">): Transition {
  const { peer, generation, reason, at } = event;
  const member = memberOf(state, peer);
  if (state.kind !== "active" || generation !== state.generation || member === undefined) return unchanged(state);
  const what = `it computed other numbers than most others: ${reason}`;
  const lost = lose(state, member, { reason: what, bars: "set-aside" }, at);
  return { state: lost.state, effects: [warningOf(member, what), ...lost.effects] };
}

function warningOf({ workerId, host, ready }: Member, what: string): Effect {
  const numerics = JSON.stringify(ready?.numerics ?? {});
  const message = `${workerId} on ${host} is set aside: ${what}; its numerics are ${numerics}`;
  const hint = "look for what sets that machine apart: memory errors, another library, another processor";
  return { kind: "warning", warning: { event: "warning", code: "worker-set-aside", message, hint } };
}
