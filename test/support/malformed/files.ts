// Files that are not what they should be: made anew, or cut.
import { readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";

export const write =
  (name: string, content: string | Uint8Array) =>
  async (folder: string): Promise<string> => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };

/** A file's first bytes, and zeros. */
export const start = (text: string, length = 300): Buffer =>
  Buffer.concat([Buffer.from(text, "latin1"), Buffer.alloc(length)]);

export const cut =
  (make: (folder: string) => Promise<string>, share: number) =>
  async (folder: string): Promise<string> => {
    const file = await make(folder);
    await truncate(file, Math.floor((await readFile(file)).length * share));
    return file;
  };
