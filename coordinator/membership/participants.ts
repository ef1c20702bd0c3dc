// Who is to take part. Pure, and a function of what is known now: asking again gives the same answer.
import type { Member, MembershipState } from "./state.ts";
import type { MembershipPolicy } from "./policy.ts";

/** Those who take part stay, until they go; ready workers fill the places that are free. In order of registration. */
export function participantsNow(state: MembershipState, { microBatches }: MembershipPolicy): readonly Member[] {
  const ready = state.members.filter((member) => member.ready !== undefined);
  const stay = ready.filter(({ workerId }) => state.participants.includes(workerId));
  const places = Math.min(state.asked.replicas, microBatches) - stay.filter(works).length;
  // Whoever comes now would only be told to leave.
  const isOpen = state.asked.wanted !== "halt" && places > 0;
  const join = isOpen ? ready.filter((member) => works(member) && !stay.includes(member)).slice(0, places) : [];
  return ready.filter((member) => stay.includes(member) || join.includes(member));
}

/** It does not drain. */
export function works({ drains }: Member): boolean {
  return drains === undefined;
}

/** Whether those are not the ones that `generation` was made for. */
export function haveChanged(state: MembershipState, participants: readonly Member[]): boolean {
  return (
    participants.length !== state.participants.length ||
    participants.some(({ workerId }, i) => workerId !== state.participants[i])
  );
}

/** The fewest that will do: not more than can ever take part. */
export function fewest(state: MembershipState, { min, microBatches }: MembershipPolicy): number {
  return Math.min(min, state.asked.replicas, microBatches);
}
