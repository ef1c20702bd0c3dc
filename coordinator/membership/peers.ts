// Links between members that broke. A member whose session is closed too is dead. Members that live link anew in another generation. Of
// those that can't, the largest set goes on in which everyone reaches everyone.
import { lose } from "./depart.ts";
import type { EventOf } from "./events.ts";
import { memberOf } from "./members.ts";
import type { MembershipPolicy } from "./policy.ts";
import { reconfigure } from "./reconfigure.ts";
import {
  type BrokenLink,
  chain,
  type Member,
  type MembershipState,
  type StateOf,
  type Transition,
  unchanged,
} from "./state.ts";

/** A link that breaks again so soon does not stand. */
const RELINKED_MS = 30_000;

/** What was said of a link in another generation says nothing of this one's. */
export function takePeerLost(state: MembershipState, event: EventOf<"peer-lost">): Transition {
  const { workerId: by, peer: to, generation, at } = event;
  if (state.kind !== "active" || generation !== state.generation) return unchanged(state);
  if (memberOf(state, by) === undefined || state.brokenLinks.some((link) => link.by === by && link.to === to))
    return unchanged(state);
  return unchanged({ ...state, brokenLinks: [...state.brokenLinks, { by, to, at }] });
}

/** Those who are dead, and those who are cut off for good. The others link anew, in another generation. */
export function mendLinks(state: MembershipState, at: number, policy: MembershipPolicy): Transition {
  if (state.kind !== "active" || state.brokenLinks.length === 0) return unchanged(state);
  const members = state.members.filter(({ workerId }) => state.participants.includes(workerId));
  const dead = members.filter((member) => isDead(state, member, members));
  if (dead.length > 0)
    return loseAll(state, dead, at, { reason: "its session and its links to all others are closed" });
  const relinked = state.relinked.filter((link) => at - link.at < RELINKED_MS);
  const isAgain = (link: BrokenLink): boolean => relinked.some((other) => isSamePair(link, other));
  const fresh = state.brokenLinks.filter((link) => !isAgain(link) && at - link.at >= policy.relinkMs);
  if (fresh.length > 0) return relink(state, [...relinked, ...fresh.map((link) => ({ ...link, at }))], at, policy);
  const old = state.brokenLinks.filter((link) => isAgain(link) && at - link.at >= policy.peersMs);
  const kept = largestConnected(members, old);
  const cut = members.filter((member) => !kept.includes(member));
  return loseAll(state, cut, at, { reason: "other workers can't reach it, nor it them", bars: "cut-off" });
}

function relink(
  state: StateOf<"active">,
  relinked: readonly BrokenLink[],
  at: number,
  policy: MembershipPolicy,
): Transition {
  const pairs = state.brokenLinks.map(({ by, to }) => [by, to].sort().join(" and "));
  const changes = [...state.changes, ...[...new Set(pairs)].map((pair) => `${pair} link anew`)];
  return reconfigure({ ...state, relinked, changes }, at, policy);
}

function loseAll(
  state: MembershipState,
  members: readonly Member[],
  at: number,
  how: Parameters<typeof lose>[2],
): Transition {
  return members.reduce<Transition>(
    (before, member) => chain(before, (next) => lose(next, member, how, at)),
    unchanged(state),
  );
}

function isSamePair(a: BrokenLink, b: BrokenLink): boolean {
  return (a.by === b.by && a.to === b.to) || (a.by === b.to && a.to === b.by);
}

function isDead(state: StateOf<"active">, { workerId, isConnected }: Member, members: readonly Member[]): boolean {
  const others = members.filter((other) => other.workerId !== workerId && other.isConnected);
  const isMissed = (by: string): boolean => state.brokenLinks.some((link) => link.by === by && link.to === workerId);
  return !isConnected && others.length > 0 && others.every((other) => isMissed(other.workerId));
}

/**
 * Of members in order of registration; at a tie the one with the lowest. Exact for the few that have a broken link: those without one
 * are in any largest set. Past `EXACT` of them, members with the most broken links go first.
 */
export function largestConnected(members: readonly Member[], broken: readonly BrokenLink[]): readonly Member[] {
  const isCut = (a: Member, b: Member): boolean =>
    broken.some(({ by, to }) => (by === a.workerId && to === b.workerId) || (by === b.workerId && to === a.workerId));
  const cutsOf = (member: Member, among: readonly Member[]): number =>
    among.filter((other) => isCut(member, other)).length;
  let doubtful = members.filter((member) => cutsOf(member, members) > 0);
  const sure = members.filter((member) => !doubtful.includes(member));
  while (doubtful.length > EXACT) {
    const most = Math.max(...doubtful.map((member) => cutsOf(member, doubtful)));
    const worst = doubtful.findLastIndex((member) => cutsOf(member, doubtful) === most);
    doubtful = doubtful.filter((_, i) => i !== worst);
  }
  const best = largestOf(doubtful, isCut);
  return members.filter((member) => sure.includes(member) || best.includes(member));
}

const EXACT = 16;

/** The first member is in it or not; what comes first in order is preferred. */
function largestOf(members: readonly Member[], isCut: (a: Member, b: Member) => boolean): readonly Member[] {
  const [first, ...others] = members;
  if (first === undefined) return [];
  const withIt = [
    first,
    ...largestOf(
      others.filter((other) => !isCut(first, other)),
      isCut,
    ),
  ];
  const without = withIt.length >= members.length ? [] : largestOf(others, isCut);
  return without.length > withIt.length ? without : withIt;
}
