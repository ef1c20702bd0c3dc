import { distance } from "fastest-levenshtein";

/** The word that was probably meant: two edits away at most, one in a short word; undefined when none is near. */
export function closest(written: string, words: readonly string[]): string | undefined {
  if (written.length > 64) return undefined;
  const ranked = words
    .map((word) => ({ word, edits: editsBetween(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= (Math.min(written.length, best.word.length) < 5 ? 1 : 2)
    ? best.word
    : undefined;
}

/** Letters in another order are one slip, not two. */
function editsBetween(a: string, b: string): number {
  const sorted = (word: string) => Array.from(word).sort().join("");
  return a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b);
}
