// CSV files that list no data set.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildManifest } from "../../../worker/data/manifest.ts";
import { buildRowsManifest } from "../../../worker/data/rows-manifest.ts";
import type { Malformed } from "./case.ts";

const csv =
  (content: string | Uint8Array) =>
  async (folder: string): Promise<string> => {
    await writeFile(path.join(folder, "list.csv"), content);
    return path.join(folder, "list.csv");
  };

const rows = (...lines: readonly string[]) => csv(["file,class", ...lines].join("\n"));

const folder = async (parent: string): Promise<string> => {
  await mkdir(path.join(parent, "list.csv"));
  return path.join(parent, "list.csv");
};

async function read(file: string): Promise<unknown> {
  return buildManifest({
    root: path.dirname(file),
    source: `file:${file}`,
    csv: { file, image: "file", label: "class" },
  });
}

const PICTURES: readonly Malformed[] = [
  {
    what: "a CSV file that is not there",
    make: (parent: string) => Promise.resolve(path.join(parent, "list.csv")),
    says: /no such file/,
  },
  { what: "a folder as a CSV file", make: folder, says: /found a folder/ },
  { what: "an empty CSV file", make: csv(""), says: /found an empty file/ },
  { what: "a CSV file of names only", make: rows(), says: /no sample/ },
  {
    what: "a CSV file without the column",
    make: csv("path,class\na.png,x"),
    says: /line 1.*no column "file".*path, class/s,
  },
  { what: "a picture as a CSV file", make: csv(new Uint8Array(400).fill(0x89)), says: /no column "file"/ },
  { what: "a CSV file cut in a quote", make: rows('"a.png,x'), says: /not valid CSV/ },
  { what: "a CSV line with a cell too many", make: rows("a.png,x,y"), says: /not valid CSV.*line 2/s },
  { what: "a CSV line longer than any table's", make: rows(`${"a".repeat(2 ** 21)}.png,x`), says: /not valid CSV/ },
  { what: "a CSV line without a class", make: rows("a.png,x", "b.png,"), says: /line 3.*expected a class/s },
  { what: "a CSV line with an absolute path", make: rows("/data/a.png,x"), says: /line 2.*relative to the CSV file/s },
  { what: "a CSV line that names no picture", make: rows("a.txt,x"), says: /line 2.*jpeg or png, found a\.txt/s },
  { what: "a picture listed twice in a CSV file", make: rows("a.png,x", "./a.png,y"), says: /line 3.*line 2 already/s },
  { what: "a CSV file of one class", make: rows("a.png,x", "b.png,x"), says: /only one class, x/ },
  { what: "a CSV file that lists missing pictures", make: rows("a.png,x", "b.png,y"), says: /a\.png.*can't be read/s },
].map((entry) => ({ ...entry, read }));

async function readRows(file: string): Promise<unknown> {
  const rows = { file, features: ["a", "b"], label: "class" };
  return buildRowsManifest({ rows, source: `file:${file}`, rowsFile: `${file}.rows` });
}

const table = (...lines: readonly string[]) => csv(["a,b,class", ...lines].join("\n"));

const NUMBERS: readonly Malformed[] = [
  {
    what: "a table of numbers that is not there",
    make: (parent: string) => Promise.resolve(path.join(parent, "list.csv")),
    says: /no such file/,
  },
  { what: "a folder as a table of numbers", make: folder, says: /found a folder/ },
  { what: "an empty table of numbers", make: csv(""), says: /found an empty file/ },
  { what: "a table of names only", make: table(), says: /no sample/ },
  { what: "a table without a column", make: csv("a,bb,class\n1,2,x"), says: /line 1.*no column "b" .did you mean bb/s },
  { what: "a table with a column twice", make: csv("a,b,a,class\n1,2,3,x"), says: /line 1.*one column "a"/s },
  { what: "a picture as a table of numbers", make: csv(new Uint8Array(400).fill(0x89)), says: /no column "a"/ },
  { what: "a table cut in a quote", make: table('1,"2,x'), says: /not valid CSV/ },
  { what: "a table with a cell too many", make: table("1,2,x,y"), says: /not valid CSV.*line 2/s },
  { what: "a table with a cell too few", make: table("1,2,x", "1,2"), says: /not valid CSV.*line 3/s },
  {
    what: "a table with a word for a number",
    make: table("1,two,x"),
    says: /line 2: column "b": .*number, found "two"/,
  },
  {
    what: "a table with NaN",
    make: table("1,2,x", "NaN,2,y"),
    says: /line 3: column "a": expected a number, found "NaN"/,
  },
  { what: "a table with an infinite number", make: table("-Infinity,2,x"), says: /column "a": .*found "-Infinity"/ },
  {
    what: "a table with a number beyond float32",
    make: table("1e39,2,x"),
    says: /column "a": .*float32 can hold, found 1e39/,
  },
  {
    what: "a table with an empty cell",
    make: table("1,,x"),
    says: /line 2: column "b": expected a number, found nothing/,
  },
  { what: "a table with a row of no class", make: table("1,2,"), says: /line 2: column "class": expected a class/ },
  { what: "a table of one class", make: table("1,2,x", "3,4,x"), says: /only one class, x/ },
].map((entry) => ({ ...entry, read: readRows }));

export const CSV: readonly Malformed[] = [...PICTURES, ...NUMBERS];
