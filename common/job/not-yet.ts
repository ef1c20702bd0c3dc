// Keys of the job file whose feature is still to come. A row is deleted when its feature is done; nothing else changes.
import type { Finding } from "./findings.ts";
import type { Job } from "./schema.ts";
import type { Path } from "./paths.ts";

interface Row {
  /** Keys from the root; `*` is each item of a list. */
  readonly path: string;
  /** Whether this value, defaults filled in, needs the feature. Only called where there is a value. */
  readonly asks: (value: unknown) => boolean;
  readonly what: string;
  /** What to write until then. */
  readonly advice: string;
}

const notAFile = (value: unknown) => typeof value === "string" && !value.startsWith("file:");
export const NOT_YET: readonly Row[] = [
  { path: "spec.model.source", asks: notAFile, what: "a model from s3: or https:", advice: "set it to file:PATH" },
  {
    path: "spec.dataset.source",
    asks: notAFile,
    what: "a data set from s3: or https:",
    advice: "set it to file:PATH",
  },
  {
    path: "spec.dataset.format",
    asks: (format) => format !== "image-folder" && format !== "csv",
    what: "other formats than image-folder and csv",
    advice: "leave it out or set it to csv",
  },
  {
    path: "spec.checkpoint.destination",
    asks: notAFile,
    what: "a destination on s3:",
    advice: "leave it out or set it to file:PATH",
  },
  {
    path: "spec.output.destination",
    asks: notAFile,
    what: "a destination on s3:",
    advice: "leave it out or set it to file:PATH",
  },
];

/** Everything that the job asks for and this version can't do. */
export function notYet(job: Job): Finding[] {
  return NOT_YET.flatMap((row) =>
    valuesAt(job, row.path.split("."), [])
      .filter(({ value }) => row.asks(value))
      .map(({ path }): Finding => ({ paths: [path], message: `not supported yet: ${row.what}; ${row.advice}` })),
  );
}

function valuesAt(
  value: unknown,
  pattern: readonly string[],
  path: Path,
): { readonly path: Path; readonly value: unknown }[] {
  const [key, ...rest] = pattern;
  if (key === undefined) return value === undefined ? [] : [{ path, value }];
  if (key === "*")
    return Array.isArray(value) ? value.flatMap((item: unknown, index) => valuesAt(item, rest, [...path, index])) : [];
  if (typeof value !== "object" || value === null) return [];
  const entry = Object.entries(value).find(([name]) => name === key);
  return entry === undefined ? [] : valuesAt(entry[1], rest, [...path, key]);
}
