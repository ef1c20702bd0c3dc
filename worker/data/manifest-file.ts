// manifest.json: one JSON document, written and read line by line (one sample a line), so that a large one is never one string.
import { createReadStream } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import { CorruptDataError, messageOf } from "../../common/errors.ts";
import { type Manifest, type ManifestSample, manifestHash } from "./manifest.ts";

const LINES_A_WRITE = 1000;
const LAST_LINE = "]}";

const index = z.int().nonnegative();
const headerSchema = z.strictObject({
  version: z.literal(1),
  format: z.enum(["image-folder", "csv"]),
  source: z.string(),
  hash: z.string(),
  classes: z.array(z.strictObject({ name: z.string(), count: index })),
  samples: z.tuple([]),
});
const sampleSchema = z.strictObject({ path: z.string(), class: index, bytes: index, identity: z.string() });

/** Writes the manifest under a temporary name, then renames it: the file is whole or not there. */
export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w");
  try {
    for (const text of textOf(manifest)) await file.write(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Reads and checks a manifest. Throws CorruptDataError for a torn, changed or foreign file. */
export function readManifest(path: string): Promise<Manifest> {
  return checked(createReadStream(path, "utf8"), path);
}

/** Checks a file's bytes. @param name of it, in errors @throws CorruptDataError as `readManifest` */
export function parseManifest(bytes: Uint8Array, name: string): Promise<Manifest> {
  return checked(Readable.from([bytes]), name);
}

async function checked(input: Readable, name: string): Promise<Manifest> {
  const manifest = await parse(input, name);
  if (manifest.hash !== (await manifestHash(manifest))) throw corrupt(name, "its hash does not match its content");
  return manifest;
}

function* textOf({ samples, ...header }: Manifest): Generator<string> {
  const { version, format, source, hash, classes } = header;
  yield `${JSON.stringify({ version, format, source, hash, classes, samples: [] }).slice(0, -LAST_LINE.length)}\n`;
  for (let from = 0; from < samples.length; from += LINES_A_WRITE) {
    const lines = samples.slice(from, from + LINES_A_WRITE).map(lineOf);
    yield lines.join(",\n") + (from + LINES_A_WRITE < samples.length ? ",\n" : "\n");
  }
  yield `${LAST_LINE}\n`;
}

function lineOf({ path, class: index, bytes, identity }: ManifestSample): string {
  return JSON.stringify({ path, class: index, bytes, identity });
}

async function parse(input: Readable, path: string): Promise<Manifest> {
  const samples: ManifestSample[] = [];
  let header: z.infer<typeof headerSchema> | undefined;
  let whole = false;
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      if (whole) throw new Error("there is more after its end");
      if (header === undefined) header = headerSchema.parse(JSON.parse(text + LAST_LINE));
      else if (text === LAST_LINE) whole = true;
      else samples.push(sampleSchema.parse(JSON.parse(text.replace(/,$/, ""))));
    }
  } catch (thrown) {
    throw corrupt(path, `line ${line}: ${messageOf(thrown)}`, thrown);
  }
  if (header === undefined || !whole) throw corrupt(path, "it ends early");
  return { ...header, samples };
}

function corrupt(path: string, reason: string, cause?: unknown): CorruptDataError {
  return new CorruptDataError(`${path} is not a whole manifest of a data set: ${reason}`, { cause });
}

/** Makes the rename durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
