// What `predict` is given: files, folders, and stdin, which is an encoded picture or a list of paths. One at a time, so that a long
// list never is in memory.
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { messageOf } from "../../common/errors.ts";
import { isMissing } from "../../common/files.ts";
import { isPicture } from "../data/decode.ts";
import { inByteOrder } from "../data/folder-entries.ts";
import { isPictureName } from "../data/image-folder.ts";

/** The bytes of a picture, or why there are none. */
export type InputBytes =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "missing"; readonly reason: string };

export interface PictureInput {
  /** As it was named: a path; "-" for a picture on stdin. */
  readonly input: string;
  read(): Promise<InputBytes>;
}

const STDIN = "-";

/** In the order of `inputs`; a folder's pictures at any depth, in byte order of their paths. */
export async function* pictureInputs(inputs: readonly string[], stdin: Readable): AsyncGenerator<PictureInput> {
  for (const input of inputs) {
    if (input === STDIN) yield* inputsOfStdin(stdin);
    else yield* inputsOfPath(input);
  }
}

async function* inputsOfPath(path: string): AsyncGenerator<PictureInput> {
  if (!(await isFolder(path))) {
    yield { input: path, read: () => bytesOf(path) };
    return;
  }
  let found = 0;
  for await (const file of picturesIn(path)) {
    found++;
    yield file;
  }
  if (found === 0) yield missing(path, "no jpeg or png in this folder");
}

async function* picturesIn(folder: string): AsyncGenerator<PictureInput> {
  const names = await namesIn(folder).catch(messageOf);
  if (typeof names === "string") {
    yield missing(folder, names);
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    if (name.startsWith(".")) continue;
    // A link to a folder is not followed: it could lead back.
    if (await isFolder(path, lstat)) yield* picturesIn(path);
    else if (isPictureName(name)) yield { input: path, read: () => bytesOf(path) };
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const keyed = inByteOrder(entries, (entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  return keyed.map(({ name }) => name);
}

async function isFolder(path: string, how: typeof stat | typeof lstat = stat): Promise<boolean> {
  try {
    return (await how(path)).isDirectory();
  } catch {
    return false; // what it is instead is told when it is read
  }
}

function missing(input: string, reason: string): PictureInput {
  return { input, read: () => Promise.resolve({ kind: "missing", reason }) };
}

async function bytesOf(path: string): Promise<InputBytes> {
  try {
    return { kind: "bytes", bytes: await readFile(path) };
  } catch (error) {
    return { kind: "missing", reason: isMissing(error) ? "there is no such file" : messageOf(error) };
  }
}

async function* inputsOfStdin(stdin: Readable): AsyncGenerator<PictureInput> {
  const first = await firstChunk(stdin);
  if (first === undefined) {
    yield missing(STDIN, "stdin is empty");
    return;
  }
  stdin.unshift(first);
  if (isPicture(first)) {
    const bytes = await everything(stdin);
    yield { input: STDIN, read: () => Promise.resolve({ kind: "bytes", bytes }) };
    return;
  }
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    if (line.trim() !== "") yield* inputsOfPath(line.trim());
  }
}

function firstChunk(stdin: Readable): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const chunk = stdin.read() as Buffer | null;
      if (chunk === null) return;
      settle();
      resolve(chunk);
    };
    const end = (): void => {
      settle();
      resolve(undefined);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    const settle = (): void => {
      stdin.off("readable", look).off("end", end).off("error", fail);
    };
    stdin.on("readable", look).on("end", end).on("error", fail);
  });
}

async function everything(stdin: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
