// A record of a table as a sample: a vector of float32 numbers and, where it is asked for, a class. Pure.
import type { Problem } from "../../common/errors.ts";
import { columnHint } from "./column-hint.ts";

export interface RowColumns {
  /** Names of the columns with the numbers, in the network's order. */
  readonly features: readonly string[];
  /** Name of the column with the class; undefined where only the numbers are wanted. */
  readonly label: string | undefined;
}

/** Found in a record. */
export type ParsedRow =
  | { readonly kind: "row"; readonly values: Float32Array<ArrayBuffer>; readonly label: string }
  | { readonly kind: "wrong"; readonly reasons: readonly string[] };

/** How a number is written: digits with or without a point and an exponent. Not Number(), which takes "" and "0x10" too. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const LONGEST_SHOWN = 40;

export class RowParser {
  readonly #features: readonly { readonly name: string; readonly index: number }[];
  readonly #label: { readonly name: string; readonly index: number } | undefined;

  private constructor(columns: RowColumns, names: readonly string[]) {
    const placed = (name: string) => ({ name, index: names.indexOf(name) });
    this.#features = columns.features.map(placed);
    this.#label = columns.label === undefined ? undefined : placed(columns.label);
  }

  /** @param names of the columns, from the first line. @returns the parser, or what is wrong with the names. */
  static of(columns: RowColumns, names: readonly string[]): RowParser | readonly Problem[] {
    const wanted = [...columns.features, ...(columns.label === undefined ? [] : [columns.label])];
    const problems = wanted.flatMap((name): Problem[] => {
      if (!names.includes(name))
        return [{ path: "", line: 1, message: `there is no column "${name}"`, hint: columnHint(name, names, wanted) }];
      if (names.indexOf(name) === names.lastIndexOf(name)) return [];
      return [{ path: "", line: 1, message: `expected one column "${name}", found several` }];
    });
    return problems.length > 0 ? problems : new RowParser(columns, names);
  }

  parse(record: readonly string[]): ParsedRow {
    const reasons: string[] = [];
    const values = new Float32Array(this.#features.length);
    this.#features.forEach(({ name, index }, i) => {
      const value = numberOf(record[index] ?? "");
      if (typeof value === "number") values[i] = value;
      else reasons.push(`column "${name}": ${value.wrong}`);
    });
    const label = this.#label === undefined ? "" : (record[this.#label.index] ?? "");
    if (this.#label !== undefined && label === "")
      reasons.push(`column "${this.#label.name}": expected a class, found nothing`);
    return reasons.length > 0 ? { kind: "wrong", reasons } : { kind: "row", values, label };
  }
}

function numberOf(text: string): number | { readonly wrong: string } {
  if (text === "") return { wrong: "expected a number, found nothing" };
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) return { wrong: `expected a number, found ${JSON.stringify(text.slice(0, LONGEST_SHOWN))}` };
  if (Number.isFinite(Math.fround(value))) return value;
  return { wrong: `expected a number that float32 can hold, found ${text.slice(0, LONGEST_SHOWN)}` };
}
