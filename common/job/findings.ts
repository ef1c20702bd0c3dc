// What the schema says about a job, in words for people: "expected a whole number from 1 up, found "abc"".
import type { z } from "zod";
import { closest } from "./closest.ts";
import { enumerated } from "./fields.ts";
import type { Path } from "./paths.ts";

type Issue = z.core.$ZodIssue;

/** Something wrong with a job, before it is known which line or --set it came from. */
export interface Finding {
  /** The place it is about first, then others that had a part in it. */
  readonly paths: readonly [Path, ...Path[]];
  readonly message: string;
  readonly hint?: string;
}

export function findingsOf(issues: readonly Issue[]): Finding[] {
  const findings = issues.flatMap((issue) => findingsOfOne(issue, []));
  const known = new Set<string>();
  return findings.filter((finding) => {
    const id = JSON.stringify([finding.paths, finding.message]);
    return !known.has(id) && known.add(id);
  });
}

function findingsOfOne(issue: Issue, base: Path): Finding[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], key, issue.message));
    case "invalid_union":
      return ofUnion(issue, path);
    case "invalid_value":
      return [unexpected(path, issue.message, issue.input, issue.values.map(String))];
    default:
      return [unexpected(path, issue.message, issue.input, [])];
  }
}

function unknownKey(path: Path, key: string, validKeys: string): Finding {
  const near = closest(key, validKeys.split(", "));
  const hint =
    near === undefined ? `the keys here are ${validKeys === "" ? "none" : validKeys}` : `did you mean ${near}?`;
  return { paths: near === undefined ? [path] : [path, [...path.slice(0, -1), near]], message: "unknown key", hint };
}

function unexpected(path: Path, expected: string, input: unknown, words: readonly string[]): Finding {
  const near = typeof input === "string" ? closest(input, words) : undefined;
  const message = `expected ${expected}, found ${foundText(input)}`;
  return { paths: [path], message, ...(near !== undefined && { hint: `did you mean ${near}?` }) };
}

/** The form that was meant has its own, more exact problems; where that can't be told, all forms are named. */
function ofUnion(issue: Extract<Issue, { code: "invalid_union" }>, path: Path): Finding[] {
  const meant = issue.errors.filter((branch) => !branch.some(isAtRoot));
  const [only, other] = meant;
  if (only !== undefined && other === undefined) return only.flatMap((inner) => findingsOfOne(inner, path));
  return [unexpectedForm(issue, path)];
}

/** Wrong kind of value, an unknown key or a missing one: then the branch is not the form that was meant. */
function isAtRoot(issue: Issue): boolean {
  if (issue.path.length === 0)
    return issue.code !== "invalid_union" || issue.errors.every((branch) => branch.some(isAtRoot));
  return issue.path.length === 1 && issue.input === undefined;
}

function unexpectedForm(issue: Extract<Issue, { code: "invalid_union" }>, path: Path): Finding {
  const words = issue.errors.flat().flatMap(wordsOf);
  const input = issue.input;
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return unexpected(path, issue.message, input, words);
  const keys = Object.keys(input);
  const near = keys
    .map((key) => (words.includes(key) ? undefined : closest(key, words)))
    .find((word) => word !== undefined);
  const found =
    keys.length === 0
      ? "{}"
      : `the ${keys.length === 1 ? "key" : "keys"} ${shortened(enumerated(keys).replace(" or ", " and "))}`;
  return {
    paths: [path],
    message: `expected ${issue.message}, found ${found}`,
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  };
}

function wordsOf(issue: Issue): string[] {
  if (issue.code === "invalid_union") return issue.errors.flat().flatMap(wordsOf);
  if (issue.code === "invalid_value") return issue.values.map(String);
  return issue.code === "unrecognized_keys" ? issue.message.split(", ") : [];
}

/** A value as a person wrote it, as far as it fits in a line. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return "a mapping";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "a number that is not finite";
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
