// A CSV file that lists pictures and their classes: a row a sample, paths relative to the file. Read as a stream; errors name the line.
import { dirname, normalize } from "node:path";
import { must } from "../../common/errors.ts";
import { columnHint } from "./column-hint.ts";
import { readCsv } from "./csv-stream.ts";
import type { Findings } from "./findings.ts";
import { inByteOrder } from "./folder-entries.ts";
import { type ImageFolder, isPictureName } from "./image-folder.ts";

export interface CsvSource {
  readonly file: string;
  /** Names of the columns, as the first line has them. */
  readonly image: string;
  readonly label: string;
}

/** The folder that the paths start at. */
export function csvRoot({ file }: CsvSource): string {
  return dirname(file);
}

/** Lists the samples. What is wrong is told to `findings` and thrown as one ConfigError. */
export async function listCsv(source: CsvSource, findings: Findings, signal?: AbortSignal): Promise<ImageFolder> {
  const listing = new Listing(source, findings);
  for await (const { record, line } of readCsv(source.file, findings, signal)) listing.add(record, line);
  return listing.finish();
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
        const hint = columnHint(name, names, [this.#source.image, this.#source.label]);
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
