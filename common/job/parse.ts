// A job file's text to a Job, or to one ConfigError with everything that is wrong with it.
import { ConfigError, type Problem } from "../errors.ts";
import { checkJob } from "./check.ts";
import type { Finding } from "./findings.ts";
import { applyOverrides, type Override } from "./overrides.ts";
import type { Job } from "./schema.ts";
import { isRecord, type Path, pathText } from "./paths.ts";
import { readYaml } from "./yaml.ts";
import type { Entries } from "./yaml-entries.ts";

/**
 * Reads a job, whatever the input: text or bytes, empty, binary, huge or nested without end.
 * @param source names the file in the error, such as "job.yaml".
 * @param overrides what `--set` gave, as "path=value".
 * @throws ConfigError with every problem: where (line, or the `--set` it came from), what was expected and what was found.
 */
export function parseJob(input: string | Uint8Array, source: string, overrides: readonly string[] = []): Job {
  const read = readYaml(input);
  if (read.kind === "refused") throw new ConfigError(source, read.problems);
  const overridden = isRecord(read.value)
    ? applyOverrides(read.value, overrides)
    : { value: read.value, overrides: [], problems: [] };
  const checked = checkJob(overridden.value);
  if (checked.kind === "job" && overridden.problems.length === 0) return checked.job;
  const findings = checked.kind === "job" ? [] : checked.findings;
  const problems = findings.map((finding) => problemOf(finding, read, overridden.overrides));
  throw new ConfigError(source, [...overridden.problems, ...inLineOrder(problems)]);
}

/** A problem has the line of its place in the file, or names the `--set` that put it there. */
function problemOf({ paths, message, hint }: Finding, entries: Entries, overrides: readonly Override[]): Problem {
  const path = pathText(paths[0]);
  const override = overrides.findLast((candidate) => paths.some((place) => cameFrom(place, candidate, entries)));
  const rest = hint === undefined ? {} : { hint };
  if (override !== undefined) return { path, message: `${message} (from --set ${override.text})`, ...rest };
  const line = entries.lineOf(paths.find(entries.has) ?? paths[0]);
  return { path, line, message, ...rest };
}

/** What is at, in or above the key that was set, unless the file has that too. */
function cameFrom(place: Path, { path }: Override, entries: Entries): boolean {
  return startsWith(place, path) || (startsWith(path, place) && !entries.has(place));
}

/** Keys in a `--set` are text, also where they are list indexes. */
function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => String(path[index]) === String(key));
}

function inLineOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
