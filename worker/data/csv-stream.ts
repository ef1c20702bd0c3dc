// A CSV file as a stream of records with their lines; what it is that they hold, others know.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import type { Findings } from "./findings.ts";

/** Longer lines are no table: the parser would hold one in memory. */
const MAX_LINE_BYTES = 1024 * 1024;

export interface CsvLine {
  readonly record: readonly string[];
  /** In which the record ends, from 1. */
  readonly line: number;
}

/** The records of a file, the one with the columns' names first. What is wrong with it is told to `findings`, and ends them. */
export async function* readCsv(file: string, findings: Findings, signal?: AbortSignal): AsyncGenerator<CsvLine> {
  await refuseNoFile(file, findings);
  const input = createReadStream(file, { signal });
  const lines = csvLines(input);
  try {
    for (;;) {
      const next = await nextOf(lines, findings, signal);
      if (next === undefined) return;
      yield next;
    }
  } finally {
    input.destroy();
  }
}

async function nextOf(
  lines: AsyncIterator<CsvLine, undefined>,
  findings: Findings,
  signal?: AbortSignal,
): Promise<CsvLine | undefined> {
  try {
    const { done, value } = await lines.next();
    return done === true ? undefined : value;
  } catch (thrown) {
    signal?.throwIfAborted();
    findings.problem({ path: "", message: csvReason(thrown) });
    return undefined;
  }
}

/** The records of a stream. @throws what the parser and the stream throw; `csvReason` says what it means. */
export async function* csvLines(input: Readable): AsyncGenerator<CsvLine, undefined> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: MAX_LINE_BYTES });
  // An error of the input reaches whoever reads the parser.
  pipeline(input, parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<Parsed>) yield { record, line: info.lines };
}

/** Why a file is no CSV. */
export function csvReason(thrown: unknown): string {
  return `${thrown instanceof CsvError ? "it is not valid CSV" : "it can't be read"}: ${messageOf(thrown)}`;
}

interface Parsed {
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
