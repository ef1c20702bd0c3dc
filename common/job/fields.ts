// The building blocks of the job file's schema. Each carries the phrase that follows "expected" in an error message, so that a person
// reads what may be written there and never zod's own wording.
import { z } from "zod";

/** A number's bounds; both ends are allowed values unless they are called `above` and `below`. */
export interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
}

/** A whole number from `from` up, or from `from` to `to`. */
export function whole(from: number, to = Number.MAX_SAFE_INTEGER): z.ZodInt {
  const error = `a whole number from ${from} ${to === Number.MAX_SAFE_INTEGER ? "up" : `to ${to}`}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

/** A finite number within a range. */
export function decimal(range: Range): z.ZodNumber {
  const error = `a number ${rangePhrase(range)}`;
  let schema = z.number({ error });
  if (range.from !== undefined) schema = schema.gte(range.from, { error });
  if (range.above !== undefined) schema = schema.gt(range.above, { error });
  if (range.to !== undefined) schema = schema.lte(range.to, { error });
  if (range.below !== undefined) schema = schema.lt(range.below, { error });
  return schema;
}

function rangePhrase({ from, above, to, below }: Range): string {
  const low = from === undefined ? (above === undefined ? "" : `above ${above}`) : `from ${from}`;
  const high = to === undefined ? (below === undefined ? "" : `below ${below}`) : `to ${to}`;
  if (high === "") return from === undefined ? low : `${low} up`;
  return low === "" ? high : `${low}${to === undefined ? " and" : above === undefined ? "" : ", up"} ${high}`;
}

/** One of a few words. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodEnum<WordMap<Words>> {
  return z.enum(words, { error: enumerated(words) });
}
type WordMap<Words extends readonly string[]> = { [Word in Words[number]]: Word };

/** true or false. */
export function flag(): z.ZodBoolean {
  return z.boolean({ error: "true or false" });
}

/** Visible text on one line. Control characters and halves of surrogate pairs can't come back from a file as they went in. */
export function text(what: string, pattern = /^[^\p{Cc}\p{Cs}]+$/u): z.ZodString {
  return z.string({ error: what }).min(1, { error: what }).max(4096, { error: what }).regex(pattern, { error: what });
}

/** Where something is read from or written to. */
export function location(schemes: readonly ("file" | "s3" | "https")[]): z.ZodString {
  const forms = { file: "file:PATH", s3: "s3://BUCKET/KEY", https: "https://HOST/PATH" };
  const patterns = { file: "file:", s3: "s3://", https: "https://" };
  const start = schemes.map((scheme) => patterns[scheme]).join("|");
  return text(enumerated(schemes.map((scheme) => forms[scheme])), new RegExp(`^(?:${start})[^\\p{Cc}\\p{Cs}]+$`, "u"));
}

/** A list of at least `least` items. */
export function list<Item extends z.ZodType>(what: string, item: Item, least = 0, most = 1024): z.ZodArray<Item> {
  const error =
    least === 0 ? `a list of ${what}` : `a list of at least ${least === 1 ? "one" : String(least)} of: ${what}`;
  return z
    .array(item, { error })
    .min(least, { error })
    .max(most, { error: `a list of at most ${most} of: ${what}` });
}

/** A list of exactly two. */
export function pair<Item extends z.ZodType>(what: string, item: Item): z.ZodTuple<[Item, Item], null> {
  return z.tuple([item, item], { error: what });
}

/** A mapping that knows all its keys; the message of an unknown key is the list of those it could have been. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(", ");
  const what = keys === "" ? "{}" : `a mapping with the keys ${keys}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? keys : what) });
}

/** One of several forms; `what` names them all. */
export function either<const Forms extends readonly [z.ZodType, ...z.ZodType[]]>(
  what: string,
  forms: Forms,
): z.ZodUnion<Forms> {
  return z.union(forms, { error: what });
}

/** "a", "a or b", "a, b or c". */
export function enumerated(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
