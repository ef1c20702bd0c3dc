// What to say about a column that a table does not have. Pure but for the distance of two words.
import { closest } from "../../common/job/closest.ts";

/** The column that was probably meant, or those that there are. @param wanted all that are looked for: none of them was meant. */
export function columnHint(name: string, names: readonly string[], wanted: readonly string[]): string {
  const near = closest(
    name,
    names.filter((candidate) => !wanted.includes(candidate)),
  );
  return near === undefined
    ? `its columns are ${names.slice(0, 20).join(", ")}`.slice(0, 200)
    : `did you mean ${near}?`;
}
