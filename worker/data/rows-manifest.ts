// The manifest of a table of numbers: each row a sample. One pass over the table: rows are checked, written to a file of float32 and
// forgotten; what stays in memory is what a manifest of pictures holds too.
import { must } from "../../common/errors.ts";
import { breathe } from "./bounded.ts";
import { type CsvLine, readCsv } from "./csv-stream.ts";
import { Findings } from "./findings.ts";
import { inByteOrder } from "./folder-entries.ts";
import { type Manifest, manifestHash, type ManifestSample } from "./manifest.ts";
import { RowParser } from "./row-parser.ts";
import { rowIdentity, RowsWriter } from "./rows-file.ts";

/** A CSV file whose rows are samples. */
export interface RowsSource {
  readonly file: string;
  readonly features: readonly string[];
  /** Column with the class. */
  readonly label: string;
}

export interface RowsOptions {
  readonly rows: RowsSource;
  /** As the job names it. */
  readonly source: string;
  /** Where the rows' numbers are written to. */
  readonly rowsFile: string;
  readonly signal?: AbortSignal | undefined;
}

/** @throws one ConfigError with all that is wrong: lines and columns, what was expected and what was found. */
export async function buildRowsManifest({ rows, source, rowsFile, signal }: RowsOptions): Promise<Manifest> {
  const findings = new Findings(source);
  const writer = await RowsWriter.open(rowsFile, rows.features);
  try {
    const listing = new RowListing(rows, findings, writer);
    for await (const line of readCsv(rows.file, findings, signal)) {
      await listing.add(line);
      if (line.line % LINES_A_TURN === 0) await breathe();
    }
    const content = listing.finish();
    const manifest = { ...content, source, hash: await manifestHash(content) };
    await writer.finish();
    return manifest;
  } finally {
    await writer.close();
  }
}

/** Taken before timers and I/O get their turn: a few ms. */
const LINES_A_TURN = 128;

interface ListedRow {
  readonly path: string;
  readonly label: string;
  readonly identity: string;
}

class RowListing {
  readonly #source: RowsSource;
  readonly #findings: Findings;
  readonly #writer: RowsWriter;
  readonly #rows: ListedRow[] = [];
  #parser: RowParser | undefined;

  constructor(source: RowsSource, findings: Findings, writer: RowsWriter) {
    this.#source = source;
    this.#findings = findings;
    this.#writer = writer;
  }

  /** The first line names the columns. */
  async add({ record, line }: CsvLine): Promise<void> {
    if (this.#parser === undefined) this.#parser = this.#parserOf(record);
    else await this.#addRow(this.#parser, record, line);
  }

  finish(): Omit<Manifest, "source" | "hash"> {
    if (this.#parser === undefined)
      this.#findings.problem({ path: "", message: "expected a line with the columns' names, found an empty file" });
    this.#findings.throwIfAny();
    const names = inByteOrder([...new Set(this.#rows.map(({ label }) => label))], (name) => name);
    if (names.length < 2) {
      const found = names.length === 0 ? "no sample" : `only one class, ${names.join()}`;
      this.#findings.problem({ path: "", message: found, hint: "a data set has two classes or more" });
    }
    this.#findings.throwIfAny();
    const indexes = new Map(names.map((name, index) => [name, index]));
    const classes = names.map((name) => ({ name, count: 0 }));
    const samples = this.#rows.map(({ path, label, identity }): ManifestSample => {
      const index = must(indexes.get(label), label);
      must(classes[index], label).count++;
      return { path, class: index, bytes: this.#source.features.length * 4, identity };
    });
    return { version: 1, format: "csv", classes, samples };
  }

  #parserOf(names: readonly string[]): RowParser {
    const parser = RowParser.of(this.#source, names);
    if (parser instanceof RowParser) return parser;
    for (const problem of parser) this.#findings.problem(problem);
    this.#findings.throwIfAny();
    return must<RowParser>(undefined, "a parser of good columns");
  }

  async #addRow(parser: RowParser, record: readonly string[], line: number): Promise<void> {
    const row = parser.parse(record);
    if (row.kind === "wrong") {
      for (const message of row.reasons) this.#findings.problem({ path: "", line, message });
      return;
    }
    const bytes = new Uint8Array(row.values.buffer);
    this.#rows.push({ path: `line ${line}`, label: row.label, identity: rowIdentity(bytes) });
    await this.#writer.add(bytes);
  }
}
