// Plain values to a job, or to everything that is wrong with them: the schema's findings, the rules between keys and what is not
// supported yet, all in one go. Rules need a whole job, so what the schema refused is left to its default for them, and what they
// then say about such a place is dropped.
import { type Finding, findingsOf } from "./findings.ts";
import { notYet } from "./not-yet.ts";
import { isRecord, type Path, valueAt } from "./paths.ts";
import { brokenRules } from "./rules.ts";
import { type Job, jobSchema } from "./schema.ts";

export type Checked =
  | { readonly kind: "job"; readonly job: Job }
  | { readonly kind: "wrong"; readonly findings: readonly Finding[] };

/** Takes `value` over: keys that hold nothing are removed from it. */
export function checkJob(value: unknown): Checked {
  const parsed = parseWithoutNulls(value);
  if (parsed.success) {
    const findings = [...brokenRules(parsed.data), ...notYet(parsed.data)];
    return findings.length === 0 ? { kind: "job", job: parsed.data } : { kind: "wrong", findings };
  }
  const refused = findingsOf(parsed.error.issues);
  const rest = salvaged(value);
  const more = rest === undefined ? [] : [...brokenRules(rest), ...notYet(rest)];
  const places = refused.flatMap(({ paths }) => paths);
  return {
    kind: "wrong",
    findings: [
      ...refused,
      ...more.filter(({ paths }) => !paths.some((path) => places.some((place) => touches(path, place)))),
    ],
  };
}

function touches(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}

const parse = (value: unknown) => jobSchema.safeParse(value, { reportInput: true });

/** In YAML `key:` with nothing behind it is null: the same as leaving the key out. */
function parseWithoutNulls(value: unknown): ReturnType<typeof parse> {
  for (;;) {
    const parsed = parse(value);
    const nulls = parsed.success ? [] : parsed.error.issues.filter(({ input }) => input === null);
    const removed = nulls.filter(({ path }) => remove(value, path)).length;
    if (removed === 0) return parsed;
  }
}

const STAND_INS: Readonly<Record<string, unknown>> = { name: "job", source: "file:nothing" };

/** The job with all that the schema refuses taken out, so that defaults take its place; undefined when nothing can be made of it. */
function salvaged(value: unknown): Job | undefined {
  // Every turn takes something out or puts a stand-in in; the bound only guards against a schema with a default that it refuses.
  for (let turn = 0; turn < 100; turn++) {
    const parsed = parse(value);
    if (parsed.success) return parsed.data;
    const repaired = parsed.error.issues.filter((issue) => repair(value, issue)).length;
    if (repaired === 0) return undefined;
  }
  return undefined;
}

function repair(value: unknown, issue: Parameters<typeof findingsOf>[0][number]): boolean {
  if (issue.code === "unrecognized_keys")
    return issue.keys.filter((key) => remove(value, [...issue.path, key])).length > 0;
  if (issue.input !== undefined) return removeWhole(value, issue.path);
  const [key, parents] = [issue.path.at(-1), issue.path.slice(0, -1)];
  const parent = valueAt(value, parents);
  if (isRecord(parent) && issue.path.length <= 3 && typeof key === "string") {
    parent[key] = STAND_INS[key] ?? {};
    return true;
  }
  return removeWhole(value, parents);
}

/** A list loses all its items or none, else the places of the others would change. */
function removeWhole(value: unknown, path: readonly PropertyKey[]): boolean {
  if (path.length === 0) return false;
  return remove(value, path) || removeWhole(value, path.slice(0, -1));
}

function remove(value: unknown, path: readonly PropertyKey[]): boolean {
  const parent = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  return key !== undefined && isRecord(parent) && Object.hasOwn(parent, key) && Reflect.deleteProperty(parent, key);
}
