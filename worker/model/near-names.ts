// "Did you mean": layer names near to one that is not there.
import { distance } from "fastest-levenshtein";

const MAX_NAMES = 3;

/** Up to three candidates that `name` may be a misspelling of, or a part of, best first. */
export function nearNames(name: string, candidates: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  return candidates
    .map((candidate) => ({ candidate, score: score(wanted, candidate.toLowerCase()) }))
    .filter((entry) => entry.score <= limit)
    .sort((left, right) => left.score - right.score)
    .slice(0, MAX_NAMES)
    .map(({ candidate }) => candidate);
}

/** Edits between the two; a candidate that contains the name, or whose beginning is near to it, counts one more. */
function score(wanted: string, candidate: string): number {
  if (wanted.length >= 3 && candidate.includes(wanted)) return 1;
  const beginnings = [-1, 0, 1].map((more) => 1 + distance(wanted, candidate.slice(0, wanted.length + more)));
  return Math.min(distance(wanted, candidate), ...beginnings);
}
