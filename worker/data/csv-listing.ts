// A CSV file that lists pictures and their classes: a row a sample, paths relative to the file. Read as a stream; errors name the line.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, normalize } from "node:path";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { ConfigError, messageOf, must } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import type { Findings } from "./findings.ts";
import { inByteOrder } from "./folder-entries.ts";
import { type ImageFolder, isPictureName } from "./image-folder.ts";

export interface CsvSource {
  readonly file: string;
  /** Names of the columns, as the first line has them. */
  readonly image: string;
  readonly label: string;
}

/** Longer lines are no table: the parser would hold one in memory. */
const MAX_LINE_BYTES = 1024 * 1024;

/** The folder that the paths start at. */
export function csvRoot({ file }: CsvSource): string {
  return dirname(file);
}

/** Lists the samples. What is wrong is told to `findings` and thrown as one ConfigError. */
export async function listCsv(source: CsvSource, findings: Findings, signal?: AbortSignal): Promise<ImageFolder> {
  await refuseNoFile(source.file, findings);
  const listing = new Listing(source, findings);
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: MAX_LINE_BYTES });
  try {
    await pipeline(createReadStream(source.file), parser, (lines: AsyncIterable<Line>) => addAll(listing, lines), {
      signal,
    });
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof ConfigError) throw thrown;
    const what = thrown instanceof CsvError ? "it is not valid CSV" : "it can't be read";
    findings.problem({ path: "", message: `${what}: ${messageOf(thrown)}` });
  }
  return listing.finish();
}

async function addAll(listing: Listing, lines: AsyncIterable<Line>): Promise<void> {
  for await (const { record, info } of lines) listing.add(record, info.lines);
}

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function refuseNoFile(file: string, findings: Findings): Promise<void> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) findings.problem({ path: "", message: "expected a CSV file, found a folder" });
  } catch (thrown) {
    const message = isMissing(thrown) ? "there is no such file" : `the file can't be read: ${messageOf(thrown)}`;
    findings.problem({ path: "", message });
  }
  findings.throwIfAny();
}

interface Row {
  readonly path: string;
  readonly label: string;
}

class Listing {
  readonly #source: CsvSource;
  readonly #findings: Findings;
  readonly #rows: Row[] = [];
  /** Line of each path. */
  readonly #lines = new Map<string, number>();
  #columns: { readonly image: number; readonly label: number } | undefined;

  constructor(source: CsvSource, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  /** The first line names the columns. */
  add(record: readonly string[], line: number): void {
    if (this.#columns === undefined) {
      this.#columns = this.#readNames(record);
      return;
    }
    const row = this.#rowOf(record, line, this.#columns);
    if (row === undefined) return;
    this.#lines.set(row.path, line);
    this.#rows.push(row);
  }

  finish(): ImageFolder {
    if (this.#columns === undefined)
      this.#findings.problem({ path: "", message: "expected a line with the columns' names, found an empty file" });
    this.#findings.throwIfAny();
    const classes = inByteOrder([...new Set(this.#rows.map(({ label }) => label))], (name) => name);
    if (classes.length < 2) {
      const found = classes.length === 0 ? "no sample" : `only one class, ${classes.join()}`;
      this.#findings.problem({ path: "", message: found, hint: "a data set has two classes or more" });
    }
    this.#findings.throwIfAny();
    const indexes = new Map(classes.map((name, index) => [name, index]));
    const files = this.#rows.map(({ path, label }) => ({ path, class: must(indexes.get(label), label) }));
    return { classes, files: inByteOrder(files, ({ path }) => path) };
  }

  #readNames(names: readonly string[]): { readonly image: number; readonly label: number } {
    const indexOf = (name: string): number => {
      const index = names.indexOf(name);
      if (index === -1) {
        const hint = `its columns are ${names.slice(0, 20).join(", ")}`.slice(0, 200);
        this.#findings.problem({ path: "", line: 1, message: `there is no column "${name}"`, hint });
      }
      return index;
    };
    const columns = { image: indexOf(this.#source.image), label: indexOf(this.#source.label) };
    this.#findings.throwIfAny();
    return columns;
  }

  #rowOf(
    record: readonly string[],
    line: number,
    columns: { readonly image: number; readonly label: number },
  ): Row | undefined {
    const image = record[columns.image] ?? "";
    const label = record[columns.label] ?? "";
    const path = normalize(image).replaceAll("\\", "/");
    const wrong = this.#wrongWith(image, path, label);
    if (wrong === undefined) return { path, label };
    this.#findings.problem({ path: "", line, message: wrong });
    return undefined;
  }

  #wrongWith(image: string, path: string, label: string): string | undefined {
    if (image === "") return `expected a path in column "${this.#source.image}", found nothing`;
    if (label === "") return `expected a class in column "${this.#source.label}", found nothing`;
    if (path.startsWith("/") || /^[A-Za-z]:/.test(path))
      return `expected a path relative to the CSV file, found ${image}`;
    if (!isPictureName(path)) return `expected the name of a jpeg or png, found ${image}`;
    const earlier = this.#lines.get(path);
    return earlier === undefined ? undefined : `${image} is in line ${earlier} already`;
  }
}
