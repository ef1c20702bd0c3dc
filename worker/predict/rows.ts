// What `predict` is given for a model of vectors: CSV files and stdin, row by row. Columns are found by their names; others, one with
// the class say, are passed over.
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { isMissing } from "../../common/files.ts";
import { csvLines, csvReason } from "../data/csv-stream.ts";
import { RowParser } from "../data/row-parser.ts";
import type { LoadedSample } from "./predict.ts";

const STDIN = "-";

/** In the order of `inputs`; a file that is no table is one failed input. */
export async function* rowInputs(
  inputs: readonly string[],
  stdin: Readable,
  features: readonly string[],
): AsyncGenerator<() => LoadedSample> {
  for (const input of inputs) {
    let rows = 0;
    try {
      for await (const row of rowsOf(input, input === STDIN ? stdin : createReadStream(input), features)) {
        rows++;
        yield () => row;
      }
      if (rows === 0) yield () => failed(input, "there is no row in it");
    } catch (error) {
      const reason = isMissing(error) ? "there is no such file" : csvReason(error);
      yield () => failed(input, reason);
    }
  }
}

async function* rowsOf(input: string, stream: Readable, features: readonly string[]): AsyncGenerator<LoadedSample> {
  let parser: RowParser | undefined;
  for await (const { record, line } of csvLines(stream)) {
    if (parser === undefined) {
      const made = RowParser.of({ features, label: undefined }, record);
      if (!(made instanceof RowParser)) {
        yield failed(
          input,
          made.map(({ message, hint }) => `${message}${hint === undefined ? "" : ` (${hint})`}`).join("; "),
        );
        return;
      }
      parser = made;
      continue;
    }
    const row = parser.parse(record);
    const name = `${input} line ${line}`;
    yield row.kind === "wrong"
      ? failed(name, row.reasons.join("; "))
      : { kind: "sample", input: name, bytes: new Uint8Array(row.values.buffer) };
  }
}

function failed(input: string, reason: string): LoadedSample {
  return { kind: "failed", input, reason };
}
