// Micro-batches that workers die of: after two deaths with one in hand it stands alone, after the third the job fails rather than to lose
// one worker after the other.
import type { Death, GenerationRecord, Member } from "./state.ts";

const SUSPECT = 2;
const PROVEN = 3;

/** What a worker took with it: the run that it was at, and the next, since the end of the first may have gone unsaid. */
export function deathsOf({ workerId, host, runs }: Member, reason: string): readonly Death[] {
  return runs.slice(0, 2).map((run) => ({ ...run, what: `${workerId} on ${host}: ${reason}` }));
}

/** Rounds before that are complete: whatever was in them did not stop them. */
export function deathsSince(deaths: readonly Death[], round: number): readonly Death[] {
  return deaths.filter((death) => death.round >= round);
}

/** What the next leader must know of them. */
export function recorded(deaths: readonly Death[]): Pick<GenerationRecord, "deaths"> {
  return deaths.length === 0 ? {} : { deaths };
}

/** Micro-batches of a round that were in hand at two deaths. */
export function suspectsOf(deaths: readonly Death[], round: number): readonly number[] {
  return inHandAt(deaths, round, SUSPECT);
}

/** Why the job can't go on; undefined when it can. */
export function poisonOf(deaths: readonly Death[]): string | undefined {
  for (const round of new Set(deaths.map((death) => death.round))) {
    const [first, ...more] = inHandAt(deaths, round, PROVEN);
    if (first === undefined) continue;
    const last = more.at(-1) ?? first;
    const which = last === first ? `micro-batch ${first}` : `one of the micro-batches ${first} to ${last}`;
    const of = deaths.filter((death) => death.round === round && death.lo <= last && death.hi > first);
    const causes = [...new Set(of.map(({ what }) => what))].join("; ");
    return `${which} of round ${round} was in hand each time that a worker died: ${causes}`;
  }
  return undefined;
}

function inHandAt(all: readonly Death[], round: number, times: number): readonly number[] {
  const deaths = all.filter((death) => death.round === round);
  const end = Math.max(0, ...deaths.map(({ hi }) => hi));
  const found: number[] = [];
  for (let m = 0; m < end; m++) if (deaths.filter(({ lo, hi }) => lo <= m && m < hi).length >= times) found.push(m);
  return found;
}
